import type { Change } from './change.ts';

/** Two versions of a flow's file, and what is different between them. */
export interface ComparedFile {
  readonly before: Version | null;
  readonly after: Version | null;
  readonly changes: readonly Change[];
}

/** A file as it is on the disk, or as it was in a revision. */
export interface Version {
  readonly file: string;
  /** As it was asked for; null: on the disk. */
  readonly revision: string | null;
}
