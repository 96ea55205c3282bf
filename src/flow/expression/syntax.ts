import type { Datum } from './datum.ts';
import type { Span } from './expression.ts';
import type { ArithmeticOperator } from './number.ts';
import type { Ordering } from './compare.ts';

/** The tree of an expression. `height` counts the levels below, so that nothing that walks it can go too deep. */
export type Syntax = SyntaxShape & Span & { readonly height: number };

export type Comparison = Ordering | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not';

export type SyntaxShape =
  | { readonly kind: 'constant'; readonly value: Datum }
  | { readonly kind: 'placeholder' | 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Syntax; readonly name: string }
  | { readonly kind: 'index'; readonly of: Syntax; readonly index: Syntax }
  | Slice
  | { readonly kind: 'negative' | 'positive' | 'not'; readonly of: Syntax }
  | Binary
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Syntax[] }
  | Chain
  | Conditional
  | { readonly kind: 'list' | 'tuple'; readonly items: readonly Syntax[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Syntax, Syntax])[] }
  | Call;

export interface Slice {
  readonly kind: 'slice';
  readonly of: Syntax;
  readonly from: Syntax | undefined;
  readonly to: Syntax | undefined;
  readonly step: Syntax | undefined;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: ArithmeticOperator;
  readonly left: Syntax;
  readonly right: Syntax;
}

/** `first < x <= y`: each operand is evaluated at most once. */
export interface Chain {
  readonly kind: 'chain';
  readonly first: Syntax;
  readonly rest: readonly Link[];
}

export interface Link {
  readonly operator: Comparison;
  readonly operand: Syntax;
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Syntax;
  readonly then: Syntax;
  readonly otherwise: Syntax;
}

/** A call of a function (`of` undefined) or of a method. */
export interface Call {
  readonly kind: 'call';
  readonly of: Syntax | undefined;
  readonly name: string;
  readonly nameSpan: Span;
  readonly positional: readonly Syntax[];
  readonly keywords: readonly Keyword[];
}

export interface Keyword {
  readonly name: string;
  readonly value: Syntax;
  readonly span: Span;
}
