import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { parseJson } from '../flow/json.ts';
import { isObject, own, toJson, type Value } from '../flow/value.ts';
import type { BatchResult } from './batch-result.ts';
import type { Counted } from './tally.ts';

/** Where a result stands in the file, and what is counted of it. */
interface Stored extends Counted {
  readonly row: number;
  readonly variant: string | null;
  readonly key: string;
  readonly start: number;
  readonly length: number;
}

const PIECE = 256 * 1024;
/** Bytes of a first line after which it is taken for no result. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * Results as lines of JSON in a file. Each is there as soon as it is known, so that whatever ends the program, what was
 * done is done; at the end they are put in the order of the rows.
 */
export class ResultsFile {
  /** Undefined for what is no file (/dev/null, a pipe): it only takes lines. */
  readonly #path: string | undefined;
  readonly #handle: FileHandle;
  /** By row and variant; a later line takes the place of an earlier one. */
  readonly #stored = new Map<string, Stored>();
  #size = 0;
  /** Old results go only when there are new ones. */
  #toEmpty: boolean;
  #writing: Promise<unknown> = Promise.resolve();
  readonly #isNew: boolean;
  #closed = false;

  private constructor(
    path: string | undefined,
    handle: FileHandle,
    toEmpty: boolean,
    isNew: boolean,
  ) {
    this.#path = path;
    this.#handle = handle;
    this.#toEmpty = toEmpty;
    this.#isNew = isNew;
  }

  /**
   * Opens a file; what is in it is kept if `resume` says so, else until there is a first result. A last line that was cut off is taken
   * away. Undefined: there is something in it that is no result. Rejects where the system does not let us.
   */
  static async open(path: string, resume: boolean): Promise<ResultsFile | undefined> {
    const isNew = await stat(path).then(
      () => false,
      () => true,
    );
    const handle = await open(path, 'a+');
    const isFile = (await handle.stat()).isFile();
    const real = isFile ? await realpath(path) : undefined;
    const file = new ResultsFile(real, handle, !resume, isNew);
    if (resume && isFile && !(await file.#read())) {
      await handle.close();
      return undefined;
    }
    return file;
  }

  /** What is already known of a row: a result that succeeded with the same key. */
  known(row: number, variant: string | null, key: string): Counted | undefined {
    const stored = this.#stored.get(idOf(row, variant));
    return stored?.key === key && stored.status === 'succeeded' && !stored.evaluation_error
      ? stored
      : undefined;
  }

  /** Adds a line. `text` is the result's JSON, on one line. */
  append(result: BatchResult, text: string): Promise<void> {
    const bytes = Buffer.from(`${text}\n`);
    const writing = this.#writing.then(async () => {
      if (this.#toEmpty && this.#path !== undefined) await this.#handle.truncate(0);
      this.#toEmpty = false;
      await this.#write(bytes);
      this.#remember(result, this.#size, bytes.length);
      this.#size += bytes.length;
    });
    // Whoever waits for this line learns of its failure; the next one is tried all the same.
    this.#writing = writing.catch(() => undefined);
    return writing;
  }

  /** Writes a line, or nothing of it: on a full disk a part would spoil the next one. */
  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.#handle.appendFile(bytes);
    } catch (error) {
      if (this.#path !== undefined) await this.#handle.truncate(this.#size).catch(() => undefined);
      throw error;
    }
  }

  /** Leaves the lines as they are; a file that was not there before and has none is taken away. Does nothing the second time. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writing;
    await this.#handle.close();
    if (this.#isNew && this.#size === 0 && this.#path !== undefined) {
      await rm(this.#path, { force: true });
    }
  }

  /** Puts the lines in the order of rows, those of one row in the order of `variants`, and closes the file. */
  async finish(variants: readonly (string | null)[]): Promise<void> {
    await this.#writing;
    const place = (variant: string | null): number => variants.indexOf(variant);
    const lines = [...this.#stored.values()].sort(
      (a, b) => a.row - b.row || place(a.variant) - place(b.variant),
    );
    const inOrder = lines.every(({ start }, n) => start >= (lines[n - 1]?.start ?? 0));
    const size = lines.reduce((sum, { length }) => sum + length, 0);
    const isRight = inOrder && size === this.#size;
    if (this.#path !== undefined && !isRight) await this.#rewrite(lines, this.#path);
    await this.close();
  }

  async #rewrite(lines: readonly Stored[], path: string): Promise<void> {
    const fresh = `${path}.${process.pid}.tmp`;
    const { mode } = await this.#handle.stat();
    const target = await open(fresh, 'wx', mode & 0o777);
    try {
      // Who may read it is not for the usual rules to say.
      await target.chmod(mode & 0o777);
      for (const { start, length } of lines) {
        const { buffer } = await this.#handle.read(Buffer.alloc(length), 0, length, start);
        await target.appendFile(buffer);
      }
      await target.close();
      await rename(fresh, path);
    } catch (error) {
      await target.close();
      await rm(fresh, { force: true });
      throw error;
    }
  }

  /** Reads the lines that are there. False: one of them is no result. */
  async #read(): Promise<boolean> {
    let rest = Buffer.alloc(0);
    for (let at = 0; ;) {
      const { bytesRead, buffer } = await this.#handle.read(Buffer.alloc(PIECE), 0, PIECE, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        const result = resultIn(rest.subarray(0, end).toString());
        if (!result) return false;
        this.#remember(result, this.#size, end + 1);
        this.#size += end + 1;
        rest = rest.subarray(end + 1);
      }
    }
    if (rest.length > 0 && this.#size === 0) return false;
    await this.#handle.truncate(this.#size);
    return true;
  }

  #remember(
    { row, variant, key, status, duration_ms, usage, scores, error, evaluation_error }: BatchResult,
    start: number,
    length: number,
  ): void {
    const counted = { status, duration_ms, usage, scores, error, evaluation_error };
    this.#stored.set(idOf(row, variant), { row, variant, key, ...counted, start, length });
  }
}

/**
 * Whether the first line of a file is a result, so that the file may be one of results. Rejects where the system does not
 * let us read it.
 */
export async function beginsWithResult(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let at = 0; at < LONGEST_LINE;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(PIECE), 0, PIECE, at);
      if (bytesRead === 0) return false;
      at += bytesRead;
      const piece = buffer.subarray(0, bytesRead);
      const end = piece.indexOf(10);
      pieces.push(end < 0 ? piece : piece.subarray(0, end));
      if (end >= 0) return resultIn(Buffer.concat(pieces).toString()) !== undefined;
    }
    return false;
  } finally {
    await handle.close();
  }
}

function idOf(row: number, variant: string | null): string {
  return JSON.stringify([row, variant]);
}

function resultIn(line: string): BatchResult | undefined {
  const value = parseJson(line);
  if (value === undefined || !isObject(value)) return undefined;
  const has = (key: string, check: (value: Value) => boolean): boolean => {
    const found = own(value, key);
    return found !== undefined && check(found);
  };
  const isResult =
    has('row', (row) => typeof row === 'number') &&
    has('status', (status) => typeof status === 'string') &&
    has('key', (key) => typeof key === 'string') &&
    has('variant', (variant) => variant === null || typeof variant === 'string');
  return isResult ? (value as unknown as BatchResult) : undefined;
}

/** A result as a line of the file, what matters most first. */
export function resultLine(result: BatchResult): string {
  const { row, variant, status, inputs, outputs, scores, error, ...rest } = result;
  return toJson({
    row,
    variant,
    status,
    inputs,
    outputs,
    scores,
    error,
    ...rest,
  } as unknown as Value);
}
