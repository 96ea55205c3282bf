import { UnreadableDocument, type Block } from './document.ts';

/** What a document may be and cost at most, as its messages say it. Beyond any that people write and read. */
export const documentLimits = {
  /** The file: MB. So much may be packed in one, too. */
  limit: 256,
  /** Its text: millions of characters. */
  millions: 16,
  /** Its paragraphs, list items and rows. */
  blocks: 200_000,
  /** How deep the tags of a page are nested. */
  depth: 1_000,
  /** Reading it, in a thread of its own: seconds, and MB of memory. */
  seconds: 60,
  memory: 768,
} as const;

const MOST_CHARACTERS = documentLimits.millions * 1_000_000;
/** A heading is said again with each passage below it. */
const LONGEST_HEADING = 200;

/** Counts what a document gives while it is read: a small file may say one text a million times. */
export class DocumentSize {
  #characters = 0;
  #blocks = 0;

  /** Throws {@link UnreadableDocument} where a block is too much. */
  add(characters: number, blocks = 1): void {
    this.#characters += characters;
    this.#blocks += blocks;
    if (this.#characters > MOST_CHARACTERS || this.#blocks > documentLimits.blocks)
      throw new UnreadableDocument('long');
  }
}

/** The blocks of a document, with headings no longer than headings are. Throws {@link UnreadableDocument} where they are too many. */
export function withinLimits(blocks: readonly Block[]): Block[] {
  const size = new DocumentSize();
  return blocks.map((block) => {
    size.add(block.text.length);
    return block.headings.every((heading) => heading.length <= LONGEST_HEADING)
      ? block
      : { ...block, headings: block.headings.map(shortened) };
  });
}

function shortened(heading: string): string {
  return heading.length <= LONGEST_HEADING ? heading : `${heading.slice(0, LONGEST_HEADING)}…`;
}

/** Throws {@link UnreadableDocument} for a text that is longer than any document. */
export function checkLength(text: string): void {
  if (text.length > MOST_CHARACTERS) throw new UnreadableDocument('long');
}
