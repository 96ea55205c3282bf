/**
 * Markdown's links and pictures as their texts, without comments and marks of emphasis: what is left is read by people and
 * models alike. Takes time in proportion to the text, whatever it is.
 */
export function plainInline(text: string): string {
  return withoutComments(text)
    .replace(LINK, '$1')
    .split('\n')
    .map((line) => withoutMarks(withoutMarks(line, '**'), '__'))
    .join('\n');
}

/** No part of it can run on over the begin of another link: else a line of brackets would be read again from each. */
const LINK = /!?\[([^[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)/g;

function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start < 0 ? -1 : text.indexOf('-->', start + 4);
    if (end < 0) return kept + text.slice(at);
    kept += text.slice(at, start);
    at = end + 3;
  }
}

/** A mark opens before something that is no space, and closes behind something that is none. */
function withoutMarks(line: string, mark: string): string {
  let kept = '';
  let at = 0;
  let open: number | undefined;
  for (let next = line.indexOf(mark); next >= 0; next = line.indexOf(mark, next + mark.length)) {
    const inside = open === undefined ? 0 : open + mark.length;
    if (open === undefined) {
      if (/\S/.test(line[next + mark.length] ?? ' ')) open = next;
    } else if (next > inside && /\S/.test(line[next - 1] ?? ' ')) {
      kept += line.slice(at, open) + line.slice(inside, next);
      at = next + mark.length;
      open = undefined;
    }
  }
  return kept + line.slice(at);
}
