/** A piece of a line. */
export type Span =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly spans: readonly Span[] };

/** A block of a text. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph' | 'quote'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | ListBlock
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'rule' };

export interface ListBlock {
  readonly kind: 'list';
  /** The number of its first item; undefined where they have none. */
  readonly start: number | undefined;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly text: string;
  readonly lists: readonly ListBlock[];
}

const FENCE = /^\s*(```+|~~~+)/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const DASHES = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

/**
 * What models write most of Markdown: headings, lists, tables, quotes, code. All else stays as it was written; links and images, too,
 * so that nothing leads elsewhere or is loaded from there.
 */
export function blocksOf(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let n = 0;
  /** The lines from here on that match, as what they match. */
  const take = (pattern: RegExp): RegExpExecArray[] => {
    const found: RegExpExecArray[] = [];
    for (let match = pattern.exec(lines[n] ?? ''); match && n < lines.length;) {
      found.push(match);
      n++;
      match = n < lines.length ? pattern.exec(lines[n] ?? '') : null;
    }
    return found;
  };
  while (n < lines.length) {
    const line = lines[n] ?? '';
    const fence = FENCE.exec(line)?.[1];
    const heading = HEADING.exec(line);
    if (line.trim() === '') n++;
    else if (fence !== undefined) {
      const from = ++n;
      while (n < lines.length && lines[n]?.trim().startsWith(fence) !== true) n++;
      blocks.push({ kind: 'code', text: lines.slice(from, n++).join('\n') });
    } else if (heading) {
      const [, marks = '', title = ''] = heading;
      blocks.push({ kind: 'heading', level: marks.length, text: title });
      n++;
    } else if (RULE.test(line)) {
      blocks.push({ kind: 'rule' });
      n++;
    } else if (ITEM.test(line)) {
      blocks.push(...listsOf(take(ITEM).map(itemIn)));
    } else if (QUOTE.test(line)) {
      blocks.push({
        kind: 'quote',
        text: take(QUOTE)
          .map(([, said = '']) => said)
          .join('\n'),
      });
    } else if (ROW.test(line) && DASHES.test(lines[n + 1] ?? '')) {
      const rows = take(ROW).map(([, cells = '']) => cells.split('|').map((cell) => cell.trim()));
      blocks.push({ kind: 'table', rows: rows.filter((_, row) => row !== 1) });
    } else {
      const from = n++;
      while (n < lines.length && isPlain(lines[n] ?? '')) n++;
      blocks.push({ kind: 'paragraph', text: lines.slice(from, n).join('\n') });
    }
  }
  return blocks;
}

interface Item {
  readonly indent: number;
  readonly number: number | undefined;
  readonly text: string;
}

function itemIn([, space = '', , number, text = '']: RegExpExecArray): Item {
  const indent = space.replaceAll('\t', '    ').length;
  return { indent, number: number === undefined ? undefined : Number(number), text };
}

/** Further indents are taken as these. */
const DEEPEST = 8;

/** Items that stand deeper belong to the one before them; with another kind of mark there begins another list. */
function listsOf(items: readonly Item[], depth = 0): ListBlock[] {
  const lists: { start: number | undefined; items: ListItem[] }[] = [];
  let n = 0;
  while (n < items.length) {
    const { indent, number, text } = items[n++] ?? { indent: 0, number: undefined, text: '' };
    const from = n;
    while (depth < DEEPEST && (items[n]?.indent ?? -1) > indent + 1) n++;
    const item = { text, lists: listsOf(items.slice(from, n), depth + 1) };
    const last = lists.at(-1);
    if (last && (last.start === undefined) === (number === undefined)) last.items.push(item);
    else lists.push({ start: number, items: [item] });
  }
  return lists.map((list) => ({ kind: 'list', ...list }));
}

function isPlain(line: string): boolean {
  return line.trim() !== '' && ![FENCE, HEADING, ITEM, QUOTE, RULE].some((one) => one.test(line));
}

const SPAN = /`([^`\n]+)`|\*\*([^*\n]+(?:\*[^*\n]+)*)\*\*|(?<![\w*])\*([^*\s][^*\n]*)\*(?!\w)/g;

/** Code and emphasis in a text. */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(SPAN)) {
    const [all, code, strong, em = ''] = match;
    if (match.index > end) spans.push({ kind: 'text', text: text.slice(end, match.index) });
    if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', spans: spansOf(strong) });
    else spans.push({ kind: 'em', spans: spansOf(em) });
    end = match.index + all.length;
  }
  if (end < text.length) spans.push({ kind: 'text', text: text.slice(end) });
  return spans;
}
