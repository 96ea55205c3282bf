/**
 * Whether each `!` of a source can become `not` as it stands. Python's `not` reaches further: `!a == b` is `(!a) == b`
 * elsewhere, but `not a == b` is `not (a == b)`; and behind an operator (`a == !b`) it may not stand at all.
 */
export function areNotsPlain(source: string): boolean {
  // What stands in quotes is no sign.
  const code = source.replace(/"[^"]*"|'[^']*'/g, (text) => '_'.repeat(text.length));
  return [...code.matchAll(/!(?!=)/g)].every(
    ({ index }) => MAY_STAND_BEFORE.test(code.slice(0, index)) && isLastOperand(code, index + 1),
  );
}

const MAY_STAND_BEFORE = /(?:^|[(,[!]|&&|\|\||\b(?:and|or|not|if|else))\s*$/;
const MAY_STAND_AFTER = /^\s*(?:$|[),\]]|&&|\|\||(?:and|or|if|else)\b)/;

/** Whether a name, what is taken of it, or what stands in brackets is all that follows before the next condition. */
function isLastOperand(code: string, start: number): boolean {
  const [name = ''] = /^[\s!]*(?:[\p{ID_Start}_]\p{ID_Continue}*)?/u.exec(code.slice(start)) ?? [];
  let at = start + name.length;
  for (;;) {
    const [member = ''] = /^\.[\p{ID_Start}_]\p{ID_Continue}*/u.exec(code.slice(at)) ?? [];
    const next = at + member.length;
    const end = /[([]/.test(code.charAt(next)) ? closing(code, next) : next;
    if (end === at || end === undefined) break;
    at = end;
  }
  return code.slice(start, at).trim() !== '' && MAY_STAND_AFTER.test(code.slice(at));
}

/** Where the bracket that opens here is closed: the offset behind it. */
function closing(code: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (/[([]/.test(code.charAt(at))) depth++;
    if (/[)\]]/.test(code.charAt(at)) && --depth === 0) return at + 1;
  }
  return undefined;
}
