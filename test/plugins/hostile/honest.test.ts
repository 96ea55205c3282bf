import { chmod, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methodsOf, OpenedPlugin, setStage, unsupported, type Stage } from './opened-plugin.ts';

const missing = await unsupported();
let stage: Stage;
const opened = new Map<string, OpenedPlugin>();

beforeAll(async () => {
  if (missing !== undefined) return;
  stage = await setStage();
  const data = path.join(stage.project, 'data');
  await symlink('terms.txt', path.join(data, 'link.txt'));
  for (const [name, text] of [
    ['script', 'echo from a script'],
    ['kill', 'kill -CONT "$1"'],
  ] as const) {
    await writeFile(path.join(data, `${name}.sh`), `#!/bin/sh\n${text}\n`);
    await chmod(path.join(data, `${name}.sh`), 0o755);
  }
  for (const name of ['honest_minimum', 'honest_granted']) {
    opened.set(name, await OpenedPlugin.open(name, stage));
  }
});

afterAll(async () => {
  for (const plugin of opened.values()) await plugin.close();
  if (missing === undefined) await stage.close();
});

describe('an honest plugin without permissions works', () => {
  it.for(methodsOf('honest_minimum'))('%s', async (method, { skip }) => {
    if (missing !== undefined) return skip(missing);
    const outcome = await opened.get('honest_minimum')?.call(method);
    expect(outcome).toMatchObject({ kind: 'value' });
    expect(outcome).not.toMatchObject({ value: false });
  });
});

describe('an honest plugin gets what it asked for', () => {
  it.for([
    ['read_a_file', 'terms'],
    ['read_by_a_link', 'terms'],
    ['write_a_file', ['new.txt']],
    ['run_a_program', 'a\nb\n'],
    ['run_a_script', 'from a script'],
    ['end_a_program', true],
    ['read_a_variable', 'granted'],
    ['go_online', 200],
    ['send_datagrams', 1],
    ['find_hosts', true],
    ['serve', true],
  ] as const)('%s', async ([method, value], { skip }) => {
    if (missing !== undefined) return skip(missing);
    expect(await opened.get('honest_granted')?.call(method)).toEqual({ kind: 'value', value });
  });
});

describe('and nothing else', () => {
  it.for([
    ['read_beyond', 'permission-denied'],
    ['write_beyond', 'permission-denied'],
    ['run_beyond', 'permission-denied'],
    ['read_by_a_program', 'python-exception'],
    ['speak_over_unix_sockets', 'python-exception'],
    ['kill_parent', 'python-exception'],
    ['kill_parent_by_a_program', 'python-exception'],
    ['fork_bomb', 'python-exception'],
  ] as const)('%s', async ([method, code], { skip }) => {
    if (missing !== undefined) return skip(missing);
    const outcome = await opened.get('honest_granted')?.call(method);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code } });
  });
});
