import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Language } from './words/say.ts';

export type Look = 'auto' | 'light' | 'dark';

/** What a person has chosen, kept in the browser; a value that nobody offers is none. */
function usePreference<T extends string>(
  name: string,
  known: readonly T[],
  usual: () => T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => known.find((one) => one === kept(name)) ?? usual());
  const choose = (chosen: T): void => {
    setValue(chosen);
    keep(name, chosen);
  };
  return [value, choose];
}

/** The page's language: the person's choice, else the browser's. */
export function useLanguage(): [Language, (language: Language) => void] {
  const usual = (): Language => (/^zh\b/i.test(navigator.language) ? 'zh' : 'en');
  const [language, choose] = usePreference<Language>('bisheng.language', ['en', 'zh'], usual);
  // Before anybody asks the server, who is told which language it is (see Server).
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return [language, choose];
}

/** Light or dark: the person's choice, else the system's. */
export function useLook(): [Look, (look: Look) => void] {
  const [look, choose] = usePreference<Look>(
    'bisheng.look',
    ['auto', 'light', 'dark'],
    () => 'auto',
  );
  useEffect(() => {
    document.documentElement.dataset.look = look;
  }, [look]);
  return [look, choose];
}

// A browser may refuse to keep anything: then a choice holds as long as the page is open.
function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // As above.
  }
}
