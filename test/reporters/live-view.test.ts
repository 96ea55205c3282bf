import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { PlannedNode } from '../../src/engine/run-event.ts';
import { chinese, serverError, stage, type Run, type StageClock } from './stage.ts';

const plan = [
  { id: 'input', type: 'InputNode' },
  { id: 'analyzer', type: 'TextAnalyzer' },
  { id: '正面处理', type: 'Transform' },
  { id: 'negative', type: 'Transform' },
];
const loopPlan = [
  { id: 'loop', type: 'LoopController' },
  { id: 'processor', type: 'ItemProcessor', loop: 'loop' },
  { id: 'aggregator', type: 'ResultAggregator', loop: 'loop' },
];

/** A loop in its 32nd of 62 rounds, a second each. */
function inLoop(run: Run, clock: StageClock, nodes: readonly PlannedNode[] = loopPlan): void {
  run.started(nodes);
  run.start('loop', 'LoopController');
  for (let round = 1; round <= 32; round++) {
    run.round('loop', round, (round - 1) * 10, 620);
    if (round > 1) run.finish('aggregator', 1, { iteration: [round - 1] });
    run.start('processor', 'ItemProcessor', { iteration: [round] });
    // No frame for most of the time: that would only take time of ours.
    clock.time += 990;
    clock.pass(10);
    if (round === 32) break;
    run.finish('processor', 990, { iteration: [round] });
    run.start('aggregator', 'ResultAggregator', { iteration: [round] });
  }
}

describe('what scrolls up', () => {
  it('is one line for each node when it has ended', () => {
    const { terminal, clock, run } = stage();
    run.started(plan);
    run.start('input', 'InputNode');
    run.finish('input', 0.3);
    run.start('analyzer', 'TextAnalyzer');
    clock.pass(400);
    run.finish('analyzer', 400);
    run.emit({ type: 'node_skipped', node: 'negative' });
    run.start('正面处理');
    run.finish('正面处理', 65_000, { attempts: 2 });
    run.end();
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "✔ input     InputNode     0 ms",
        "✔ analyzer  TextAnalyzer  0.4 s",
        "– negative  Transform     skipped",
        "✔ 正面处理  Transform     1 m 05 s  2 attempts",
        "✔ Succeeded in 1.2 s · 3 nodes run · 1 skipped",
      ]
    `);
    expect(terminal.cursorVisible).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('has a loop with its nodes when the loop has ended', () => {
    const { terminal, clock, run } = stage();
    inLoop(run, clock);
    run.finish('processor', 990, { iteration: [32] });
    run.finish('loop', 32_000, { rounds: 32 });
    run.end();
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "✔ loop          LoopController    32.0 s  32 rounds",
        "  ✔ processor   ItemProcessor     ×32  31.7 s",
        "  ✔ aggregator  ResultAggregator  ×31  31 ms",
        "✔ Succeeded in 1.2 s · 3 nodes run",
      ]
    `);
  });

  it('has a sub-flow with its nodes below it', () => {
    const { terminal, run } = stage();
    run.started([{ id: 'sub', type: 'Flow' }]);
    run.start('sub', 'Flow');
    run.start('sub/a');
    run.finish('sub/a', 10);
    run.start('sub/deep', 'Flow');
    run.start('sub/deep/b');
    run.finish('sub/deep/b', 20);
    run.finish('sub/deep', 20);
    run.finish('sub', 30);
    run.end();
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "✔ sub     Flow       30 ms",
        "  ✔ a     Transform  10 ms",
        "  ✔ deep  Flow       20 ms",
        "    ✔ b   Transform  20 ms",
        "✔ Succeeded in 1.2 s · 4 nodes run",
      ]
    `);
  });

  it('has warnings, logs, retries and failures that were handled', () => {
    const { terminal, run } = stage();
    run.started(plan);
    run.start('analyzer');
    run.emit({ type: 'log', node: 'analyzer', level: 'info', message: 'one\ntwo\x1b[2J\r' });
    run.emit({ type: 'log', node: 'analyzer', level: 'debug', message: 'unseen' });
    run.emit({ type: 'warning', code: 'old', node: 'analyzer', message: 'This is old.' });
    run.emit({ type: 'warning', code: 'odd', message: 'All of it is odd.' });
    const retry = { attempt: 2, max_attempts: 3, delay_ms: 1500, error: serverError };
    run.emit({ type: 'node_retrying', node: 'analyzer', ...retry });
    run.fail('analyzer', { handled_by: 'negative', attempts: 2 });
    run.end();
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "│ analyzer: one",
        "│ analyzer: two␛[2J",
        "│ analyzer:",
        "! analyzer: This is old. [old]",
        "! All of it is odd. [odd]",
        "↻ analyzer: attempt 2 of 3 in 1.5 s: The server answered 500.",
        "✖ analyzer  Transform     0.1 s  http-status  2 attempts",
        "✔ Succeeded in 1.2 s · 1 node run · 1 failed",
      ]
    `);
  });

  it('shows why the run failed, once, with the place', () => {
    const { terminal, run } = stage();
    const error = {
      ...serverError,
      place: 'flows/a.yaml:12:10',
      frame: '  11 |   - id: fetch\n> 12 |     url: x\n     |          ^',
      hint: 'Try again later.',
    };
    run.started([
      { id: 'sub', type: 'Flow' },
      { id: 'other', type: 'Transform' },
    ]);
    run.start('sub', 'Flow');
    run.start('sub/fetch');
    run.start('other');
    run.fail('sub/fetch', { error });
    run.fail('sub', { error: { ...error, node: 'sub' } });
    run.fail('other', { status: 'cancelled' });
    run.end({ status: 'failed', outputs: {}, error });
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "✖ sub      Flow       0.1 s  http-status",
        "  ✖ fetch  Transform  0.1 s  http-status",
        "✖ other    Transform  0.1 s  cancelled",
        "",
        "flows/a.yaml:12:10: error: The server answered 500. [http-status]",
        "    11 |   - id: fetch",
        "  > 12 |     url: x",
        "       |          ^",
        "  in node “fetch”",
        "  hint: Try again later.",
        "",
        "✖ Failed after 1.2 s · 3 nodes run · 2 failed",
      ]
    `);
  });

  it('ends with the questions when a person is waited for', () => {
    const { terminal, run } = stage();
    run.started([{ id: 'ask', type: 'HumanInput' }]);
    run.start('ask', 'HumanInput');
    const question = { node: 'ask', prompt: '退款吗？', options: ['yes', 'no'] };
    run.emit({ type: 'run_waiting', questions: [question], duration_ms: 2000 });
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "⏸ ask  HumanInput  waits for an answer",
        "“ask” asks: 退款吗？",
        "  Possible answers: yes / no",
        "⏸ Waiting for an answer after 2.0 s",
      ]
    `);
    expect(terminal.cursorVisible).toBe(true);
  });

  it('calls what was cut off cancelled', () => {
    const { terminal, clock, run } = stage();
    run.started(plan);
    run.start('analyzer', 'TextAnalyzer');
    clock.pass(500);
    const error = { ...serverError, code: 'cancelled', message: 'Cancelled.', node: null };
    run.end({ status: 'cancelled', outputs: {}, error });
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "✖ analyzer  TextAnalyzer  0.5 s  cancelled",
        "✖ Cancelled after 1.2 s · 1 node run",
      ]
    `);
  });

  it('shows what a loop says again and again ten times, then counts', () => {
    const { terminal, run } = stage(80, 24);
    run.started(loopPlan);
    for (let round = 1; round <= 1000; round++) {
      const message = `item ${round}`;
      run.emit({ type: 'warning', code: 'odd', node: 'processor', message, iteration: [round] });
    }
    run.end();
    const lines = terminal.everything.filter((line) => line.includes('processor'));
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('990 more lines like these from “processor” (-v shows all)');
  });
});

describe('the block', () => {
  it.each([
    [80, 24],
    [40, 24],
    [20, 24],
    [80, 5],
    [20, 5],
    [80, 2],
  ])('shows a loop on %i×%i', (columns, rows) => {
    const { terminal, clock, run } = stage(columns, rows);
    inLoop(run, clock);
    expect(terminal.screen.join('\n')).toMatchSnapshot();
    expect(terminal.cutOff).toBe(0);
  });

  it.each([100, 120])('keeps the columns beside a long name on %i', (columns) => {
    const long = { id: 'a_branch_with_a_long_name', type: 'Transform' };
    const { terminal, clock, run } = stage(columns, 24);
    inLoop(run, clock, [...loopPlan, long]);
    const lines = terminal.screen.filter((line) => /Controller|Processor|Aggregator/.test(line));
    const types = lines.map((line) => line.search(/LoopC|ItemP|ResultA/));
    expect(types).toEqual([29, 29, 29]);
  });

  it('speaks Chinese and keeps to ASCII', () => {
    const { terminal, clock, run } = stage(80, 24, { say: chinese, unicode: false });
    inLoop(run, clock);
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "| loop          #####.....  50%  310/620  第 32 轮  10/秒  剩余 30 秒  32.0 秒",
        "  | processor   ItemProcessor     x31  1.0 秒",
        "  + aggregator  ResultAggregator  x31  31 毫秒",
        "| 2 个运行中  2/3 个节点已结束  32.0 秒",
      ]
    `);
  });

  it('groups what there is no room for', () => {
    const { terminal, clock, run } = stage(60, 8);
    run.started();
    for (let branch = 0; branch < 10_000; branch++) run.start(`branch_${branch}`);
    clock.pass(1500);
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "⠇ branch_0     Transform  1.4 s",
        "⠇ branch_1     Transform  1.4 s",
        "⠇ branch_2     Transform  1.4 s",
        "⠇ branch_3     Transform  1.4 s",
        "⠇ branch_4     Transform  1.4 s",
        "… and 9,995 more running",
        "⠇ 10,000 running  0 of 10,000 nodes ended  1.4 s",
      ]
    `);
  });

  it('shows the end of streamed text, as much as fits', () => {
    const { terminal, clock, run } = stage(40, 8);
    run.started();
    run.start('llm', 'LLMGenerator');
    run.stream(
      'llm',
      '第一行\n',
      'The quick brown fox jumps over the lazy dog. ',
      '敏捷的棕色狐狸跳过了懒狗，然后又跳了回来。',
    );
    clock.pass(100);
    expect(terminal.screen).toMatchInlineSnapshot(`
      [
        "support  flows/support.yaml",
        "⠙ llm  LLMGenerator  80 ms",
        "  │ 第一行",
        "  │ The quick brown fox jumps over the",
        "  │ lazy dog. 敏捷的棕色狐狸跳过了懒狗",
        "  │ ，然后又跳了回来。",
        "⠙ 1 running  0 of 1 node ended  80 ms",
      ]
    `);
    run.emit({ type: 'stream_error', node: 'llm', error: serverError });
    clock.pass(100);
    expect(terminal.screen.join('\n')).not.toContain('fox');
  });

  it('keeps escape sequences of a model out of the terminal', () => {
    const { terminal, clock, run } = stage();
    run.started();
    run.start('llm');
    // The terminal of the test refuses anything that the view itself does not use.
    run.stream('llm', '\x1b]0;title\x07\x1b[10;10H\x9b2Jhello\b\b');
    run.emit({ type: 'node_progress', node: 'llm', done: 1, total: 2, message: '\x1b[H\nx' });
    clock.pass(100);
    expect(terminal.screen.join('\n')).toContain('hello');
  });

  it('counts down to the next attempt', () => {
    const { terminal, clock, run } = stage();
    run.started();
    run.start('fetch', 'HTTPRequest');
    const retry = { attempt: 2, max_attempts: 3, delay_ms: 5000, error: serverError };
    run.emit({ type: 'node_retrying', node: 'fetch', ...retry });
    clock.pass(1200);
    expect(terminal.screen.at(-2)).toBe('↻ fetch  HTTPRequest  attempt 2 of 3 in 3.8 s');
    run.start('fetch', 'HTTPRequest', { attempt: 2 });
    clock.pass(800);
    expect(terminal.screen.at(-2)).toMatch(/^. fetch {2}HTTPRequest {2}attempt 2 {2}2\.0 s$/);
  });

  it('is nowhere wider than the terminal, whatever the names', () => {
    for (const columns of [2, 3, 7, 20, 40, 80]) {
      const { terminal, clock, run } = stage(columns, 24);
      run.started(
        [{ id: '客户情感分析与意图识别节点👩‍👩‍👧', type: '一个名字很长很长很长的组件类型' }],
        '流',
      );
      run.start('客户情感分析与意图识别节点👩‍👩‍👧', '一个名字很长很长很长的组件类型');
      run.stream('客户情感分析与意图识别节点👩‍👩‍👧', '很'.repeat(500));
      clock.pass(100);
      run.emit({
        type: 'node_progress',
        node: '客户情感分析与意图识别节点👩‍👩‍👧',
        done: 5,
        total: 9,
        message: '说'.repeat(99),
      });
      clock.pass(100);
      expect(terminal.cutOff).toBe(0);
      for (const line of terminal.screen) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  it('takes fewer writes than twelve and a half a second, however much happens', () => {
    const { terminal, clock, run } = stage();
    run.started(loopPlan);
    run.start('loop', 'LoopController');
    for (let round = 1; round <= 20_000; round++) {
      run.round('loop', round, round, 20_000);
      run.start('processor', 'ItemProcessor', { iteration: [round] });
      run.finish('processor', 0.01, { iteration: [round] });
      // Some runs never let a timer fire: time passes, the timers are late.
      clock.time += 0.1;
    }
    expect(terminal.writes).toBeGreaterThan(20);
    expect(terminal.writes).toBeLessThanOrEqual(26);
    expect(terminal.everything.length).toBeLessThan(8);
  });

  it('is drawn anew in its place when the terminal changes its size', () => {
    const { terminal, clock, run } = stage(80, 24);
    inLoop(run, clock);
    for (const [columns, rows] of [
      [30, 24],
      [20, 10],
      [100, 30],
      [25, 30],
    ] as const) {
      terminal.resize(columns, rows);
      const headings = terminal.everything.filter((line) => line.includes('loop  '));
      expect(headings).toHaveLength(1);
    }
    run.end();
    expect(terminal.everything.filter((line) => line.includes('Succeeded'))).toHaveLength(1);
  });
});

describe('the terminal', () => {
  it('is given away for a prompt, and what happens meanwhile comes later', async () => {
    const { terminal, clock, view, run } = stage();
    run.started(plan);
    run.start('analyzer', 'TextAnalyzer');
    clock.pass(100);
    expect(terminal.cursorVisible).toBe(false);
    view.pause();
    const before = terminal.raw;
    expect(terminal.cursorVisible).toBe(true);
    expect(terminal.screen).toEqual(['support  flows/support.yaml']);
    run.finish('analyzer', 100);
    run.start('negative');
    clock.pass(10_000);
    expect(terminal.raw).toBe(before);
    view.resume();
    expect(terminal.screen[1]).toContain('✔ analyzer');
    expect(terminal.screen[2]).toContain('negative');
    expect(terminal.cursorVisible).toBe(false);
    await view.close();
    expect(terminal.cursorVisible).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it('keeps only the end of what happens during a very long prompt', () => {
    const { terminal, clock, view, run } = stage();
    run.started();
    clock.pass(100);
    view.pause();
    for (let n = 0; n < 5000; n++) {
      run.emit({ type: 'log', node: 'a', level: 'info', message: `line ${n}` });
    }
    view.resume();
    expect(terminal.everything.length).toBeLessThan(1100);
    expect(terminal.everything.join('\n')).toContain('line 4999');
  });

  it('says at once that the run is being cancelled', () => {
    const { terminal, view, run } = stage();
    run.started();
    run.start('a');
    view.interrupting();
    expect(terminal.screen.at(-1)).toContain('cancelling…');
  });

  it('gets its cursor back when the run breaks off', async () => {
    const { terminal, clock, view, run } = stage();
    run.started();
    run.start('a');
    clock.pass(100);
    const closed = view.close();
    expect(terminal.cursorVisible).toBe(true);
    await closed;
    run.finish('a', 1);
    clock.pass(1000);
    expect(terminal.screen).toEqual(['support  flows/support.yaml']);
  });

  it('may go away', async () => {
    const { terminal, clock, view, run } = stage();
    run.started();
    run.start('a');
    terminal.destroy(Object.assign(new Error('gone'), { code: 'EIO' }));
    await new Promise(setImmediate);
    clock.pass(1000);
    run.end();
    await view.close();
  });
});
