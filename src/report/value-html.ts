import { isObject, own, toJson, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { count } from '../reporters/text/numbers.ts';
import { markup, type Html } from './markup.ts';

/** So much of a value is seen at once; the rest is folded. Characters, lines. */
const SEEN = 2_000;
const LINES = 40;
/** More of one value is not in the report. Characters. */
const LONGEST = 2_000_000;
/** More of all values together is not in the report: no browser likes to open it. Characters. */
const ALL = 12_000_000;

/** Shows values, as long as there is room in the document. */
export class Values {
  readonly #say: Say;
  #left = ALL;
  #cut = 0;

  constructor(say: Say) {
    this.#say = say;
  }

  /** How many values are not there whole. */
  get cut(): number {
    return this.#cut;
  }

  /** Named values, each with its name; undefined where there are none. */
  named(values: ValueObject): Html {
    const entries = Object.entries(values);
    if (entries.length === 0)
      return markup`<p class="none">${this.#say(message('run-report/none'))}</p>`;
    return markup`<dl class="values">
      ${entries.map(
        ([name, value]) =>
          markup`<dt><bdi>${name}</bdi></dt>
            <dd>${this.one(value)}</dd>`,
      )}
    </dl>`;
  }

  /** What a node was given, see the engine's `glimpse`: large values by their beginnings. */
  given(inputs: ValueObject): Html {
    const shown = (one: Value): Html => {
      const value = isObject(one) ? own(one, 'value') : one;
      if (value !== undefined) return this.one(value);
      const [begins, characters] = ['begins', 'characters'].map((key) =>
        isObject(one) ? own(one, key) : undefined,
      );
      const words =
        typeof characters === 'number'
          ? message('run-report/begins-of', { all: count(characters) })
          : message('run-report/begins');
      return markup`${this.one(begins ?? '')}
        <p class="cut">${this.#say(words)}</p>`;
    };
    return markup`<dl class="values">
      ${Object.entries(inputs).map(
        ([name, one]) =>
          markup`<dt><bdi>${name}</bdi></dt>
            <dd>${shown(one)}</dd>`,
      )}
    </dl>`;
  }

  /** A text as it is, anything else as JSON. */
  one(value: Value): Html {
    if (value === '')
      return markup`<p class="none">${this.#say(message('run-report/empty-text'))}</p>`;
    return this.text(textOf(value));
  }

  /** The whole of a text: it is folded already. */
  open(whole: string): Html {
    return this.text(whole, true);
  }

  text(whole: string, isFolded = false): Html {
    const room = Math.max(0, Math.min(LONGEST, this.#left));
    const kept = cutAt(whole, room);
    this.#left -= kept.length;
    if (kept.length < whole.length) this.#cut++;
    const seen = isFolded ? kept : seenOf(kept);
    if (seen === whole) return pre(kept);
    const rest =
      kept.length === whole.length
        ? this.#say(message('run-report/whole', { n: count(whole.length) }))
        : this.#say(message('run-report/cut', { n: count(kept.length), all: count(whole.length) }));
    if (seen === kept)
      return markup`${pre(seen)}
        <p class="cut">${rest}</p>`;
    return markup`${pre(`${seen}…`)}
      <details class="whole">
        <summary>${rest}</summary>
        ${pre(kept)}
      </details>`;
  }
}

/** What is seen of a text at once. */
function seenOf(text: string): string {
  const seen = cutAt(text, SEEN);
  let end = -1;
  for (let line = 0; line < LINES; line++) {
    end = seen.indexOf('\n', end + 1);
    if (end < 0) return seen;
  }
  return seen.slice(0, end);
}

/** A block of text in which lines break where they must. */
export function pre(text: string): Html {
  // The parser drops a first line break.
  return markup`<pre dir="auto">${text.startsWith('\n') ? `\n${text}` : text}</pre>`;
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) || isObject(value);
  return toJson(value, isList ? 2 : 0);
}

/** Without half of a character that takes two units. */
function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
