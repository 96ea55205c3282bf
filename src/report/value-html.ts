import { isObject, toJson, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { count } from '../reporters/text/numbers.ts';
import { html, type Html } from './html.ts';

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
      return html`<p class="none">${this.#say(message('run-report/none'))}</p>`;
    return html`<dl class="values">
      ${entries.map(
        ([name, value]) =>
          html`<dt><bdi>${name}</bdi></dt>
            <dd>${this.one(value)}</dd>`,
      )}
    </dl>`;
  }

  /** A text as it is, anything else as JSON. */
  one(value: Value): Html {
    if (value === '')
      return html`<p class="none">${this.#say(message('run-report/empty-text'))}</p>`;
    return this.text(textOf(value));
  }

  text(whole: string): Html {
    const room = Math.max(0, Math.min(LONGEST, this.#left));
    const kept = cutAt(whole, room);
    this.#left -= kept.length;
    if (kept.length < whole.length) this.#cut++;
    const seen = seenOf(kept);
    if (seen === whole) return pre(kept);
    const rest =
      kept.length === whole.length
        ? this.#say(message('run-report/whole', { n: count(whole.length) }))
        : this.#say(message('run-report/cut', { n: count(kept.length), all: count(whole.length) }));
    if (seen === kept)
      return html`${pre(seen)}
        <p class="cut">${rest}</p>`;
    return html`${pre(`${seen}…`)}
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
  return html`<pre dir="auto">${text.startsWith('\n') ? `\n${text}` : text}</pre>`;
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
