import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { CopyButton } from '../parts/copy-button.tsx';
import type { Json } from '../server/shapes.ts';
import { useSay } from '../words/say.ts';
import { RichText } from './rich-text.tsx';

/** Longer texts are shown by their beginnings first. Characters. */
const LONG = 20_000;

interface ValueProps {
  readonly value: Json;
  /** Begin with the text as it is. */
  readonly isPlain?: boolean;
}

/** A value: a text with its Markdown, anything else as JSON. */
export function Value({ value, isPlain = false }: ValueProps): ComponentChildren {
  const say = useSay();
  const [isRich, setRich] = useState(!isPlain);
  const [isWhole, setWhole] = useState(false);
  const isText = typeof value === 'string';
  const text = isText ? value : JSON.stringify(value, null, 2);
  if (text === '') return <p class="quiet">{say('value/empty')}</p>;
  const shown = isWhole ? text : text.slice(0, LONG);
  return (
    <div class="value">
      {isText && isRich ? (
        <RichText text={shown} />
      ) : (
        <pre tabIndex={0} dir="auto">
          {shown}
        </pre>
      )}
      <div class="value-tools">
        {shown.length < text.length && (
          <button type="button" class="plain small" onClick={() => setWhole(true)}>
            {say('value/more')}
          </button>
        )}
        {isText && /[#*`>|-]/.test(text) && (
          <button type="button" class="plain small" onClick={() => setRich(!isRich)}>
            {say(isRich ? 'value/text' : 'value/formatted')}
          </button>
        )}
        <CopyButton text={text} />
      </div>
    </div>
  );
}
