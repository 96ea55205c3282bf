import type { PythonInterpreter } from './python-interpreter.ts';
import type { SandboxRules } from './sandbox-rules.ts';
import type { DebugOptions } from './worker-process.ts';

/** What the processes of a realm are to be. */
export interface WorkersOptions {
  /** Absolute; working directory and first on `sys.path`. */
  readonly project: string;
  /** The interpreter that the settings name; `findInterpreter` says what holds without. */
  readonly python?: string | null | undefined;
  /** The interpreter itself, where it is known already. */
  readonly interpreter?: PythonInterpreter;
  /** More folders of modules after the project: a plugin environment's site-packages. */
  readonly paths?: readonly string[];
  /** Null (default): none, it runs with the user's rights. */
  readonly sandbox?: SandboxRules | null;
  /** The variables that the processes get; default: those of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Processes at a time for calls that are not async; default: as many as cores, at least 4. */
  readonly limit?: number;
  /** Objects live long: they are spread over processes, so that calls of two need not wait for each other. */
  readonly spreads?: boolean;
  /** A debugger stops at the first line of each call. */
  readonly debug?: DebugOptions;
}
