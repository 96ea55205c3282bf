import type { Block } from './document.ts';
import { plainInline } from './plain-inline.ts';

const HEADING = /^ {0,3}(#{1,6})[ \t](.*)$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The paragraphs of a Markdown text under their headings (CommonMark's `#` and underlined ones); code keeps its lines together. */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const headings: { readonly level: number; readonly title: string }[] = [];
  let lines: string[] = [];
  let start = 0;
  const flush = (): void => {
    const body = lines.join('\n').trimEnd();
    if (body.trim() !== '') {
      const above = headings.map(({ title }) => title);
      blocks.push({ text: plainInline(body), headings: above, line: start + 1 });
    }
    lines = [];
  };
  const open = (level: number, title: string): void => {
    flush();
    while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
    const plain = plainInline(title).trim();
    if (plain !== '') headings.push({ level, title: plain });
  };
  let fence: string | undefined;
  const all = text.split('\n');
  for (let at = frontMatterEnd(all); at < all.length; at++) {
    const line = all[at] ?? '';
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined && mark === undefined) {
      const heading = HEADING.exec(line);
      if (heading) {
        open(heading[1]?.length ?? 1, withoutClosing(heading[2] ?? ''));
        continue;
      }
      const underline = lines.length === 1 ? UNDERLINE.exec(line)?.[1] : undefined;
      if (underline !== undefined && !/^\s*(?:[-*+>|]|\d+[.)])/.test(lines[0] ?? '')) {
        const title = lines[0] ?? '';
        lines = [];
        open(underline.startsWith('=') ? 1 : 2, title);
        continue;
      }
      if (line.trim() === '') {
        flush();
        continue;
      }
    }
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark.startsWith(fence) && line.trim() === mark) fence = undefined;
    }
    if (lines.length === 0) start = at;
    lines.push(line);
  }
  flush();
  return blocks;
}

/** The line behind a YAML front matter. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trim() !== '---') return 0;
  const end = lines.findIndex((line, n) => n > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  return end < 0 ? 0 : end + 1;
}

/** A heading's text without the `#` that may stand behind it. */
function withoutClosing(title: string): string {
  const text = title.trim();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  // They close it only behind a space: `C#` is a name.
  return end === 0 || /[ \t]/.test(text[end - 1] ?? '') ? text.slice(0, end).trim() : text;
}
