import { execa } from 'execa';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Language } from '../../src/messages/message.ts';
import { withProgram } from '../support/pages.ts';
import type { Scene } from './situation.ts';

/** What the commands of a scene say on stderr, each command with its own, in a folder that has nothing but its files. */
export async function play({ files, commands }: Scene, language: Language): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'situation-'));
  try {
    for (const { name, text } of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    const said: string[] = [];
    for (const command of commands) {
      const line = withProgram(`bisheng ${command}`, language);
      const { PATH, HOME } = process.env;
      const { stderr } = await execa('bash', ['-c', line], {
        cwd: folder,
        env: { PATH, HOME, LANG: 'C.UTF-8' },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
      });
      said.push(stderr.replaceAll(folder, '…'));
    }
    return said;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
