import type { Datum } from './datum.ts';
import type { Run } from './run.ts';

/** A pure function or method: how many arguments it takes, and what it gives. */
export interface Callable {
  readonly min: number;
  readonly max: number;
  /** Arguments that may be given by name, with their places. */
  readonly keywords?: Readonly<Record<string, number>>;
  /** The one argument that can only be given by name. */
  readonly option?: string;
}

export type Arguments = readonly (Datum | undefined)[];

export interface PureFunction extends Callable {
  /** Throws an ExpressionError at the run's place. */
  call(args: Arguments, run: Run, option: Datum | undefined): Datum;
}

/** A method of values of one kind. */
export interface Method<Self> extends Callable {
  call(self: Self, args: Arguments, run: Run): Datum;
}
