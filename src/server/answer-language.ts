import { sayIn, type Language, type Say } from '../messages/message.ts';

/** One of each, because what is made in a language is kept by it. */
export const sayingOf: Readonly<Record<Language, Say>> = { en: sayIn('en'), zh: sayIn('zh') };

/** What people ask for in the header, and no more of it is read. */
const LONGEST = 200;

/** How a person wants to be told (Accept-Language, RFC 9110, 12.5.4); `usual` where they ask for nothing that there is. */
export function sayWanted(header: string | undefined, usual: Say): Say {
  const wanted = (header ?? '').slice(0, LONGEST).split(',').map(rangeIn);
  const [best] = wanted
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return best?.language === undefined ? usual : sayingOf[best.language];
}

interface Range {
  readonly language: Language | undefined;
  readonly weight: number;
}

function rangeIn(text: string): Range {
  const [tag = '', ...settings] = text
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const weight = /^q=([01](?:\.\d{0,3})?)$/.exec(settings.join(';'))?.[1];
  const language = /^(en|zh)(?:-|$)/.exec(tag)?.[1] as Language | undefined;
  return { language, weight: weight === undefined ? 1 : Number(weight) };
}
