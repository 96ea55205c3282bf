import { describe, expect, it } from 'vitest';
import { jsonResult } from '../../src/reporters/result/json-result.ts';
import { ndjson } from '../../src/reporters/result/ndjson.ts';
import { textResult } from '../../src/reporters/result/text-result.ts';
import { allOf, type Reporter } from '../../src/reporters/reporter.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { objectOf, type ValueObject } from '../../src/flow/value.ts';
import { Pipe, Run, serverError } from './stage.ts';

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What a run that returns these outputs leaves on stdout. */
async function textOf(outputs: ValueObject, single: boolean, isTTY = false): Promise<string> {
  const pipe = new Pipe({ isTTY });
  const reporter = textResult({ stdout: pipe });
  const run = new Run(reporter);
  run.started();
  run.end({ outputs, single });
  await reporter.close();
  return pipe.text;
}

describe('the text result', () => {
  it('is exactly the answer', async () => {
    expect(await textOf({ llm: 'yes' }, true)).toBe('yes\n');
    expect(await textOf({ llm: 'yes\n' }, true)).toBe('yes\n');
    expect(await textOf({ llm: ' \r\n\u001b[1m\n' }, true)).toBe(' \r\n\u001b[1m\n');
    expect(await textOf({ llm: '' }, true)).toBe('');
  });

  it('is JSON for anything else', async () => {
    expect(await textOf({ a: 3 }, true)).toBe('3\n');
    expect(await textOf({ a: null }, true)).toBe('null\n');
    expect(await textOf({ a: [12345678901234567890n] }, true)).toBe(
      '[\n  12345678901234567890\n]\n',
    );
    expect(await textOf({ a: 'x', b: 1 }, false)).toBe('{\n  "a": "x",\n  "b": 1\n}\n');
    expect(await textOf({ a: 'x' }, false)).toBe('{\n  "a": "x"\n}\n');
    expect(await textOf(objectOf([['__proto__', 'x']]), true)).toBe('x\n');
  });

  it('can do nothing to a terminal', async () => {
    expect(await textOf({ a: 'a\tb\r\nc\u001b[2J' }, true, true)).toBe('a\tb\nc␛[2J\n');
    expect(await textOf({ a: ['\u009b2J'] }, true, true)).toBe('[\n  "\\u009b2J"\n]\n');
  });

  it('is nothing when the run fails, waits or breaks off', async () => {
    for (const last of ['failed', 'waiting', 'none']) {
      const pipe = new Pipe();
      const reporter = textResult({ stdout: pipe });
      const run = new Run(reporter);
      run.started();
      if (last === 'failed') run.end({ status: 'failed', outputs: { a: 1 }, error: serverError });
      if (last === 'waiting') run.emit({ type: 'run_waiting', questions: [], duration_ms: 1 });
      await reporter.close();
      expect(pipe.text).toBe('');
    }
  });

  describe('on a terminal without live view', () => {
    async function streamed(play: (run: Run) => void, isTTY = true): Promise<string> {
      const pipe = new Pipe({ isTTY });
      const reporter = textResult({ stdout: pipe, answer: 'llm' });
      const run = new Run(reporter);
      run.started();
      play(run);
      run.end({ outputs: { llm: 'Hello world' } });
      await reporter.close();
      return pipe.text;
    }

    it('comes as it is written, and once', async () => {
      expect(await streamed((run) => run.stream('llm', 'Hello', ' world'))).toBe('Hello world\n');
      expect(await streamed((run) => run.stream('other', 'Hello'))).toBe('Hello world\n');
      expect(await streamed((run) => run.stream('llm', 'Hello'), false)).toBe('Hello world\n');
    });

    it('is told in full where something else was streamed before', async () => {
      expect(
        await streamed((run) => {
          run.stream('llm', 'Bye');
          run.emit({ type: 'stream_error', node: 'llm', error: serverError });
          run.stream('llm', 'Hello', ' world');
        }),
      ).toBe('Bye\nHello world\n');
      expect(await streamed((run) => run.stream('llm', 'Hello wor'))).toBe(
        'Hello wor\nHello world\n',
      );
    });
  });
});

describe('the JSON result', () => {
  async function documentOf(play: (run: Run) => void): Promise<unknown> {
    const pipe = new Pipe();
    const reporter = jsonResult({ stdout: pipe });
    play(new Run(reporter));
    await reporter.close();
    return pipe.text === '' ? undefined : JSON.parse(pipe.text);
  }

  it('is one document of the whole run', async () => {
    const document = await documentOf((run) => {
      run.started([
        { id: 'input', type: 'InputNode' },
        { id: 'never', type: 'Transform' },
      ]);
      run.start('input', 'InputNode');
      run.finish('input', 2, { outputs: { text: 'hi' } });
      run.start('loop', 'LoopController');
      for (const round of [1, 2, 3]) {
        run.round('loop', round, null, null, 9);
        run.start('body', 'Transform', { iteration: [round] });
        run.finish('body', round, { iteration: [round], outputs: { result: `r${round}` } });
      }
      run.finish('loop', 9, { rounds: 3 });
      run.emit({ type: 'node_skipped', node: 'no' });
      run.start('again');
      run.start('again', 'Transform', { attempt: 2 });
      run.finish('again', 5, { attempts: 2 });
      run.end({ outputs: { again: 'x' }, duration_ms: 20 });
    });
    expect(document).toEqual({
      format_version: 1,
      run_id: 'run-1',
      flow: { name: 'support', file: 'flows/support.yaml' },
      status: 'succeeded',
      outputs: { again: 'x' },
      nodes: {
        input: {
          status: 'succeeded',
          outputs: { text: 'hi' },
          started_at: '2026-01-01T00:00:00.001Z',
          duration_ms: 2,
          attempts: 1,
        },
        loop: {
          status: 'succeeded',
          outputs: {},
          started_at: '2026-01-01T00:00:00.003Z',
          duration_ms: 9,
          attempts: 1,
          rounds: 3,
        },
        body: {
          status: 'succeeded',
          outputs: { result: 'r3' },
          started_at: '2026-01-01T00:00:00.011Z',
          duration_ms: 3,
          attempts: 1,
          rounds: 3,
        },
        no: { status: 'skipped', outputs: {}, started_at: null, duration_ms: 0, attempts: 0 },
        again: {
          status: 'succeeded',
          outputs: {},
          started_at: '2026-01-01T00:00:00.015Z',
          duration_ms: 5,
          attempts: 2,
        },
      },
      error: null,
      duration_ms: 20,
    });
  });

  it('tells a failure, and what it cut off', async () => {
    const document = await documentOf((run) => {
      run.started();
      run.start('fetch');
      run.start('slow');
      run.fail('fetch', { attempts: 3 });
      run.end({ status: 'failed', outputs: {}, error: { ...serverError, hint: 'Wait.' } });
    });
    expect(document).toMatchObject({
      status: 'failed',
      outputs: {},
      error: { code: 'http-status', message: 'The server answered 500.', node: 'fetch' },
      nodes: { fetch: { status: 'failed', attempts: 3 }, slow: { status: 'cancelled' } },
    });
    expect(Object.keys((document as { error: object }).error)).toEqual(['code', 'message', 'node']);
  });

  it('tells what is waited for', async () => {
    const document = await documentOf((run) => {
      run.started();
      run.start('ask', 'HumanInput');
      run.emit({ type: 'run_waiting', questions: [{ node: 'ask', prompt: '?' }], duration_ms: 7 });
    });
    expect(document).toMatchObject({
      status: 'waiting',
      nodes: { ask: { status: 'waiting' } },
      questions: [{ node: 'ask', prompt: '?' }],
      error: null,
      duration_ms: 7,
    });
  });

  it('is nothing where the run broke off', async () => {
    expect(await documentOf((run) => run.started())).toBeUndefined();
  });
});

describe('ndjson', () => {
  it('is every event, one a line, and nothing that breaks a line', async () => {
    const pipe = new Pipe();
    const reporter = ndjson({ stdout: pipe });
    const run = new Run(reporter);
    run.started();
    run.stream('llm', 'a\n\u2028\u0085\u001b[2J', '你好');
    run.end();
    await reporter.close();
    expect(pipe.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
    const lines = pipe.text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as RunEvent)).toEqual(run.events);
    expect(run.events.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index));
  });

  it('comes before the run ends', async () => {
    const pipe = new Pipe();
    const run = new Run(ndjson({ stdout: pipe }));
    run.started();
    await pause();
    expect(pipe.text).toContain('run_started');
  });

  it('says when the reader is slower than the run', async () => {
    const pipe = new Pipe({ slow: true });
    const reporter = allOf([ndjson({ stdout: pipe })]);
    const run = new Run(reporter);
    run.started();
    expect(reporter.full?.()).toBeUndefined();
    await pause();
    const full = reporter.full?.();
    expect(full).toBeInstanceOf(Promise);
    pipe.release();
    await full;
    expect(reporter.full?.()).toBeUndefined();
  });

  it('is silent when nobody reads any more', async () => {
    const pipe = new Pipe();
    const reporter = ndjson({ stdout: pipe });
    const run = new Run(reporter);
    run.started();
    pipe.destroy(Object.assign(new Error('closed'), { code: 'EPIPE' }));
    await pause();
    run.end();
    await reporter.close();
    expect(pipe.text).toBe('');
  });

  it('does not wait for ever for a reader that goes away', async () => {
    const pipe = new Pipe({ slow: true });
    const reporter = jsonResult({ stdout: pipe });
    const run = new Run(reporter);
    run.started();
    run.end({ outputs: { a: 'x'.repeat(100) } });
    const closed = reporter.close();
    pipe.destroy(Object.assign(new Error('closed'), { code: 'EPIPE' }));
    await closed;
  });

  it('reports an output that can not be written', async () => {
    const pipe = new Pipe();
    const reporter = ndjson({ stdout: pipe });
    new Run(reporter).started();
    pipe.destroy(Object.assign(new Error('disk full'), { code: 'ENOSPC' }));
    await pause();
    await expect(reporter.close()).rejects.toThrow('disk full');
  });
});

describe('several reporters', () => {
  it('are closed in order, all of them, and the first failure is told', async () => {
    const closed: string[] = [];
    const reporter = (name: string, fails = false): Reporter => ({
      report: () => undefined,
      close: async () => {
        await pause();
        closed.push(name);
        if (fails) throw new Error(name);
      },
    });
    const all = allOf([reporter('a', true), reporter('b', true), reporter('c')]);
    await expect(all.close()).rejects.toThrow('a');
    expect(closed).toEqual(['a', 'b', 'c']);
    expect(all.full?.()).toBeUndefined();
  });
});
