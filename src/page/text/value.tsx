import type { ComponentChildren } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import { CopyButton } from '../parts/copy-button.tsx';
import type { Json, JsonObject } from '../server/shapes.ts';
import { Words } from '../words/say.ts';
import { RichText } from './rich-text.tsx';

/** Longer texts are shown by their beginnings first. Characters. */
const LONG = 4_000;
/** Longer ones are shown as they are, in a frame of their own: nobody reads them for their headings. */
const HUGE = 100_000;

interface ValueProps {
  readonly value: Json;
  /** Begin with the text as it is. */
  readonly isPlain?: boolean;
}

/** A value: a text with its Markdown, anything else as JSON. */
export function Value({ value, isPlain = false }: ValueProps): ComponentChildren {
  const { say, language } = useContext(Words);
  const [isRich, setRich] = useState(!isPlain);
  const [isWhole, setWhole] = useState(false);
  const isText = typeof value === 'string';
  const text = useMemo(() => (isText ? value : JSON.stringify(value, null, 2)), [value]);
  if (text === '') return <p class="quiet">{say('value/empty')}</p>;
  const shown = isWhole || text.length < 1.25 * LONG ? text : text.slice(0, LONG);
  const canBeRich = isText && shown.length <= HUGE;
  return (
    <div class="value">
      {canBeRich && isRich ? (
        <RichText text={shown} />
      ) : (
        <pre tabIndex={0} dir="auto">
          {shown}
        </pre>
      )}
      <div class="value-tools">
        {shown.length < text.length && (
          <button type="button" class="plain small" onClick={() => setWhole(true)}>
            {say('value/more', { n: text.length.toLocaleString(language) })}
          </button>
        )}
        {canBeRich && /[#*`>|-]/.test(shown) && (
          <button type="button" class="plain small" onClick={() => setRich(!isRich)}>
            {say(isRich ? 'value/text' : 'value/formatted')}
          </button>
        )}
        <CopyButton text={text} />
      </div>
    </div>
  );
}

interface ValuesProps {
  readonly values: JsonObject;
  readonly isPlain?: boolean;
}

/** Values with their names; one that fits stands beside its name. */
export function Values({ values, isPlain = false }: ValuesProps): ComponentChildren {
  return Object.entries(values).map(([name, value]) => {
    const isShort = fits(value);
    return (
      <div key={name} class={isShort ? 'output is-short' : 'output'}>
        <p>
          <code class="quiet">{name}</code>
        </p>
        {isShort ? (
          <span dir="auto">{typeof value === 'string' ? value : JSON.stringify(value)}</span>
        ) : (
          <Value value={value} isPlain={isPlain} />
        )}
      </div>
    );
  });
}

/** Whether a value fits on a line. */
function fits(value: Json): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text !== '' && text.length <= 60 && !text.includes('\n');
}
