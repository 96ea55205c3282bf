import type { Value } from '../flow/value.ts';
import type { InspectedCode, Inspection } from './inspection.ts';

/** The processes of one realm: one interpreter, one set of rights. */
export interface PythonWorkers {
  /** Starts a process already, so that it is ready when it is needed; its failure shows at the first use. */
  warmUp(): void;
  /** Reads folders of components and plugins without running them. Throws {@link PythonFailure}. */
  inspect(folders: readonly InspectedPath[]): Promise<Inspection>;
  /** Reads code without running it; in the order in which it is given. Throws {@link PythonFailure}. */
  inspectCode(codes: readonly PythonCode[]): Promise<readonly InspectedCode[]>;
  /** What `design_flow()` (or the only such method) of a class in a file returns. Throws {@link PythonFailure}. */
  design(file: string, className: string): Promise<unknown>;
  /** A component, a plugin or code; its process and object come with the first call. */
  open(what: PythonObject): PythonInstance;
  /** Ends all processes: asked first, killed after the grace. Never throws. */
  close(): Promise<void>;
}

export interface InspectedPath {
  readonly kind: 'component' | 'plugin';
  /** Absolute. */
  readonly path: string;
  /** More folders that its modules come from: a plugin's packages. */
  readonly paths?: readonly string[];
}

/** The text of a module. */
export interface PythonCode {
  /** What it goes by in frames: see `codePath`. */
  readonly path: string;
  readonly text: string;
}

export type PythonObject = (PythonClass | ({ readonly kind: 'code' } & PythonCode)) & {
  /** Async ones share a process; each sync call has one for itself while it runs. */
  readonly isAsync: boolean;
  /** Whose it is: where calls wait for a process, users take turns. */
  readonly user?: string | undefined;
};

export interface PythonClass {
  readonly kind: 'component' | 'plugin';
  /** Absolute path of its folder. */
  readonly path: string;
  readonly className: string;
  /** A component's `__init__` arguments by name; a plugin's `initialize` config. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface PythonInstance {
  /**
   * Calls `build` or `main` (with inputs by name) or `process` (with `input_data`). Calls of an instance that is not async run one
   * after the other. Rejects with {@link PythonFailure}; after an abort of `signal` at the latest when the grace is over.
   */
  call(inputs: Readonly<Record<string, unknown>>, options: CallOptions): Promise<CallResult>;
  /**
   * What the object's `get_state` gave after the last call that succeeded; undefined: it has none, it failed, or no call has
   * succeeded.
   */
  state(): Value | undefined;
  /** The state that the object is to begin with (`set_state`), when its first call makes it. */
  restore(state: Value): void;
  /** Ends it (a plugin's `cleanup`). Never throws. */
  close(): Promise<void>;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  /** What `idempotency_key()` is during the call. */
  readonly idempotencyKey: string;
  /** A generator's next value, as it comes. */
  chunk(value: unknown): void;
  log(level: 'debug' | 'info' | 'warning' | 'error', text: string): void;
  progress(done: number, total: number | null, text?: string): void;
  /** It runs on a fresh object because the process of the old one died, and no state of that was kept. */
  stateLost(): void;
  /** The call has succeeded, but what its object's `get_state` did then is no state that can be kept. */
  unkept(failure: PythonFailure): void;
}

/** A generator's values have come as chunks; they are not said again. */
export type CallResult = { readonly value: unknown } | { readonly generated: true };

/** One line of a traceback in the user's own files. */
export interface PythonFrame {
  /** Absolute. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** UTF-8 bytes from 0 and the end of the same, where Python says them (3.11 and newer). */
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly function: string;
}

/** Codes with a hint of their own in the catalogue. */
const withHint = new Set([
  'python-missing',
  'python-broken',
  'python-too-old',
  'python-result',
  'python-result-too-large',
  'import-missing',
  'permission-denied',
  'python-breakpoint',
  'python-design-missing',
]);

/** Why Python could not do it. `code` is one of diagnostics/codes.ts, `values` those of its message. */
export class PythonFailure extends Error {
  override name = 'PythonFailure';
  readonly code: string;
  /** The message's key where it is not the code. */
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** The user's frames, the innermost last. */
  readonly frames: readonly PythonFrame[];
  /** The key of a hint in the catalogue, which takes `values` too. */
  readonly hint: string | undefined;
  constructor(
    code: string,
    values: Readonly<Record<string, string | number>>,
    options: {
      key?: string;
      frames?: readonly PythonFrame[];
      hint?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(code, { cause: options.cause });
    this.code = code;
    this.key = options.key ?? code;
    this.values = values;
    this.frames = options.frames ?? [];
    this.hint = options.hint ?? (withHint.has(code) ? `${code}/hint` : undefined);
  }
}
