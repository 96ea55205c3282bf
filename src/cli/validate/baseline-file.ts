import { existsSync } from 'node:fs';
import path from 'node:path';
import { boundedFile } from '../../components/file-pieces.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  readBaseline,
  withoutKnown,
  writeBaseline,
  type Baseline,
  type Compared,
} from '../../findings/baseline.ts';
import { maxSourceBytes } from '../../flow/read/decode.ts';
import { replaceFile } from '../../files/replace-file.ts';
import { message } from '../../messages/message.ts';
import { fileProblem, isNoFile } from '../../project/file-problem.ts';
import { UsageError } from '../../project/usage-error.ts';
import { reasonOf } from '../scaffold/reason.ts';

const nothing: Baseline = { entries: [] };

/** The file of `--baseline`. */
export class BaselineFile {
  readonly #given: string;
  readonly #absolute: string;
  readonly #folder: string;
  readonly #baseline: Baseline;

  private constructor(given: string, folder: string, baseline: Baseline) {
    this.#given = given;
    this.#folder = folder;
    this.#absolute = path.resolve(folder, given);
    this.#baseline = baseline;
  }

  /** Throws UsageError for a file that is no baseline, and for one that is not there unless it `mayBeNew`. */
  static async open(given: string, folder: string, mayBeNew: boolean): Promise<BaselineFile> {
    try {
      const bytes = await boundedFile(path.resolve(folder, given), maxSourceBytes);
      const baseline = bytes && readBaseline(bytes.toString());
      if (baseline) return new BaselineFile(given, folder, baseline);
    } catch (error) {
      if (isNoFile(error) && mayBeNew) return new BaselineFile(given, folder, nothing);
      const hint = isNoFile(error) ? message('baseline-missing/hint', { file: given }) : undefined;
      throw new UsageError(fileProblem(error, given), hint);
    }
    throw new UsageError(
      message('baseline-invalid', { file: given }),
      message('baseline-invalid/hint', { file: given }),
    );
  }

  /** The findings that are not in it; `files` are those that were looked at. */
  compare(diagnostics: readonly Diagnostic[], files: readonly string[]): Compared {
    const checked = new Set(files.map((file) => this.#pathOf(file)));
    return withoutKnown(
      diagnostics,
      this.#baseline,
      (file) => this.#pathOf(file),
      (file) => file === null || checked.has(file) || this.#isGone(file),
    );
  }

  /**
   * Writes the present findings into it. What it has of files that were not looked at stays, as long as there are such files.
   * Throws UsageError where it can't be written.
   */
  async update(diagnostics: readonly Diagnostic[], files: readonly string[]): Promise<void> {
    const checked = new Set(files.map((file) => this.#pathOf(file)));
    const keep = this.#baseline.entries.filter(
      ({ file }) => file !== null && !checked.has(file) && !this.#isGone(file),
    );
    const text = writeBaseline(diagnostics, keep, (file) => this.#pathOf(file));
    try {
      await replaceFile(this.#absolute, Buffer.from(text));
    } catch (error) {
      const values = { file: this.#given, reason: reasonOf(error) };
      throw new UsageError(message('baseline-write-failed', values));
    }
  }

  /** Relative to its own folder: a repository may be anywhere. */
  #pathOf(file: string): string {
    const absolute = path.resolve(this.#folder, file);
    return path.relative(path.dirname(this.#absolute), absolute).replaceAll('\\', '/');
  }

  #isGone(file: string): boolean {
    return !existsSync(path.resolve(path.dirname(this.#absolute), file));
  }
}
