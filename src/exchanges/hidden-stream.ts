import { parseJson } from '../flow/json.ts';
import { isObject, objectOf, toJson, type Value } from '../flow/value.ts';
import type { Hider } from './hider.ts';

/**
 * The pieces of a stream without secrets: a model says one a few letters at a time, so each text of a piece is taken
 * together with those in its place in the others. Pieces are JSON or plain texts.
 */
export function hiddenPieces(pieces: readonly string[], hider: Hider): string[] {
  // A number by itself is part of a text.
  const parsed = pieces.map((piece) => (/^\s*[[{"]/.test(piece) ? parseJson(piece) : undefined));
  const hidden = hiddenValues(
    parsed.map((value, n) => value ?? pieces[n] ?? ''),
    hider,
  );
  return pieces.map((piece, n) => {
    const before = parsed[n];
    const after = hidden[n] ?? null;
    if (before === undefined && typeof after === 'string') return after;
    return before !== undefined && toJson(after) === toJson(before) ? piece : toJson(after);
  });
}

/** The same for values. */
export function hiddenValues(values: readonly Value[], hider: Hider): Value[] {
  const byPlace = new Map<string, string[]>();
  for (const value of values) {
    eachText(value, '', (place, text) => {
      const texts = byPlace.get(place);
      if (texts) texts.push(text);
      else byPlace.set(place, [text]);
      return text;
    });
  }
  const hidden = new Map([...byPlace].map(([place, texts]) => [place, hider.pieces(texts)]));
  const next = new Map<string, number>();
  return values.map((value) => {
    const told = eachText(value, '', (place, text) => {
      const at = next.get(place) ?? 0;
      next.set(place, at + 1);
      return hidden.get(place)?.[at] ?? text;
    });
    return hider.value(told);
  });
}

/** A value with each text in it replaced. */
function eachText(
  value: Value,
  place: string,
  replace: (place: string, text: string) => string,
): Value {
  if (typeof value === 'string') return replace(place, value);
  if (Array.isArray(value)) {
    return value.map((item: Value, n) => eachText(item, `${place}[${n}]`, replace));
  }
  if (!isObject(value)) return value;
  return objectOf(
    Object.entries(value).map(([key, item]) => [key, eachText(item, `${place}.${key}`, replace)]),
  );
}
