import { describe, expect, it } from 'vitest';
import { plainLines } from '../../src/reporters/plain/plain-lines.ts';
import type { Level } from '../../src/reporters/reporter.ts';
import { chinese, english, Pipe, Run, serverError, StageClock } from './stage.ts';

function plain(options: { level?: Level; say?: typeof english } = {}) {
  const pipe = new Pipe();
  const clock = new StageClock();
  const defaults = { say: english, color: false, unicode: true };
  const reporter = plainLines({ stderr: pipe, now: clock.now, ...defaults, ...options });
  return { pipe, clock, reporter, run: new Run(reporter) };
}

/** A flow with a loop of 100 rounds of half a second each, and one failure that is handled. */
function play(run: Run, clock: StageClock): void {
  run.started([
    { id: 'input', type: 'InputNode' },
    { id: 'loop', type: 'LoopController' },
    { id: 'processor', type: 'ItemProcessor', loop: 'loop' },
    { id: 'fetch', type: 'HTTPRequest' },
    { id: 'other', type: 'Transform' },
  ]);
  run.start('input', 'InputNode');
  run.finish('input', 1, { outputs: { text: '你好\u001b[2J' } });
  run.start('loop', 'LoopController');
  for (let round = 1; round <= 100; round++) {
    run.round('loop', round, (round - 1) * 10, 1000);
    run.start('processor', 'ItemProcessor', { iteration: [round] });
    clock.pass(500);
    run.finish('processor', 500, { iteration: [round] });
  }
  run.finish('loop', 50_000, { rounds: 100 });
  run.start('fetch', 'HTTPRequest');
  const retry = { attempt: 2, max_attempts: 2, delay_ms: 0, error: serverError };
  run.emit({ type: 'node_retrying', node: 'fetch', ...retry });
  run.start('fetch', 'HTTPRequest', { attempt: 2 });
  run.emit({ type: 'log', node: 'fetch', level: 'info', message: 'first\n::error::second' });
  run.emit({ type: 'log', node: 'fetch', level: 'debug', message: 'detail' });
  run.fail('fetch', { attempts: 2, handled_by: 'continue' });
  run.emit({ type: 'warning', code: 'odd', node: 'fetch', message: 'This is odd.' });
  run.emit({ type: 'node_skipped', node: 'other' });
  run.end();
}

describe('plain lines', () => {
  it('tell what matters, and a loop in steps', () => {
    const { pipe, clock, run } = plain();
    play(run, clock);
    expect(pipe.text.split('\n')).toMatchInlineSnapshot(`
      [
        "Running support (flows/support.yaml), 5 nodes",
        "    0.0 s  done       input  InputNode  1 ms",
        "    5.0 s  progress   loop  10% · 100/1,000 · round 11 · 20/s · 45 s left",
        "   10.0 s  progress   loop  20% · 200/1,000 · round 21 · 20/s · 40 s left",
        "   15.0 s  progress   loop  30% · 300/1,000 · round 31 · 20/s · 35 s left",
        "   20.0 s  progress   loop  40% · 400/1,000 · round 41 · 20/s · 30 s left",
        "   25.0 s  progress   loop  50% · 500/1,000 · round 51 · 20/s · 25 s left",
        "   30.0 s  progress   loop  60% · 600/1,000 · round 61 · 20/s · 20 s left",
        "   35.0 s  progress   loop  70% · 700/1,000 · round 71 · 20/s · 15 s left",
        "   40.0 s  progress   loop  80% · 800/1,000 · round 81 · 20/s · 10 s left",
        "   45.0 s  progress   loop  90% · 900/1,000 · round 91 · 20/s · 5 s left",
        "   50.0 s  done       loop  LoopController  50.0 s  100 rounds",
        "   50.0 s  done       processor  ItemProcessor  ×100  50.0 s",
        "   50.0 s  retry      fetch  attempt 2 of 2: The server answered 500.",
        "   50.0 s  log        fetch  first",
        "           │ : :error::second",
        "   50.0 s  warning    fetch  This is odd. [odd]",
        "   50.0 s  skipped    other  Transform",
        "✔ Succeeded in 1.2 s · 4 nodes run · 1 skipped · 1 failed",
        "",
      ]
    `);
  });

  it('say a file once where a flow has no name', () => {
    const { pipe, run } = plain();
    run.started([{ id: 'input', type: 'InputNode' }], 'flows/support.yaml');
    expect(pipe.text).toBe('Running flows/support.yaml, 1 node\n');
  });

  it('speak Chinese', () => {
    const { pipe, clock, run } = plain({ say: chinese });
    play(run, clock);
    expect(pipe.text.split('\n')).toMatchInlineSnapshot(`
      [
        "运行 support（flows/support.yaml），共 5 个节点",
        "   0.0 秒  完成       input  InputNode  1 毫秒",
        "   5.0 秒  进度       loop  10% · 100/1,000 · 第 11 轮 · 20/秒 · 剩余 45 秒",
        "  10.0 秒  进度       loop  20% · 200/1,000 · 第 21 轮 · 20/秒 · 剩余 40 秒",
        "  15.0 秒  进度       loop  30% · 300/1,000 · 第 31 轮 · 20/秒 · 剩余 35 秒",
        "  20.0 秒  进度       loop  40% · 400/1,000 · 第 41 轮 · 20/秒 · 剩余 30 秒",
        "  25.0 秒  进度       loop  50% · 500/1,000 · 第 51 轮 · 20/秒 · 剩余 25 秒",
        "  30.0 秒  进度       loop  60% · 600/1,000 · 第 61 轮 · 20/秒 · 剩余 20 秒",
        "  35.0 秒  进度       loop  70% · 700/1,000 · 第 71 轮 · 20/秒 · 剩余 15 秒",
        "  40.0 秒  进度       loop  80% · 800/1,000 · 第 81 轮 · 20/秒 · 剩余 10 秒",
        "  45.0 秒  进度       loop  90% · 900/1,000 · 第 91 轮 · 20/秒 · 剩余 5 秒",
        "  50.0 秒  完成       loop  LoopController  50.0 秒  共 100 轮",
        "  50.0 秒  完成       processor  ItemProcessor  ×100  50.0 秒",
        "  50.0 秒  重试       fetch  第 2/2 次尝试：The server answered 500.",
        "  50.0 秒  日志       fetch  first",
        "           │ : :error::second",
        "  50.0 秒  警告       fetch  This is odd. [odd]",
        "  50.0 秒  跳过       other  Transform",
        "✔ 运行成功，用时 1.2 秒 · 运行 4 个节点 · 跳过 1 个 · 失败 1 个",
        "",
      ]
    `);
  });

  it('are warnings alone when they are quiet', () => {
    const { pipe, clock, run } = plain({ level: 'quiet' });
    play(run, clock);
    expect(pipe.text.split('\n')).toMatchInlineSnapshot(`
      [
        "   50.0 s  warning    fetch  This is odd. [odd]",
        "",
      ]
    `);
  });

  it('tell each round and what came out when everything is wanted', () => {
    const { pipe, clock, run } = plain({ level: 'verbose' });
    play(run, clock);
    const lines = pipe.text.split('\n');
    expect(lines).toHaveLength(315);
    expect(lines[2]).toBe(
      '    0.0 s  done       input  InputNode  1 ms  {"text": "你好␛[2J"}'.replace('␛', '\\u001b'),
    );
    expect(lines.filter((line) => line.includes('progress   loop'))).toHaveLength(100);
    expect(lines.filter((line) => line.includes('started    processor'))).toHaveLength(100);
  });

  it('are few, however fast a loop is', () => {
    const { pipe, clock, run } = plain();
    run.started();
    run.start('loop', 'LoopController');
    for (let round = 1; round <= 100_000; round++) {
      run.round('loop', round, round, 100_000);
      run.start('body', 'Transform', { iteration: [round] });
      run.finish('body', 0.1, { iteration: [round] });
      clock.time += 0.01;
    }
    run.finish('loop', 1000, { rounds: 100_000 });
    run.end();
    expect(pipe.text.split('\n').length).toBeLessThan(6);
  });

  it('sum up what a sub-flow does for each item', () => {
    const { pipe, run } = plain();
    run.started([{ id: 'each', type: 'ItemProcessor' }]);
    run.start('each', 'ItemProcessor');
    for (let item = 0; item < 500; item++) {
      run.start('each/step');
      run.finish('each/step', 2);
    }
    run.finish('each', 1000);
    run.end();
    const lines = pipe.text.split('\n').filter((line) => line.includes('each/step'));
    expect(lines).toEqual([
      '    0.0 s  done       each/step  Transform  2 ms',
      '    0.0 s  done       each/step  Transform  ×500  1.0 s',
    ]);
  });

  it('end with the reason of a failure', () => {
    const { pipe, run } = plain({ level: 'quiet' });
    run.started();
    run.start('fetch', 'HTTPRequest');
    const error = { ...serverError, place: 'a.yaml:3:1', frame: '> 3 | ##[error]x', hint: 'Wait.' };
    run.fail('fetch', { error });
    run.end({ status: 'failed', outputs: {}, error });
    expect(pipe.text.split('\n')).toMatchInlineSnapshot(`
      [
        "a.yaml:3:1: error: The server answered 500. [http-status]",
        "  > 3 | # #[error]x",
        "  in node “fetch”",
        "  hint: Wait.",
        "",
        "✖ Failed after 1.2 s · 1 node run · 1 failed",
        "",
      ]
    `);
  });

  it('hold no control character and no CI command, whatever is said', () => {
    const { pipe, run } = plain({ level: 'verbose' });
    const evil =
      'x\r\n::set-output name=a::b\r::error::c\n##[group]d\u001b]0;t\u0007\u0085\u2028##vso[task.x]e';
    run.started([{ id: evil, type: evil }], evil);
    run.start(evil, evil);
    run.emit({ type: 'log', node: evil, level: 'error', message: evil });
    run.emit({ type: 'warning', node: evil, code: evil, message: evil });
    const error = { code: evil, message: evil, node: evil, place: evil, frame: evil, hint: evil };
    run.emit({ type: 'node_progress', node: evil, done: 1, total: 2, message: evil });
    run.fail(evil, { error, handled_by: evil });
    run.fail(evil, { error });
    run.finish(evil, 1, { outputs: { [evil]: evil } });
    const question = { node: evil, prompt: evil, options: [evil] };
    run.emit({ type: 'run_waiting', questions: [question], duration_ms: 1 });
    run.end({ status: 'failed', error });
    expect(pipe.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028]/);
    expect(pipe.text).not.toMatch(/^\s*::/m);
    expect(pipe.text).not.toMatch(/##(vso)?\[/);
  });

  it('go on when nobody reads them any more', async () => {
    const { pipe, reporter, run } = plain();
    run.started();
    pipe.destroy(Object.assign(new Error('closed'), { code: 'EPIPE' }));
    await new Promise(setImmediate);
    run.end();
    await reporter.close();
  });
});
