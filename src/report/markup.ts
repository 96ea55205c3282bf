import { printable } from '../diagnostics/printable.ts';
import { xmlText } from '../reporters/text/xml.ts';

/** A piece of a page that is HTML already. Only {@link markup} and {@link trusted} make one. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Part = string | number | Html | undefined | readonly Part[];

/**
 * HTML with values in it (prettier would change the spaces of what is called html). A text can't become markup, end an attribute in quotes, or turn the direction of what stands
 * around it, whoever has written it.
 */
export function markup(pieces: TemplateStringsArray, ...values: readonly Part[]): Html {
  const text = pieces.map((piece, n) => (n < values.length ? piece + written(values[n]) : piece));
  return new Html(text.join(''));
}

/** What is HTML by the way it was made: pictures, styles. */
export function trusted(text: string): Html {
  return new Html(text);
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  return part.map(written).join('');
}

function escaped(text: string): string {
  return xmlText(printable(text, { lines: true }))
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
