import type { DiagnosticCode } from '../codes.ts';

/** What a code means, in one sentence, and why it matters and what to do about it. Both are Markdown within a line. */
export interface Explanation {
  readonly means: string;
  readonly advice: string;
}

/** A test says which codes lack one. */
export type Explanations = Readonly<Partial<Record<DiagnosticCode, Explanation>>>;
