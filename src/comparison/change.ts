import type { Value } from '../flow/value.ts';

/** One thing that is different in meaning between two versions of a flow. */
export interface Change {
  readonly change: 'added' | 'removed' | 'changed' | 'renamed' | 'reordered';
  readonly subject: 'flow' | 'parameter' | 'node' | 'edge' | 'output';
  /** A node's id, a parameter's or an output's name, `a → b` of an edge; of something renamed the new one. */
  readonly name: string;
  /** The node's type, where it has one. */
  readonly type: string | null;
  /** Which part of it: `config.top_k`; null: all of it. */
  readonly path: string | null;
  /** What it was; null where it was not there. */
  readonly before: Value;
  /** What it is; null where it is no more. */
  readonly after: Value;
}
