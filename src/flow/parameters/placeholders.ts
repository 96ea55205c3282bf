/** A stretch of a text with placeholders; `start` and `end` are offsets into the text. */
export type Part = PlainPart | EscapePart | PlaceholderPart | MalformedPart;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Text as it stands. */
interface PlainPart extends Stretch {
  readonly kind: 'plain';
}

/** `$${`, which means `${`. */
interface EscapePart extends Stretch {
  readonly kind: 'escape';
}

/** `${name}` or `${env.NAME}`. */
export interface PlaceholderPart extends Stretch {
  readonly kind: 'parameter' | 'env';
  readonly name: string;
}

/** `${` without an end, or with something between that is no name. */
export interface MalformedPart extends Stretch {
  readonly kind: 'malformed';
  readonly content: string;
  readonly closed: boolean;
}

const OPENING = /\$\$\{|\$\{([^}]*)(\}?)/g;
const PARAMETER = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;
const ENV = /^env\.([A-Za-z_][A-Za-z0-9_]*)$/;

/** Whether a text can be a parameter's name: what Python takes for an identifier, `env` excepted. */
export function isParameterName(text: string): boolean {
  return PARAMETER.test(text) && text !== 'env';
}

/** The parts of a text, without gaps, in order. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(OPENING)) {
    const start = match.index;
    if (start > at) parts.push({ kind: 'plain', start: at, end: start });
    const part = placeholder(match[1], match[2] === '}', start, start + match[0].length);
    parts.push(part);
    at = part.end;
  }
  if (at < text.length) parts.push({ kind: 'plain', start: at, end: text.length });
  return parts;
}

function placeholder(
  content: string | undefined,
  closed: boolean,
  start: number,
  end: number,
): Part {
  if (content === undefined) return { kind: 'escape', start, end };
  const variable = ENV.exec(content)?.[1];
  if (closed && variable !== undefined) return { kind: 'env', name: variable, start, end };
  if (closed && isParameterName(content)) return { kind: 'parameter', name: content, start, end };
  return { kind: 'malformed', content, closed, start, end };
}
