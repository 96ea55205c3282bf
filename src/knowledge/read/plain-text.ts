import type { Block } from './document.ts';

/** The paragraphs of a text: what blank lines part. */
export function readPlainText(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let start = 0;
  const flush = (): void => {
    if (lines.length > 0) blocks.push({ text: lines.join('\n'), headings: [], line: start + 1 });
    lines = [];
  };
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') {
      flush();
      continue;
    }
    if (lines.length === 0) start = at;
    lines.push(line.trimEnd());
  }
  flush();
  return blocks;
}
