import type { ComponentChildren } from 'preact';
import type { Look } from '../preferences.ts';
import { useSay, type Language } from '../words/say.ts';

interface PreferencesProps {
  readonly language: Language;
  readonly chooseLanguage: (language: Language) => void;
  readonly look: Look;
  readonly chooseLook: (look: Look) => void;
}

const looks = ['auto', 'light', 'dark'] as const;

/** Where a person chooses language and look. */
export function Preferences(props: PreferencesProps): ComponentChildren {
  const { language, chooseLanguage, look, chooseLook } = props;
  const say = useSay();
  const isChinese = language === 'zh';
  return (
    <div class="preferences">
      <button
        class="plain"
        lang={isChinese ? 'en' : 'zh-CN'}
        onClick={() => chooseLanguage(isChinese ? 'en' : 'zh')}
      >
        {isChinese ? 'English' : '中文'}
      </button>
      <label>
        <span class="hidden">{say('look')}</span>
        <select
          class="plain"
          value={look}
          onChange={({ currentTarget }) => chooseLook(currentTarget.value as Look)}
        >
          {looks.map((one) => (
            <option value={one}>{say(`look/${one}`)}</option>
          ))}
        </select>
      </label>
    </div>
  );
}
