import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { RunEventBody } from '../../src/engine/run-event.ts';
import type { Plan } from '../../src/flow/plan/plan.ts';
import { createDoor } from '../../src/http/door.ts';
import type { WireRequest } from '../../src/http/exchange.ts';
import { sayIn } from '../../src/messages/message.ts';
import type { Models } from '../../src/models/models.ts';
import { readTelemetrySettings } from '../../src/telemetry/settings.ts';
import { startTracing } from '../../src/telemetry/tracing.ts';
import { startCollector, type Collector } from './collector.ts';

const plan = { nodes: [], subPlans: new Map() } as unknown as Plan;
const runId = '3f2b8c1e-0000-4000-8000-00000000abcd';
const say = sayIn('en');

function begin(
  { url }: Pick<Collector, 'url'>,
  env: Readonly<Record<string, string>> = {},
  lastMs = 30_000,
) {
  const settings = readTelemetrySettings({ OTEL_EXPORTER_OTLP_ENDPOINT: url, ...env });
  if (!settings || 'problem' in settings) throw new Error('not switched on');
  const config = { kind: 'chat', baseUrl: 'https://api.deepseek.com/v1', model: 'v9' } as const;
  const models = new Map([['fast', config]]);
  const tracing = startTracing({
    settings,
    door: createDoor({ env: {} }),
    version: '1',
    models,
    lastMs,
  });
  const run = tracing.run(plan, ['hush-hush-hush'], say);
  let seq = 0;
  const tell = (body: RunEventBody, time = '2026-01-01T00:00:00.000Z'): void =>
    run.report({ seq: seq++, run_id: runId, time, ...body });
  const start = (resumed = false): void =>
    tell({
      type: 'run_started',
      format_version: 1,
      flow: { name: 'shop', file: 'shop.yaml' },
      ...(resumed && { resumed: true as const }),
      nodes: [],
    });
  const end = (): void =>
    tell({
      type: 'run_finished',
      status: 'succeeded',
      outputs: {},
      single: false,
      error: null,
      duration_ms: 1,
    });
  return { tracing, run, tell, start, end };
}

const answering = (
  usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
): Models => ({
  names: () => ['fast'],
  default: 'fast',
  has: () => true,
  embedding: undefined,
  chat: ({ model = 'fast' }) =>
    Promise.resolve({
      text: 'my hush-hush-hush answer',
      reasoning: '',
      usage,
      finishReason: 'stop',
      model,
    }),
  embed: () => Promise.resolve([]),
});

const node = { node: 'ask', node_type: 'LLMGenerator', attempt: 1 } as const;
const question = {
  model: 'fast',
  messages: [{ role: 'user', content: 'a private question' }],
  temperature: 0.5,
  signal: new AbortController().signal,
} as const;

describe('calls of models', () => {
  it('are spans below their node, without what was said', async () => {
    const collector = await startCollector();
    const { tracing, run, tell, start, end } = begin(collector);
    start();
    tell({ type: 'node_started', ...node });
    const models = tracing.models(answering());
    await run.around('ask', () => models.chat(question));
    tell({ type: 'node_finished', node: 'ask', outputs: {}, attempts: 1, duration_ms: 1 });
    end();
    expect(await tracing.close()).toBeUndefined();
    const chat = collector.span('chat v9');
    expect(chat.parentSpanId).toBe(collector.span('ask').spanId);
    expect(chat.kind).toBe(3);
    expect(chat.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'deepseek',
      'gen_ai.request.model': 'v9',
      'gen_ai.request.temperature': 0.5,
      'gen_ai.output.type': 'text',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.output_tokens': 7,
      'server.address': 'api.deepseek.com',
      'server.port': 443,
      'bisheng.model': 'fast',
    });
    expect(
      JSON.stringify(collector.spans, (_, v: unknown) => (typeof v === 'bigint' ? 0 : v)),
    ).not.toMatch(/private|answer/);
  });

  it('have what was said where that is asked for, without secrets', async () => {
    const collector = await startCollector();
    const { tracing, run, start, end } = begin(collector, {
      OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true',
    });
    start();
    await run.around('ask', () => tracing.models(answering()).chat(question));
    end();
    await tracing.close();
    const { attributes } = collector.span('chat v9');
    expect(JSON.parse(String(attributes['gen_ai.input.messages']))).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'a private question' }] },
    ]);
    expect(attributes['gen_ai.output.messages']).toContain('my ****** answer');
  });
});

describe('exchanges', () => {
  const wire = (headers: readonly (readonly [string, string])[] = []): WireRequest => ({
    method: 'GET',
    url: new URL('https://example.com:8443/a?token=hush-hush-hush&x=1'),
    headers: new Map(headers),
    body: undefined,
    signal: new AbortController().signal,
    privateAllowed: true,
    patient: false,
  });

  it('are spans that end with the answer, and the server is told which', async () => {
    const collector = await startCollector();
    const { tracing, run, start, end } = begin(collector);
    start();
    const asked: WireRequest[] = [];
    const exchange = (request: WireRequest) =>
      tracing.intercept(request, (one) => {
        asked.push(one);
        return Promise.resolve({
          status: 503,
          statusText: '',
          headers: new Map(),
          body: Readable.from(['x']),
        });
      });
    const response = await run.around('ask', () => exchange(wire()));
    await run.around('ask', () => exchange(wire([['traceparent', 'mine']])));
    await response.body.toArray();
    end();
    await tracing.close();
    const [first] = collector.spans;
    expect(first).toMatchObject({ name: 'GET', kind: 3, status: { code: 2 } });
    expect(first?.attributes).toEqual({
      'http.request.method': 'GET',
      'url.full': 'https://example.com:8443/a?token=…&x=…',
      'server.address': 'example.com',
      'server.port': 8443,
      'http.response.status_code': 503,
      'error.type': '503',
    });
    expect(asked[0]?.headers.get('traceparent')).toBe(`00-${first?.traceId}-${first?.spanId}-01`);
    expect(asked[1]?.headers.get('traceparent')).toBe('mine');
    // The second was never read: it ends with its run.
    expect(collector.spans).toHaveLength(3);
  });

  it('are not told to servers where no propagator is wanted, and are nobody’s outside of runs', async () => {
    const collector = await startCollector();
    const { tracing, run, start, end } = begin(collector, { OTEL_PROPAGATORS: 'none' });
    start();
    const asked: WireRequest[] = [];
    const next = (one: WireRequest) => {
      asked.push(one);
      return Promise.reject(new Error('down'));
    };
    await expect(run.around('ask', () => tracing.intercept(wire(), next))).rejects.toThrow('down');
    await expect(tracing.intercept(wire(), next)).rejects.toThrow('down');
    end();
    await tracing.close();
    expect(asked.map(({ headers }) => headers.has('traceparent'))).toEqual([false, false]);
    expect(collector.spans.map(({ name }) => name)).toEqual(['GET', 'invoke_workflow shop']);
  });
});

describe('a run that goes on', () => {
  it('is the same trace, and has what was open', async () => {
    const collector = await startCollector();
    const { tracing, run, tell, start, end } = begin(collector);
    const earlier = { seq: 0, run_id: runId, time: '2026-01-01T00:00:00.000Z' };
    run.recall({ ...earlier, type: 'node_started', ...node });
    run.recall({ ...earlier, type: 'node_started', ...node, node: 'done' });
    run.recall({
      ...earlier,
      type: 'node_finished',
      node: 'done',
      outputs: {},
      attempts: 1,
      duration_ms: 1,
    });
    start(true);
    tell({ type: 'node_finished', node: 'ask', outputs: {}, attempts: 2, duration_ms: 1 });
    end();
    await tracing.close();
    const root = collector.span('invoke_workflow shop');
    expect(root.traceId).toBe(runId.replaceAll('-', ''));
    expect(root.links).toHaveLength(1);
    expect(collector.spans.map(({ name }) => name)).toEqual(['ask', 'invoke_workflow shop']);
  });
});

it('does not wait for ever for a collector that says nothing', async () => {
  const { tracing, start, end } = begin(await startCollector({ silent: true }), {}, 200);
  start();
  end();
  expect(say((await tracing.close()) ?? { key: 'defect' })).toContain('It took too long.');
});

it('sends all spans of a large run', async () => {
  const collector = await startCollector();
  const { tracing, tell, start, end } = begin(collector);
  start();
  for (let n = 0; n < 6_000; n++) {
    tell({ type: 'node_started', node: `n${n}`, node_type: 'Transform', attempt: 1 });
    tell({ type: 'node_finished', node: `n${n}`, outputs: {}, attempts: 1, duration_ms: 0 });
  }
  end();
  await tracing.close();
  expect(collector.spans).toHaveLength(6_001);
});
