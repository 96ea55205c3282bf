/** What a sandboxed worker may do, as sent to it before any code of the user is loaded. Paths are absolute and real. */
export interface SandboxRules {
  /** Whose they are, for what is said of a denial. */
  readonly plugin: string;
  /** Files and folders that may be read besides the interpreter, its environment and the package `bisheng`. */
  readonly read: readonly string[];
  /** Files and folders that may be read and written. */
  readonly write: readonly string[];
  /** Programs that may be started. */
  readonly run: readonly string[];
  /** Names of environment variables that it gets besides its PATH, HOME, LANG and TMPDIR. */
  readonly env: readonly string[];
  readonly network: boolean;
  /** The folder that is HOME, TMPDIR and where it may cache; writable. */
  readonly home: string;
  readonly limits: {
    /** MiB of address space. */
    readonly memory: number;
    /** Seconds of processor time. */
    readonly cpu: number;
    /** Processes and threads. */
    readonly processes: number;
    /** MiB that one file may have. */
    readonly file: number;
  };
}

/** How far a system enforces them. */
export type SandboxLevel = 'kernel' | 'none';
