import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { filesOf, planScaffold } from '../../src/scaffold/plan.ts';
import { readRecord, recordFile } from '../../src/scaffold/record.ts';
import type { FlowRequest } from '../../src/scaffold/request.ts';
import { readScaffoldTexts, scaffoldsFolder } from '../../src/scaffold/texts.ts';
import { changesOf, planUpdate, type UpdatedFile } from '../../src/scaffold/update.ts';

const root = await mkdtemp(path.join(tmpdir(), 'bisheng-update-'));
afterAll(() => rm(root, { recursive: true, force: true }));

const request: FlowRequest = {
  kind: 'flow',
  name: 'a',
  folder: 'flows',
  language: 'en',
  variant: 'linear',
  displayName: 'a',
  description: 'a',
};
const base = 'one\ntwo\nthree\nfour\nfive\n';
const file = 'flows/a.yaml';

/** What an update does with a file that was written as `base`, is `ours` now, and would be written as `theirs`. */
async function updated(
  was: string | undefined,
  ours: string | undefined,
  theirs: string | undefined,
): Promise<UpdatedFile> {
  await rm(path.join(root, 'flows'), { recursive: true, force: true });
  await mkdir(path.join(root, 'flows'));
  if (ours !== undefined) await writeFile(path.join(root, file), ours);
  const files = new Map(was === undefined ? [] : [[file, was]]);
  const plan = theirs === undefined ? [] : [{ path: file, text: theirs }];
  const [first] = await planUpdate(root, { request, files }, plan);
  return first!;
}

const theirs = base.replace('five', 'FIVE');

describe('an update', () => {
  it.each([
    ['nothing new', base, base, base, 'current', undefined],
    ['only the user has changed it', base, 'mine\n', base, 'kept', undefined],
    ['only bisheng has changed it', base, base, theirs, 'update', theirs],
    ['both have, in the same way', base, theirs, theirs, 'current', undefined],
    [
      'both have, in other places',
      base,
      base.replace('one', 'ONE'),
      theirs,
      'merge',
      'ONE\ntwo\nthree\nfour\nFIVE\n',
    ],
    ['the user has taken it away', base, undefined, theirs, 'kept', undefined],
    ['it is new', undefined, undefined, theirs, 'create', theirs],
    ['it is no longer made', base, base, undefined, 'left', undefined],
    [
      'line ends are those of the file',
      base,
      base.replaceAll('\n', '\r\n'),
      theirs,
      'update',
      theirs.replaceAll('\n', '\r\n'),
    ],
  ])('%s', async (_, was, ours, next, action, text) => {
    expect(await updated(was, ours, next)).toEqual({ path: file, action, text });
  });

  it('marks what both have changed', async () => {
    const { action, text } = await updated(base, base.replace('five', 'mine'), theirs);
    expect(action).toBe('conflict');
    expect(text).toBe(
      'one\ntwo\nthree\nfour\n<<<<<<< yours\nmine\n=======\nFIVE\n>>>>>>> bisheng\n',
    );
  });

  it('does not marry a new file with another of that name', async () => {
    expect((await updated(undefined, 'mine\n', theirs)).action).toBe('conflict');
  });
});

const texts = await readScaffoldTexts(scaffoldsFolder());
const say = sayIn('en');

describe('a record', () => {
  it('is read as it was written, and makes the same files again', () => {
    const files = filesOf(request, texts, say);
    const record = readRecord(recordFile(request, files).text);
    expect(record).toEqual({
      request,
      files: new Map(files.map(({ path: name, text }) => [name, text])),
    });
    expect(filesOf(record!.request, texts, say)).toEqual(files);
  });

  it('is written anew only where something is new', async () => {
    const files = filesOf(request, texts, say);
    const record = readRecord(recordFile(request, files).text)!;
    expect(changesOf(record, files, [])).toEqual([]);
    const older = { request, files: new Map([[files[0]!.path, 'older']]) };
    const changed = changesOf(older, files, await planUpdate(root, older, files));
    expect(changed.map(({ path: name }) => name)).toContain(
      planScaffold(request, texts, say).at(-1)!.path,
    );
  });

  it.each([
    'no json',
    '[]',
    '{"format_version": 2}',
    JSON.stringify({ format_version: 1, request, files: { '../../etc/passwd': 'x' } }),
    JSON.stringify({ format_version: 1, request, files: { '/etc/passwd': 'x' } }),
    JSON.stringify({ format_version: 1, request, files: { a: 1 } }),
    JSON.stringify({ format_version: 1, request: { ...request, folder: '../x' }, files: {} }),
    JSON.stringify({ format_version: 1, request: { ...request, name: '../x' }, files: {} }),
    JSON.stringify({ format_version: 1, request: { ...request, variant: 'x' }, files: {} }),
    JSON.stringify({ format_version: 1, request: { ...request, kind: '__proto__' }, files: {} }),
    JSON.stringify({ format_version: 1, request: { ...request, displayName: 1 }, files: {} }),
  ])('is refused: %s', (text) => {
    expect(readRecord(text)).toBeUndefined();
  });
});
