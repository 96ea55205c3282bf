import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenedPlugin, setStage, unsupported, type Stage } from './opened-plugin.ts';

const missing = await unsupported();

describe.skipIf(missing !== undefined)(
  `a plugin that attacks its own process${missing ? ` (${missing})` : ''}`,
  () => {
    let stage: Stage;
    let hostile: OpenedPlugin;
    let honest: OpenedPlugin;

    beforeEach(async () => {
      stage = await setStage();
      hostile = await OpenedPlugin.open('hostile_protocol', stage);
      honest = await OpenedPlugin.open('honest_minimum', stage);
    });

    afterEach(async () => {
      await hostile.close();
      await honest.close();
      await stage.close();
    });

    it.each([
      'forge_answers',
      'forge_events',
      'write_garbage',
      'write_odd_shapes',
      'write_half_a_line',
      'write_an_endless_line',
      'close_all',
      'end_at_once',
      'crash',
      'leave_a_thread',
    ])('%s spoils its own call at most', async (method) => {
      const [, other] = await Promise.all([hostile.call(method), honest.call('use_memory')]);
      expect(other).toEqual({ kind: 'value', value: 100 });
      expect(await honest.call('use_threads')).toEqual({ kind: 'value', value: 200 });
      expect(Object.keys({})).toEqual([]);
      expect('polluted' in {}).toBe(false);
    });

    it.each(['read_after_removing_the_hook', 'read_after_changing_the_rules'])(
      '%s doesn’t help',
      async (method) => {
        expect(await hostile.call(method)).toMatchObject({ kind: 'failed' });
      },
    );

    it.each(['stream_without_end', 'log_without_end'])(
      '%s is cut before it fills the memory',
      async (method) => {
        await hostile.call(method);
        expect(hostile.heard).toBeGreaterThan(1_000_000);
        expect(hostile.heard).toBeLessThan(200_000_000 / (method === 'log_without_end' ? 20 : 1));
      },
    );

    it.each(['show_a_secret', 'show_a_secret_in_a_crash'])(
      '%s names no file as the place that the plugin can’t read',
      async (method) => {
        const outcome = await hostile.call(method);
        if (outcome.kind !== 'failed') throw new Error('it came through');
        const files = outcome.failure.frames.map(({ file }) => path.basename(file));
        expect(files.filter((file) => file !== 'plugin.py')).toEqual([]);
      },
    );

    it('it can’t speak for the process before it is ready', async () => {
      expect(await hostile.call('forge_the_end')).toMatchObject({
        kind: 'failed',
        failure: { code: 'python-died' },
      });
    });

    it('a fresh process serves it after a crash', async () => {
      expect(await hostile.call('crash')).toMatchObject({ kind: 'failed' });
      expect(await hostile.call('honest')).toEqual({ kind: 'value', value: 'honest' });
    });
  },
);
