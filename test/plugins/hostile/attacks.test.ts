import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methodsOf, OpenedPlugin, setStage, unsupported, type Stage } from './opened-plugin.ts';

const missing = await unsupported();

describe.each(['hostile_files', 'hostile_processes', 'hostile_network', 'hostile_kernel'])(
  '%s is stopped',
  (name) => {
    let stage: Stage;
    let plugin: OpenedPlugin;

    beforeAll(async () => {
      if (missing !== undefined) return;
      stage = await setStage();
      plugin = await OpenedPlugin.open(name, stage);
    });

    afterAll(async () => {
      if (missing !== undefined) return;
      await plugin.close();
      expect(await readFile(stage.secret, 'utf8')).toBe('hunter2');
      const outside = await readdir(path.dirname(stage.secret));
      expect(outside.sort()).toEqual(['empty', 'secret.txt', 'secrets.db', 'socket']);
      await stage.close();
    });

    it.for(methodsOf(name))('%s', async (method, { skip }) => {
      if (missing !== undefined) return skip(missing);
      const outcome = await plugin.call(method);
      expect(outcome).toMatchObject({ kind: 'failed' });
      if (outcome.kind !== 'failed') return;
      // An answer of Python itself, not a dead process.
      expect(['permission-denied', 'python-exception', 'python-memory']).toContain(
        outcome.failure.code,
      );
      expect(JSON.stringify(outcome.failure.values)).not.toContain('hunter2');
    });
  },
);

describe('a denial', () => {
  it('names the permission and the plugin’s line', async ({ skip }) => {
    if (missing !== undefined) return skip(missing);
    const stage = await setStage();
    const plugin = await OpenedPlugin.open('hostile_files', stage);
    const outcome = await plugin.call('read_open');
    await plugin.close();
    await stage.close();
    if (outcome.kind !== 'failed') throw new Error('it came through');
    const { code, values, frames } = outcome.failure;
    expect(code).toBe('permission-denied');
    expect(values).toEqual({ plugin: 'hostile_files', permission: `read:${stage.secret}` });
    const source = await readFile(
      path.join(import.meta.dirname, 'plugins/hostile_files/plugin.py'),
      'utf8',
    );
    const line = source.split('with open(self.at["secret"]) as file:')[0]?.split('\n').length;
    expect(frames.at(-1)).toMatchObject({ line, function: 'read_open' });
  });
});
