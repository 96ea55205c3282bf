import { describe, expect, it } from 'vitest';
import { bin, folderWith, hello } from './bisheng.ts';

const program = `"${process.execPath}" "${bin}"`;

describe.skipIf(process.platform === 'win32')('a pipe where a file is looked for', () => {
  it('is no .bishengignore', async () => {
    const folder = await folderWith({ 'hello.yaml': hello });
    const { stdout, stderr } = await folder.shell(
      `mkfifo .bishengignore; timeout -k 1 60 ${program} validate; echo $?`,
    );
    expect([stdout, stderr]).toEqual(['0\n', expect.stringContaining('1')]);
  });

  it('can be the .env', async () => {
    const folder = await folderWith({ 'hello.yaml': hello });
    const lines = [
      'mkfifo .env',
      `${program} validate hello.yaml & waiting=$!`,
      'exec 3> .env; kill -TERM $waiting; wait $waiting; echo $?',
    ];
    expect((await folder.shell(lines.join('\n'))).stdout).toBe('143\n');
  });

  it.each([
    ['validate', 'json'],
    ['validate', 'junit'],
    ['validate', 'github'],
    ['test', 'json'],
    ['test', 'junit'],
  ])('keeps nobody from the document of an interrupted %s --format %s', async (command, format) => {
    const folder = await folderWith({ 'hello.yaml': hello });
    // The pipe can be opened for writing once the program reads it.
    const lines = [
      'mkfifo bisheng.yaml',
      `${program} ${command} --format ${format} > out & waiting=$!`,
      'exec 3> bisheng.yaml; kill -TERM $waiting; wait $waiting; echo $?; cat out',
    ];
    const { stdout } = await folder.shell(lines.join('\n'));
    expect(stdout).toMatch(/^143\n[^]*Interrupted \(SIGTERM\)/);
  });
});
