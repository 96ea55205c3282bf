import { fail, type NameUse, type ProblemKey } from './expression.ts';
import type { Syntax } from './syntax.ts';
import { tokenize, type Token } from './tokens.ts';

/** How deep an expression may be nested: no input can exhaust the stack. */
const MAX_NESTING = 200;
/** How high its tree may grow; more than the nesting only by chains such as `a + b + c + …`. */
const MAX_HEIGHT = 500;

/** Python's keywords: no names. */
const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** A use of a name, while what is taken of it is still being read. */
export type OpenUse = { -readonly [key in keyof NameUse]: NameUse[key] };

/** The tokens of an expression, read one after the other, and what is found out on the way. */
export class Cursor {
  readonly uses: OpenUse[] = [];
  /** Whether anything is called. */
  hasCalls = false;
  token: Token = { kind: 'end', text: '', value: null, start: 0, end: 0 };
  readonly #tokens: readonly Token[];
  #index = -1;
  #nesting = 0;

  constructor(source: string, from = 0, to = source.length) {
    this.#tokens = tokenize(source, from, to);
    this.advance();
  }

  /** The token after the current one. */
  get following(): Token {
    return this.#tokens[this.#index + 1] ?? this.token;
  }

  /** Goes on to the next token and gives the one left behind. */
  advance(): Token {
    const left = this.token;
    this.token = this.following;
    this.#index++;
    return left;
  }

  /** Whether the current token is a certain operator or word. */
  is(text: string): boolean {
    return this.token.text === text;
  }

  /** Goes past a certain operator or word, if it is the current token. */
  take(text: string): boolean {
    if (this.token.text !== text) return false;
    this.advance();
    return true;
  }

  /** Goes past the bracket that closes `open`, and gives the offset behind it. Fails where something else stands. */
  close(open: Token, bracket: string): number {
    if (this.is(bracket)) return this.advance().end;
    if (this.token.kind === 'end') {
      fail('expression-syntax/unclosed', open, { found: open.text, bracket });
    }
    this.refuseEnd();
  }

  /** Parses one level deeper. */
  deeper(parse: () => Syntax): Syntax {
    if (++this.#nesting > MAX_NESTING) {
      fail('expression-limit/nesting', this.token, { max: MAX_NESTING });
    }
    const syntax = parse();
    this.#nesting--;
    return syntax;
  }

  /** The height of a tree's node over its children. Fails where it gets too high. */
  heightOver(children: readonly (Syntax | undefined)[]): number {
    let height = 0;
    for (const child of children) height = Math.max(height, child?.height ?? 0);
    if (height >= MAX_HEIGHT) fail('expression-limit/nesting', this.token, { max: MAX_HEIGHT });
    return height + 1;
  }

  /** Whether all tokens have been read. */
  isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** Whether the current token is a name. */
  get atName(): boolean {
    return this.token.kind === 'word' && !KEYWORDS.has(this.token.text);
  }

  /** Fails because a value should begin where the current token stands. */
  refuseOperand(): never {
    const { token } = this;
    if (token.kind === 'end') fail('expression-syntax/operand-end', token);
    const reserved = token.kind === 'word' ? 'expression-syntax/reserved' : undefined;
    const key = NO_OPERAND.get(token.text) ?? reserved ?? 'expression-syntax/operand';
    fail(key, token, { found: token.text });
  }

  /** Fails because a value has ended before the current token, and this can't go on there. */
  refuseEnd(): never {
    const { token } = this;
    if (/^(?:AND|OR|NOT|IN|IS)$/.test(token.text)) {
      const instead = token.text.toLowerCase();
      fail('expression-syntax/foreign', token, { found: token.text, instead });
    }
    fail(NO_OPERATOR.get(token.text) ?? 'expression-syntax/operator', token, { found: token.text });
  }
}

/** What is wrong with a token where a value should begin, unless it is just that. */
const NO_OPERAND: ReadonlyMap<string, ProblemKey> = new Map<string, ProblemKey>([
  ...['lambda', 'await', 'yield', 'async', 'import'].map(
    (word) => [word, 'expression-unsupported/word'] as const,
  ),
  ...['and', 'or', 'in', 'is', 'else'].map((word) => [word, 'expression-syntax/operand'] as const),
  ['*', 'expression-unsupported/star'],
  ['**', 'expression-unsupported/star'],
  ['not', 'expression-syntax/not'],
  ['if', 'expression-syntax/if-first'],
  ['=', 'expression-syntax/assignment'],
]);

/** What is wrong with a token behind a value, unless an operator is just missing. */
const NO_OPERATOR: ReadonlyMap<string, ProblemKey> = new Map<string, ProblemKey>([
  ['=', 'expression-syntax/assignment'],
  [',', 'expression-unsupported/bare-tuple'],
  [')', 'expression-syntax/unopened'],
  [']', 'expression-syntax/unopened'],
  ['}', 'expression-syntax/unopened'],
  ['for', 'expression-unsupported/comprehension'],
  ['async', 'expression-unsupported/comprehension'],
  ['not', 'expression-syntax/not-in'],
]);
