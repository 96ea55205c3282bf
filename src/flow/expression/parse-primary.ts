import type { Cursor, OpenUse } from './cursor.ts';
import { fail, type Span } from './expression.ts';
import { refuseForeignConstant } from './habits.ts';
import type { Keyword, Syntax } from './syntax.ts';
import type { Token } from './tokens.ts';

type Inner = (cursor: Cursor) => Syntax;

/**
 * Parses a value and what is taken of it: `a.b[0](c)`. `inner` parses an expression within brackets. Throws an
 * ExpressionError.
 */
export function parsePrimary(cursor: Cursor, inner: Inner): Syntax {
  const uses = cursor.uses.length;
  let syntax = parseAtom(cursor, inner);
  // What is taken of a name is noted as long as it is written as constants.
  let use = syntax.kind === 'name' ? cursor.uses[uses] : undefined;
  for (;;) {
    if (cursor.token.kind !== 'operator') return syntax;
    if (cursor.is('.')) {
      syntax = parseAttribute(cursor, syntax, inner);
      use = noteTaken(use, syntax.kind === 'attribute' ? syntax.name : undefined);
    } else if (cursor.is('[')) {
      syntax = parseSubscript(cursor, syntax, inner);
      const key = syntax.kind === 'index' && syntax.index.kind === 'constant' && syntax.index.value;
      use = noteTaken(use, typeof key === 'string' ? key : undefined);
    } else if (cursor.is('(')) {
      fail('expression-unsupported/call', { start: syntax.start, end: cursor.token.end });
    } else {
      return syntax;
    }
  }
}

/** Notes a key that is taken of a name; gives the use as long as more may follow. */
function noteTaken(use: OpenUse | undefined, key: string | undefined): OpenUse | undefined {
  if (!use || key === undefined) return undefined;
  if (use.member !== undefined) {
    use.field = key;
    return undefined;
  }
  use.member = key;
  return use;
}

function parseAtom(cursor: Cursor, inner: Inner): Syntax {
  const { token } = cursor;
  if (token.kind === 'literal') return parseLiteral(cursor);
  if (token.kind === 'placeholder') {
    const { start, end } = cursor.advance();
    return { kind: 'placeholder', name: token.text.slice(2, -1).trim(), start, end, height: 1 };
  }
  switch (token.text) {
    case '(':
      return parseParentheses(cursor, inner);
    case '[':
      return parseList(cursor, inner);
    case '{':
      return parseDict(cursor, inner);
    case 'None':
      return parseConstant(cursor, null);
    case 'True':
      return parseConstant(cursor, true);
    case 'False':
      return parseConstant(cursor, false);
  }
  if (!cursor.atName) cursor.refuseOperand();
  return parseName(cursor, inner);
}

function parseConstant(cursor: Cursor, value: null | boolean): Syntax {
  const { start, end } = cursor.advance();
  return { kind: 'constant', value, start, end, height: 1 };
}

/** A number, or texts that stand side by side and are one. */
function parseLiteral(cursor: Cursor): Syntax {
  const first = cursor.advance();
  let { value, end } = first;
  while (typeof value === 'string' && typeof cursor.token.value === 'string') {
    value += cursor.token.value;
    end = cursor.advance().end;
  }
  return { kind: 'constant', value, start: first.start, end, height: 1 };
}

function parseName(cursor: Cursor, inner: Inner): Syntax {
  const { text: name, start, end } = cursor.advance();
  if (cursor.is('(')) return parseCall(cursor, undefined, name, { start, end }, inner);
  refuseForeignConstant(name, start);
  cursor.uses.push({ name, start, end });
  return { kind: 'name', name, start, end, height: 1 };
}

function parseAttribute(cursor: Cursor, of: Syntax, inner: Inner): Syntax {
  cursor.advance();
  const { token } = cursor;
  if (token.kind === 'end') fail('expression-syntax/attribute-end', token);
  if (token.kind !== 'word') fail('expression-syntax/attribute', token, { found: token.text });
  const { text: name, start, end } = token;
  if (!cursor.atName) fail('expression-syntax/reserved-key', token, { found: name });
  if (name.startsWith('__') && name.endsWith('__')) {
    fail('expression-unsupported/dunder', token, { name });
  }
  cursor.advance();
  if (cursor.is('(')) return parseCall(cursor, of, name, { start, end }, inner);
  return { kind: 'attribute', of, name, start: of.start, end, height: cursor.heightOver([of]) };
}

function parseSubscript(cursor: Cursor, of: Syntax, inner: Inner): Syntax {
  const open = cursor.advance();
  const part = (): Syntax | undefined =>
    cursor.is(':') || cursor.is(']') ? undefined : inner(cursor);
  const from = part();
  if (!cursor.take(':')) {
    if (!from) cursor.refuseOperand();
    const end = cursor.close(open, ']');
    return {
      kind: 'index',
      of,
      index: from,
      start: of.start,
      end,
      height: cursor.heightOver([of, from]),
    };
  }
  const to = part();
  const step = cursor.take(':') ? part() : undefined;
  const end = cursor.close(open, ']');
  return {
    kind: 'slice',
    of,
    from,
    to,
    step,
    start: of.start,
    end,
    height: cursor.heightOver([of, from, to, step]),
  };
}

function parseCall(
  cursor: Cursor,
  of: Syntax | undefined,
  name: string,
  nameSpan: Span,
  inner: Inner,
): Syntax {
  cursor.hasCalls = true;
  const open = cursor.advance();
  const positional: Syntax[] = [];
  const keywords: Keyword[] = [];
  while (!cursor.is(')')) {
    const { token } = cursor;
    if (cursor.atName && cursor.following.text === '=') {
      cursor.advance();
      cursor.advance();
      const value = inner(cursor);
      keywords.push({ name: token.text, value, span: token });
    } else {
      const value = inner(cursor);
      if (keywords.length > 0) fail('expression-syntax/positional', value);
      positional.push(value);
    }
    if (!cursor.take(',')) break;
  }
  const end = cursor.close(open, ')');
  const children = [of, ...positional, ...keywords.map(({ value }) => value)];
  return {
    kind: 'call',
    of,
    name,
    nameSpan,
    positional,
    keywords,
    start: (of ?? nameSpan).start,
    end,
    height: cursor.heightOver(children),
  };
}

function parseParentheses(cursor: Cursor, inner: Inner): Syntax {
  const open = cursor.advance();
  const items: Syntax[] = [];
  let comma = false;
  while (!cursor.is(')')) {
    items.push(inner(cursor));
    if (!cursor.take(',')) break;
    comma = true;
  }
  const end = cursor.close(open, ')');
  const [only] = items;
  // The parentheses belong to the place of what they hold.
  if (only && !comma) return { ...only, start: open.start, end };
  return { kind: 'tuple', items, start: open.start, end, height: cursor.heightOver(items) };
}

function parseList(cursor: Cursor, inner: Inner): Syntax {
  const open = cursor.advance();
  const items: Syntax[] = [];
  while (!cursor.is(']')) {
    items.push(inner(cursor));
    if (!cursor.take(',')) break;
  }
  const end = cursor.close(open, ']');
  return { kind: 'list', items, start: open.start, end, height: cursor.heightOver(items) };
}

function parseDict(cursor: Cursor, inner: Inner): Syntax {
  const open = cursor.advance();
  const entries: [Syntax, Syntax][] = [];
  while (!cursor.is('}')) {
    const key = inner(cursor);
    if (cursor.is(',') || cursor.is('}')) refuseSet(open, cursor.token);
    if (!cursor.take(':')) cursor.refuseEnd();
    entries.push([key, inner(cursor)]);
    if (!cursor.take(',')) break;
  }
  const end = cursor.close(open, '}');
  return {
    kind: 'dict',
    entries,
    start: open.start,
    end,
    height: cursor.heightOver(entries.flat()),
  };
}

function refuseSet(open: Token, { end }: Span): never {
  fail('expression-unsupported/set', { start: open.start, end });
}
