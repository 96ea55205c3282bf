import type { PassageSource } from './knowledge.ts';
import type { Block } from './read/document.ts';

/** A passage as it is kept: without the score, which a search gives it. */
export interface StoredPassage {
  readonly text: string;
  readonly source: PassageSource;
}

/** The size of a passage, in columns: a Chinese character says about as much as two Latin letters. */
const FULL = 720;
const MOST = 1_000;

/**
 * Joins a document's blocks into passages of about 120 words or 360 Chinese characters, never across a heading or a page,
 * and cuts longer blocks at the ends of sentences.
 */
export function cutPassages(file: string, blocks: readonly Block[]): StoredPassage[] {
  const passages: StoredPassage[] = [];
  let open: Block[] = [];
  let size = 0;
  const flush = (): void => {
    const [first] = open;
    if (first) {
      const text = open.map((block) => block.text).join('\n\n');
      const { headings, page = null, line = null } = first;
      passages.push({ text, source: { file, headings, page, line } });
    }
    open = [];
    size = 0;
  };
  for (const block of blocks) {
    for (const piece of piecesOf(block)) {
      const wide = widthOf(piece.text);
      const [first] = open;
      if (first && (piece.alone || first.alone || !isTogether(first, piece))) flush();
      if (size + wide > FULL) flush();
      open.push(piece);
      size += wide;
    }
  }
  flush();
  return passages;
}

function isTogether(a: Block, b: Block): boolean {
  return a.page === b.page && a.headings.join('\n') === b.headings.join('\n');
}

/** How many columns a text takes. */
function widthOf(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) width += text.charCodeAt(at) < 0x2e80 ? 1 : 2;
  return width;
}

/** A block that is too long, as several: each of whole sentences, or of what fits where a sentence is longer still. */
function piecesOf(block: Block): Block[] {
  if (block.text.length * 2 <= MOST || widthOf(block.text) <= MOST) return [block];
  const pieces: Block[] = [];
  let line = block.line;
  let text = '';
  let size = 0;
  const flush = (): void => {
    const trimmed = text.trim();
    if (trimmed !== '')
      pieces.push({ ...block, text: trimmed, ...(line !== undefined && { line }) });
    if (line !== undefined) line += countLines(text);
    text = '';
    size = 0;
  };
  for (const sentence of sentencesOf(block.text)) {
    const wide = widthOf(sentence);
    if (size > 0 && size + wide > FULL) flush();
    text += sentence;
    size += wide;
  }
  flush();
  return pieces;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** The sentences and lines of a text, nothing left out; none is longer than {@link MOST} allows. */
function sentencesOf(text: string): string[] {
  const sentences = text.match(
    /[^。！？；!?.\n]*(?:[。！？；\n]+[”’」』）]*|[!?.]+["')\]]*(?:\s+|$)|[!?.]+)|[^]+$/g,
  );
  return (sentences ?? [text]).flatMap((sentence) =>
    sentence.length <= MOST / 2 ? [sentence] : chunksOf(sentence),
  );
}

function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = at + MOST / 2;
    // Not between the halves of a character that takes two units; rather behind a space or comma.
    const code = text.charCodeAt(end - 1);
    if (code >= 0xd800 && code < 0xdc00) end--;
    const pause = /^[^]*[\s，、,;；](?=[^\s])/.exec(text.slice(at, end))?.[0].length ?? 0;
    if (end < text.length && pause > MOST / 8) end = at + pause;
    chunks.push(text.slice(at, end));
    at = end;
  }
  return chunks;
}
