import type { Comparison, Link, Syntax } from './syntax.ts';
import { fail } from './expression.ts';
import type { ArithmeticOperator } from './number.ts';
import type { Cursor } from './cursor.ts';
import { parsePrimary } from './parse-primary.ts';

// Binding powers, from the weakest on.
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARISON = 4;
const SIGN = 7;
const POWER = 8;
const ARITHMETIC: Readonly<Record<ArithmeticOperator, number>> = {
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '//': 6,
  '%': 6,
  '**': POWER,
};
const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', 'is']);

/** Parses an expression from the cursor's token on, as far as it goes. Throws an ExpressionError. */
export function parseSyntax(cursor: Cursor): Syntax {
  const then = parseOperation(cursor, OR);
  if (!cursor.take('if')) return then;
  const condition = parseOperation(cursor, OR);
  if (!cursor.take('else')) fail('expression-syntax/else-missing', cursor.token);
  const otherwise = cursor.deeper(() => parseSyntax(cursor));
  return {
    kind: 'conditional',
    condition,
    then,
    otherwise,
    start: then.start,
    end: otherwise.end,
    height: cursor.heightOver([then, condition, otherwise]),
  };
}

/** Parses operands and operators that bind at least so strongly (Pratt's method). */
function parseOperation(cursor: Cursor, power: number): Syntax {
  let left = cursor.deeper(() => parseOperand(cursor, power));
  for (;;) {
    const { kind, text } = cursor.token;
    if (kind !== 'operator' && kind !== 'word') return left;
    if (Object.hasOwn(ARITHMETIC, text)) {
      const operator = text as ArithmeticOperator;
      if (ARITHMETIC[operator] < power) return left;
      left = parseArithmetic(cursor, left, operator);
    } else if (COMPARISONS.has(text) || (text === 'not' && cursor.following.text === 'in')) {
      if (COMPARISON < power) return left;
      left = parseChain(cursor, left);
    } else if (text === 'and' && power <= AND) {
      left = parseLogic(cursor, left, 'and', NOT);
    } else if (text === 'or' && power <= OR) {
      left = parseLogic(cursor, left, 'or', AND);
    } else {
      return left;
    }
  }
}

function parseOperand(cursor: Cursor, power: number): Syntax {
  const { start } = cursor.token;
  if (cursor.is('not') && power <= NOT) {
    cursor.advance();
    const of = parseOperation(cursor, NOT);
    return { kind: 'not', of, start, end: of.end, height: cursor.heightOver([of]) };
  }
  if (cursor.is('-') || cursor.is('+')) {
    const kind = cursor.advance().text === '-' ? 'negative' : 'positive';
    const of = parseOperation(cursor, SIGN);
    return { kind, of, start, end: of.end, height: cursor.heightOver([of]) };
  }
  return parsePrimary(cursor, parseSyntax);
}

function parseArithmetic(cursor: Cursor, left: Syntax, operator: ArithmeticOperator): Syntax {
  cursor.advance();
  // `2 ** -1` and `2 ** 3 ** 2`: the right side of a power may have a sign and binds to the right.
  const power = operator === '**' ? SIGN : ARITHMETIC[operator] + 1;
  const right = parseOperation(cursor, power);
  return {
    kind: 'binary',
    operator,
    left,
    right,
    start: left.start,
    end: right.end,
    height: cursor.heightOver([left, right]),
  };
}

function parseLogic(cursor: Cursor, left: Syntax, kind: 'and' | 'or', power: number): Syntax {
  const operands = [left];
  while (cursor.take(kind)) operands.push(parseOperation(cursor, power));
  return {
    kind,
    operands,
    start: left.start,
    end: (operands.at(-1) ?? left).end,
    height: cursor.heightOver(operands),
  };
}

function parseChain(cursor: Cursor, first: Syntax): Syntax {
  const rest: Link[] = [];
  let end = first.end;
  let operator = takeComparison(cursor);
  while (operator !== undefined) {
    const operand = parseOperation(cursor, COMPARISON + 1);
    rest.push({ operator, operand });
    end = operand.end;
    operator = takeComparison(cursor);
  }
  refuseOddIdentity(first, rest);
  return {
    kind: 'chain',
    first,
    rest,
    start: first.start,
    end,
    height: cursor.heightOver([first, ...rest.map(({ operand }) => operand)]),
  };
}

function takeComparison(cursor: Cursor): Comparison | undefined {
  const { text } = cursor.token;
  if (text === 'not' && cursor.following.text === 'in') {
    cursor.advance();
    cursor.advance();
    return 'not in';
  }
  if (!COMPARISONS.has(text)) return undefined;
  cursor.advance();
  if (text === 'is' && cursor.take('not')) return 'is not';
  return text as Comparison;
}

/** `is` asks for the same object, which has a sure answer only for None, True and False. */
function refuseOddIdentity(first: Syntax, rest: readonly Link[]): void {
  let left = first;
  for (const { operator, operand } of rest) {
    const identity = operator === 'is' || operator === 'is not';
    if (identity && !isSingleton(left) && !isSingleton(operand)) {
      const span = { start: left.start, end: operand.end };
      fail('expression-unsupported/is', span, { instead: operator === 'is' ? '==' : '!=' });
    }
    left = operand;
  }
}

function isSingleton(syntax: Syntax): boolean {
  return syntax.kind === 'constant' && (syntax.value === null || typeof syntax.value === 'boolean');
}
