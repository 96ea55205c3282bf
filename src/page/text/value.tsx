import type { ComponentChildren } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import { CopyButton } from '../parts/copy-button.tsx';
import type { Json, JsonObject } from '../server/shapes.ts';
import { Words } from '../words/say.ts';
import { RichText } from './rich-text.tsx';

/** Longer texts are shown by their beginnings first; shorter ones of several. Characters. */
const LONG = 6_000;
const LONG_OF_MANY = 1_000;
/** Longer ones are shown as they are, in a frame of their own: nobody reads them for their headings. */
const HUGE = 100_000;

interface ValueProps {
  readonly value: Json;
  /** Begin with the text as it is. */
  readonly isPlain?: boolean;
  /** So many characters are shown at first. */
  readonly first?: number;
}

/** A value: a text with its Markdown, anything else as JSON. */
export function Value({ value, isPlain = false, first = LONG }: ValueProps): ComponentChildren {
  const { say, language } = useContext(Words);
  const [isRich, setRich] = useState(!isPlain);
  const [isWhole, setWhole] = useState(false);
  const isText = typeof value === 'string';
  const text = useMemo(() => (isText ? value : JSON.stringify(value, null, 2)), [value]);
  if (text === '') return <p class="quiet">{say('value/empty')}</p>;
  const shown = isWhole || text.length < 1.25 * first ? text : text.slice(0, first);
  const canBeRich = isText && shown.length <= HUGE;
  return (
    <div class="value">
      {canBeRich && isRich ? (
        <RichText text={shown} />
      ) : (
        <pre tabIndex={0} dir="auto">
          {shown.length <= HUGE ? shown : <Pieces text={shown} />}
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

/** A text in pieces, of which the browser lays out only those that are seen. */
function Pieces({ text }: { readonly text: string }): ComponentChildren {
  const pieces = useMemo(() => text.match(/[^]{1,10000}\n|[^]{1,10000}/g) ?? [], [text]);
  return pieces.map((piece, n) => (
    <span key={n} class="piece">
      {piece.replace(/\n$/, '')}
    </span>
  ));
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
          <Value value={value} isPlain={isPlain} first={LONG_OF_MANY} />
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
