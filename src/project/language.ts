import type { Language } from '../messages/message.ts';

/** The environment, read only. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The language of a name as people and systems write it (`zh`, `zh_CN.UTF-8`, `en-GB`); undefined for others. */
export function languageOf(name: string): Language | undefined {
  const language = /^(en|zh)(?![a-z])/i.exec(name)?.[1]?.toLowerCase();
  return language === 'en' || language === 'zh' ? language : undefined;
}

/** What the system speaks, and which variable says so; without one what Node makes out (Windows has none). */
export function systemLanguage(environment: Environment): {
  language: Language;
  variable?: string;
} {
  const variable = ['LC_ALL', 'LC_MESSAGES', 'LANG'].find((name) => environment[name]);
  const locale = variable ? environment[variable] : Intl.DateTimeFormat().resolvedOptions().locale;
  const language = languageOf(locale ?? '') ?? 'en';
  return variable === undefined ? { language } : { language, variable };
}

/** The language before any command is known: `--lang`, `BISHENG_LANG`, the system's. What is unknown is passed over. */
export function spokenLanguage(args: readonly string[], environment: Environment): Language {
  return (
    languageOf(flagValue(args, '--lang') ?? '') ??
    languageOf(environment.BISHENG_LANG ?? '') ??
    systemLanguage(environment).language
  );
}

function flagValue(args: readonly string[], flag: string): string | undefined {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const at = own.findLastIndex((arg) => arg === flag || arg.startsWith(`${flag}=`));
  return own[at] === flag ? own[at + 1] : own[at]?.slice(flag.length + 1);
}
