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

    it('a fresh process serves it after a crash', async () => {
      expect(await hostile.call('crash')).toMatchObject({ kind: 'failed' });
      expect(await hostile.call('honest')).toEqual({ kind: 'value', value: 'honest' });
    });
  },
);
