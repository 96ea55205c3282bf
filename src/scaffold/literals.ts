import { writeYamlValue } from '../flow/read/write-yaml.ts';
import { isObject, own, toJson, type Value } from '../flow/value.ts';

/** Characters that can't be seen, or that turn the order of those around them; those that join emoji are harmless. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u2028\u2029]/gu;

/** A value as Python writes it; `indent` is that of the line it stands in, lists and dicts of some size take several. */
export function pythonLiteral(value: Value, indent = ''): string {
  if (typeof value === 'string') return pythonText(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' && !Number.isFinite(value)) return `float("${String(value)}")`;
  const inner = `${indent}    `;
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    return bracketed(
      '[',
      list.map((item) => pythonLiteral(item, inner)),
      ']',
      indent,
    );
  }
  if (!isObject(value)) return toJson(value);
  const entries = Object.keys(value).map(
    (key) => `${pythonText(key)}: ${pythonLiteral(own(value, key) ?? null, inner)}`,
  );
  return bracketed('{', entries, '}', indent);
}

function bracketed(open: string, items: readonly string[], close: string, indent: string): string {
  const short = open + items.join(', ') + close;
  if (short.length + indent.length < 80 && !short.includes('\n')) return short;
  return `${open}\n${items.map((item) => `${indent}    ${item},\n`).join('')}${indent}${close}`;
}

function pythonText(text: string): string {
  return `"${escapeUnseen(text.replace(/["\\]/g, '\\$&'))}"`;
}

/** A text for the inside of a docstring between triple double quotes; further lines are indented by who puts it there. */
export function pythonDoc(text: string): string {
  const escaped = text
    .trim()
    .replaceAll('\\', '\\\\')
    .replace(/"(?="|$)/g, '\\"');
  return escaped.replace(/\r\n?/g, '\n').split('\n').map(escapeUnseen).join('\n');
}

function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** A text for a comment that ends with its line. */
export function commentText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNSEEN, '').trim();
}

/** A value as YAML below a key: in the key's line, or indented on those after it. `column` is the key's. */
export function yamlValue(value: Value, column = 0): string {
  const written = writeYamlValue(value).trimEnd();
  const isBlock = (Array.isArray(value) || isObject(value)) && !/^(?:\[\]|\{\})$/.test(written);
  if (!isBlock) return written;
  const indent = ' '.repeat(column + 2);
  return `\n${written
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n')}`;
}

/** A value for a flow's YAML: its texts hold no placeholders, so a `${` in them means itself. */
export function withoutPlaceholders(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return (value as readonly Value[]).map(withoutPlaceholders);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutPlaceholders(item)]),
  );
}

/** A text for a line of Markdown, where nothing in it is markup. */
export function markdownText(text: string): string {
  return commentText(text)
    .replace(/[\\`*[\]<>#|~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/&(?=[a-z#])/gi, '&amp;')
    .replace(/^([-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}
