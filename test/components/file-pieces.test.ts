import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { boundedFile, filePieces } from '../../src/components/file-pieces.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bisheng-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function textOf(file: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of filePieces(file, 4)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('boundedFile', () => {
  it('gives a file as a whole, up to the limit', async () => {
    const file = path.join(folder, 'ten');
    await writeFile(file, '0123456789');
    expect((await boundedFile(file, 10))?.toString()).toBe('0123456789');
    expect(await boundedFile(file, 9)).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('gives up on a device without an end', async () => {
    expect(await boundedFile('/dev/zero', 1_000_000)).toBeUndefined();
    expect((await boundedFile('/dev/null', 1))?.length).toBe(0);
  });

  it('rejects with what the system says', async () => {
    await expect(boundedFile(path.join(folder, 'gone'), 1)).rejects.toThrow('ENOENT');
    await expect(boundedFile(folder, 1)).rejects.toThrow('EISDIR');
  });
});

describe.skipIf(process.platform === 'win32')('a named pipe', () => {
  it('is waited for until somebody writes, and read to the end', async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const text = textOf(pipe);
    // To open it for writing waits for a reader.
    const writer = await open(pipe, 'w');
    await writer.write('one, ');
    await writer.write('two');
    await writer.close();
    expect(await text).toBe('one, two');
  });
});
