import { graphemes } from '../../diagnostics/graphemes.ts';
import { textWidth } from '../../diagnostics/text-width.ts';

/**
 * About how wide a text is in a sans-serif font of a size, rather too wide than too narrow: which font a reader has is
 * not known. Proportions are those of Arial and Helvetica; a Chinese character is as wide as the font is high.
 */
export function textSize(text: string, size: number): number {
  let width = 0;
  for (const character of graphemes(text)) width += widthOf(character);
  return Math.ceil(width * size * 1.06);
}

function widthOf(character: string): number {
  if (textWidth(character) > 1) return 1;
  if (/[ijlI.,:;'|!()[\]`]/.test(character)) return 0.33;
  if (/[mwMW@%]/.test(character)) return 0.95;
  return /[A-Z&_+=<>~]/.test(character) ? 0.7 : 0.58;
}

/** A text broken into lines that are not wider than so many pixels: at spaces, else anywhere. */
export function textLines(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=[\s、，；。])/u)) {
    if (line !== '' && textSize((line + word).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const character of graphemes(word)) {
      if (line !== '' && textSize((line + character).trimEnd(), size) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += character;
    }
  }
  return [...lines, line.trimEnd()].filter((part) => part !== '');
}
