import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en, type WordKey } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';

/** Puts a key and its values into words. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

const catalogues: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, zh };
const PLACE = /\{\{|\}\}|\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/** The words of a language. */
export function sayIn(language: Language): Say {
  return (key, values = {}) =>
    catalogues[language][key].replace(
      PLACE,
      (sign, name?: string, one?: string, many?: string): string => {
        if (name === undefined) return sign.charAt(0);
        const value = values[name] ?? '';
        return one === undefined ? String(value) : ((value === 1 ? one : many) ?? '');
      },
    );
}

export const Words = createContext<{ readonly language: Language; readonly say: Say }>({
  language: 'en',
  say: sayIn('en'),
});

/** The words of the language that the page is shown in. */
export function useSay(): Say {
  return useContext(Words).say;
}

/** What is shown of a length of time in milliseconds. */
export function duration(ms: number, say: Say): string {
  if (ms < 1000) return say('time/ms', { n: Math.round(ms) });
  if (ms < 60_000) return say('time/s', { n: (ms / 1000).toFixed(ms < 10_000 ? 1 : 0) });
  return say('time/min', { m: Math.floor(ms / 60_000), s: Math.round((ms % 60_000) / 1000) });
}

/** A moment in the reader's own time; `iso`: ISO 8601. */
export function moment(iso: string, language: Language): string {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(!isToday && { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(date);
}
