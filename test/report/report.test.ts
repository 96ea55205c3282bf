import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RunEvent, RunEventBody } from '../../src/engine/run-event.ts';
import type { ValueObject } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';
import { reportHtml } from '../../src/report/report.ts';
import type { ReportedRun } from '../../src/report/reported-run.ts';
import { Tags } from './tags.ts';

const hostile =
  '</pre></script><script>alert(1)</script><img src=x onerror="alert(2)">\' " onmouseover="x \u202e\u2066\u0007\u0000\ud800 &lt; <!-- ]]> {{x}} ${y}';

function eventsOf(bodies: readonly RunEventBody[]): RunEvent[] {
  return bodies.map((body, seq) => ({
    seq,
    run_id: 'run',
    time: new Date(Date.UTC(2026, 0, 1) + seq * 100).toISOString(),
    ...body,
  }));
}

const begin = (nodes: readonly string[], text = 'shop'): RunEventBody => ({
  type: 'run_started',
  format_version: 1,
  flow: { name: text, file: text },
  nodes: nodes.map((id) => ({ id, type: 'Transform' })),
});
const start = (node: string, iteration?: number[]): RunEventBody => ({
  type: 'node_started',
  node,
  node_type: 'Transform',
  attempt: 1,
  ...(iteration && { iteration }),
});
const finish = (node: string, outputs: ValueObject, iteration?: number[]): RunEventBody => ({
  type: 'node_finished',
  node,
  outputs,
  attempts: 1,
  duration_ms: 5,
  ...(iteration && { iteration }),
});
const end = (outputs: ValueObject): RunEventBody => ({
  type: 'run_finished',
  status: 'succeeded',
  outputs,
  single: true,
  error: null,
  duration_ms: 10,
});

function run(bodies: readonly RunEventBody[], more: Partial<ReportedRun> = {}): ReportedRun {
  return {
    record: {
      id: '3f2b8c1e-0000',
      flow: 'shop',
      file: 'shop.yaml',
      status: 'succeeded',
      started_at: '2026-01-01T00:00:00.000Z',
      sessions: [{ started_at: '2026-01-01T00:00:00.000Z', first_seq: 0 }],
      origin: {},
    },
    events: eventsOf(bodies),
    inputs: () => new Map(),
    text: undefined,
    drawing: undefined,
    ...more,
  };
}

const page = (reported: ReportedRun): Promise<string> => reportHtml(reported, sayIn('en'), 'en');

describe('a page', () => {
  it('lets nothing run and loads nothing: its policy allows its own style alone', async () => {
    const text = await page(run([begin(['a']), start('a'), finish('a', { x: 1 }), end({ x: 1 })]));
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(text).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:;`,
    );
    expect(text.match(/<style/g)).toHaveLength(1);
    expect(text).not.toMatch(
      /<script|<link|<iframe|\sstyle=|\son\w+=|javascript:|https?:\/\/(?!www\.w3\.org)/i,
    );
  });

  it('is well formed, with every id once and every way leading somewhere', async () => {
    const reported = run([
      begin(['a', 'b']),
      start('a'),
      finish('a', { x: [1, { y: null }] }),
      end({ x: 1 }),
    ]);
    const tags = Tags.of(await page(reported));
    expect(tags.unclosed).toEqual([]);
    expect(new Set(tags.ids).size).toBe(tags.ids.length);
    for (const link of tags.links) expect(tags.ids).toContain(link);
  });

  it('shows what a flow, a model or a component has written as text, wherever it stands', async () => {
    const error = {
      code: 'x',
      message: hostile,
      node: hostile,
      place: hostile,
      frame: hostile,
      hint: hostile,
    };
    const plain = await page(run([begin(['a'])]));
    const reported = run(
      [
        begin([hostile], hostile),
        start(hostile),
        { type: 'stream_start', node: hostile, attempt: 1 },
        { type: 'stream_chunk', node: hostile, text: hostile },
        { type: 'log', node: hostile, level: 'info', message: hostile },
        { type: 'warning', node: hostile, code: hostile, message: hostile },
        { type: 'node_retrying', node: hostile, attempt: 2, max_attempts: 3, delay_ms: 1, error },
        finish(hostile, { [hostile]: hostile, list: [hostile, { [hostile]: hostile }] }),
        start('b'),
        {
          type: 'node_failed',
          node: 'b',
          status: 'failed',
          error,
          attempts: 1,
          duration_ms: 1,
          handled_by: hostile,
        },
        {
          type: 'run_finished',
          status: 'failed',
          outputs: {},
          single: false,
          error,
          duration_ms: 1,
        },
      ],
      {
        record: {
          ...run([]).record,
          flow: hostile,
          file: hostile,
          questions: [{ node: hostile, prompt: hostile, options: [hostile] }],
          origin: {
            inputs: { [hostile]: hostile },
            parameters: { [hostile]: hostile },
            secret_parameters: [hostile],
          },
        },
        text: hostile,
        inputs: () => new Map([[7, { [hostile]: { value: hostile } }]]),
        drawing: {
          name: hostile,
          file: hostile,
          nodes: [{ key: hostile, id: hostile, type: hostile, role: undefined }],
          links: [],
        },
      },
    );
    const text = await page(reported);
    const [tags, allowed] = [Tags.of(text), Tags.of(plain)];
    expect(tags.unclosed).toEqual([]);
    expect(tags.names).not.toContain('script');
    expect(tags.names).not.toContain('img');
    expect(
      tags.attributes.filter((name) => name.startsWith('on') || name === 'style' || name === 'src'),
    ).toEqual([]);
    expect(allowed.names).toContain('main');
    expect(text).not.toMatch(
      /[\u0000\u0007\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])/,
    );
    expect(text.match(/&lt;script&gt;alert\(1\)/g)?.length).toBeGreaterThan(20);
    expect(text).toContain('&lt;U+202E&gt;');
  });

  it('is in Chinese for those who read that', async () => {
    const text = await reportHtml(run([begin(['a'])]), sayIn('zh'), 'zh');
    expect(text).toContain('<html lang="zh-CN">');
    expect(text).toContain('时间线');
  });
});

describe('what was done', () => {
  it('shows inputs, outputs, rounds, what was said on the way, and failures', async () => {
    const failed = {
      code: 'boom',
      message: 'It broke.',
      node: 'b',
      frame: '> 3 | x\n    | ^',
      place: 'shop.yaml:3:1',
    };
    const text = await page(
      run(
        [
          begin(['a', 'b', 'never']),
          start('a', [0]),
          { type: 'log', node: 'a', iteration: [0], level: 'info', message: 'half way' },
          finish('a', { text: 'first' }, [0]),
          start('a', [1]),
          finish('a', { text: 'second' }, [1]),
          start('b'),
          {
            type: 'node_failed',
            node: 'b',
            status: 'failed',
            error: failed,
            attempts: 2,
            duration_ms: 3,
            inputs: { text: { begins: 'Long…', characters: 5_000 } },
            handled_by: null,
          },
          {
            type: 'run_finished',
            status: 'failed',
            outputs: {},
            single: false,
            error: failed,
            duration_ms: 9,
          },
        ],
        { inputs: () => new Map([[3, { name: { value: 'Ann' } }]]) },
      ),
    );
    const words = Tags.of(text).text;
    expect(words).toMatch(
      /Round 1.*succeeded.*Inputs.*name.*Ann.*Outputs.*text.*first.*half way.*Round 2/s,
    );
    expect(words).toContain('2 executions');
    expect(words).toMatch(/It broke\..*shop\.yaml:3:1.*> 3 \| x\n {4}\| \^/s);
    expect(words).toMatch(/Long….*Only its beginning was kept, of 5,000 characters/s);
    expect(words).toMatch(/never.*not reached.*It did not run\./s);
  });

  it('has a resumed execution once, and the sessions', async () => {
    const text = await page(
      run([
        begin(['a']),
        start('a'),
        { ...(begin(['a']) as object), resumed: true } as RunEventBody,
        { ...(start('a') as object), attempt: 2 } as RunEventBody,
        finish('a', { x: 1 }),
        end({ x: 1 }),
      ]),
    );
    expect(text.match(/class="execution"/g)).toHaveLength(1);
    expect(text).toContain('Resumed');
  });

  it('shows large values folded, and says what is left out', async () => {
    const large = 'x'.repeat(1_000_000);
    const text = await page(
      run([begin(['a']), start('a'), finish('a', { large }), end({ huge: 'y'.repeat(3_000_000) })]),
    );
    expect(text).toContain('All 1,000,000 characters');
    expect(text).toContain('The first 2,000,000 of 3,000,000 characters');
    expect(text).toContain('bisheng runs export 3f2b8c1e-0000');
    expect(text.length).toBeLessThan(3_100_000);
  });

  it('stays small for many events, and keeps those that failed', async () => {
    const rounds = Array.from({ length: 5_000 }, (_, n) => [
      start('a', [n]),
      finish('a', { n }, [n]),
    ]);
    const failed: RunEventBody = {
      type: 'node_failed',
      node: 'a',
      iteration: [9_999],
      status: 'failed',
      error: { code: 'late', message: 'Too late.', node: 'a' },
      attempts: 1,
      duration_ms: 1,
      handled_by: 'continue',
    };
    const text = await page(
      run([begin(['a']), ...rounds.flat(), start('a', [9_999]), failed, end({})]),
    );
    expect(text.match(/class="execution"/g)).toHaveLength(100);
    expect(text).toContain('4901 more executions are not shown');
    expect(text).toContain('Too late.');
    expect(text.length).toBeLessThan(300_000);
  });
});
