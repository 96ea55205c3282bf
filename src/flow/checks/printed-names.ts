const PRINTS = /^[^#]*?\b(?:print|log(?:ger|ging)?\.\w+)\s*\((.*)/;
const LITERAL = /(?<prefix>\b[a-zA-Z]{1,2})?(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;
const IN_BRACES = /\{\s*(\w+)\s*(?:[!:=][^{}]*)?\}/g;

/**
 * The names whose values a line of Python prints as they are: arguments of `print` and of loggers, and what stands alone
 * in the braces of an f-string. What goes through a call first is left out, because nobody knows what comes of it.
 */
export function printedNames(line: string): readonly string[] {
  const [, rest] = PRINTS.exec(line) ?? [];
  if (rest === undefined) return [];
  const names: string[] = [];
  const code = rest.replace(LITERAL, (...found) => {
    const { prefix = '', text = '' } = found.at(-1) as Record<string, string | undefined>;
    if (/f/i.test(prefix)) for (const [, name = ''] of text.matchAll(IN_BRACES)) names.push(name);
    return '0';
  });
  return [...names, ...operands(code).filter((one) => /^[^\W\d]\w*$/.test(one))];
}

/** What stands between the commas and plus signs of a call's arguments, up to its closing bracket. */
function operands(code: string): string[] {
  const found = [''];
  let depth = 0;
  for (const sign of code) {
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    if (depth < 0 || (depth === 0 && sign === '#')) break;
    if (depth === 0 && ',+'.includes(sign)) found.push('');
    else found.push((found.pop() ?? '') + sign);
  }
  return found.map((one) => one.trim());
}
