/** A Python that can run components. */
export interface PythonInterpreter {
  /** The real program, behind shims; of a virtual environment its own one. Absolute. */
  readonly executable: string;
  /** Like `3.12.1`. */
  readonly version: string;
}

/** Where an interpreter is looked for. */
export interface InterpreterSearch {
  /** Absolute. */
  readonly project: string;
  /** What the project's settings name; a relative path begins at the project. */
  readonly setting?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}
