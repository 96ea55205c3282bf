import type { DocumentFormat } from './document.ts';

/** The flags of `bisheng validate`, as written. */
export interface ValidateOptions {
  readonly format?: 'pretty' | DocumentFormat;
  readonly param?: readonly string[];
  readonly strict?: boolean;
  readonly lang?: string;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly since?: string;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  /** False with `--no-ignore`. */
  readonly ignore?: boolean;
}
