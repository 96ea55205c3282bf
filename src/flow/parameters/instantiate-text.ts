import { SourceFile } from '../../diagnostics/source-file.ts';
import { readTree } from '../read/read.ts';
import { writeYamlValue } from '../read/write-yaml.ts';
import { child, placeIn, valueOf, type MapTree, type ScalarTree } from '../tree.ts';
import { isObject, toJson, type Value } from '../value.ts';
import { declarationsEdit, remainingDeclarations } from './declarations.ts';
import type { IsExpression } from './expression-fields.ts';
import { FilledTexts, type FilledText } from './filled-texts.ts';
import { applyEdits, type TextEdit } from '../../diagnostics/text-edit.ts';

/**
 * The text of a flow with values put in for parameters: a flow that means the same. Everything else, comments and layout
 * too, stays as it is. Placeholders without a value here stay, and with them the declarations of their parameters; a
 * parameter that is also used by its name stays with its value as default.
 */
export function instantiateText(
  tree: MapTree,
  values: ReadonlyMap<string, Value>,
  isExpression: IsExpression,
): string {
  const { text } = tree.location.file;
  const filled = new FilledTexts(values, isExpression);
  const whole = filled.fill(tree) as Record<string, Value>;
  const edits = filled.changed.map((change) => editFor(change, text));
  if (child(tree, 'parameters')) {
    const remaining = remainingDeclarations(tree, values, (name) => filled.mentions(name));
    const edit = declarationsEdit(tree, remaining);
    if (edit) edits.push(edit);
    if (edit?.text === '') delete whole.parameters;
    else whole.parameters = remaining;
  }
  const result = applyEdits(text, edits);
  // A text can be shared (`*alias`) by places that need different values.
  return sameValue(readValue(result), whole) ? result : writeYamlValue(whole);
}

function editFor({ scalar, path, value, pieces }: FilledText, text: string): TextEdit {
  const { start, end } = scalar.location;
  const at = (piece: string): TextEdit => ({ start, end, text: piece });
  if (typeof value !== 'string') {
    const isPlain = !Array.isArray(value) && !isObject(value);
    return at(isPlain ? writeYamlValue(value).trim() : toJson(value));
  }
  const source = text.slice(start, end);
  const inPlace = (indent: string): TextEdit =>
    at(replaced(source, start, scalar, pieces, `\n${indent}`));
  const candidates = /^[|>]/.test(source)
    ? [inPlace(indentOf(source))]
    : /^["']/.test(source)
      ? [inPlace('')]
      : value.includes('\n')
        ? []
        : [at(writeYamlValue(value).trim())];
  const isRight = (edit: TextEdit): boolean =>
    valueAt(readValue(applyEdits(text, [edit])), path) === value;
  return candidates.find(isRight) ?? at(jsonText(value));
}

/** The source of a scalar with stretches of its text replaced, line breaks in them by `lineBreak`. */
function replaced(
  source: string,
  start: number,
  scalar: ScalarTree,
  pieces: FilledText['pieces'],
  lineBreak: string,
): string {
  const edits = pieces.map((piece) => {
    const place = placeIn(scalar, piece.start, piece.end);
    const text = piece.text.replaceAll('\n', lineBreak);
    return { start: place.start - start, end: place.end - start, text };
  });
  return applyEdits(source, edits);
}

/** How far the lines of a block are indented. */
function indentOf(source: string): string {
  const indents = [...source.matchAll(/\n([ ]*)(?=\S)/g)].map(([, indent = '']) => indent);
  return indents.reduce(
    (least, indent) => (indent.length < least.length ? indent : least),
    ' '.repeat(100),
  );
}

/** In double quotes, on one line: what YAML and JSON read alike. */
function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function readValue(text: string): Value | undefined {
  const tree = readTree(new SourceFile('', text), () => undefined);
  return tree && valueOf(tree);
}

function valueAt(value: Value | undefined, path: FilledText['path']): Value | undefined {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at as Value | undefined;
}

function sameValue(value: Value | undefined, other: Value): boolean {
  return value !== undefined && toJson(value) === toJson(other);
}
