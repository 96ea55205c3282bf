import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockLlm } from '../../src/mock-llm/mock-llm.ts';
import { folderWith, hello } from '../e2e/bisheng.ts';
import { startCollector } from './collector.ts';

const flows = {
  'bisheng.yaml': '',
  'hello.yaml': hello,
  'rounds.yaml': `nodes:
  - {id: all, type: BatchInput}
  - {id: loop, type: LoopController, config: {batch_size: 1, max_iterations: 9}}
  - {id: work, type: ItemProcessor}
  - {id: sum, type: ResultAggregator}
edges:
  - {from: all, to: loop}
  - {from: loop, to: work}
  - {from: work, to: sum}
  - {from: sum, to: loop, condition: has_more_data}
`,
  'outer.yaml': `nodes:
  - {id: input, type: InputNode}
  - {id: sub, type: Flow, config: {flow: hello.yaml}, inputs: {text: text}}
edges: [{from: input, to: sub}]
`,
  'broken.yaml': `nodes:
  - {id: work, type: Transform, config: {expression: 1 / 0}, retry: {max_attempts: 2, delay: 0}}
`,
};

describe('run --otel', async () => {
  const { run } = await folderWith(flows);
  const trace = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const collector = await startCollector();
    const ended = await run(['run', ...args, '--otel', '--output', 'json'], {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env },
    });
    const document = JSON.parse(ended.stdout) as { run_id: string };
    return { ...collector, ended, runId: document.run_id };
  };

  it.each(['http/protobuf', 'http/json'])(
    'sends spans of the run and its nodes by %s',
    async (protocol) => {
      const { span, spans, runId, requests } = await trace(['hello.yaml', '--input', 'you'], {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b',
        OTEL_SERVICE_NAME: 'shop',
      });
      expect(spans).toHaveLength(3);
      const root = span('invoke_workflow hello.yaml');
      expect(root.traceId).toBe(runId.replaceAll('-', ''));
      expect(root.parentSpanId).toBe('');
      expect(root.resource['service.name']).toBe('shop');
      expect(root.attributes).toMatchObject({
        'gen_ai.operation.name': 'invoke_workflow',
        'bisheng.run.status': 'succeeded',
        'bisheng.run.id': runId,
      });
      const greet = span('greet');
      expect(greet.parentSpanId).toBe(root.spanId);
      expect(greet.attributes).toMatchObject({
        'bisheng.node.type': 'Transform',
        'bisheng.node.attempts': 1,
      });
      expect(greet.start).toBeGreaterThanOrEqual(root.start);
      expect(greet.end).toBeLessThanOrEqual(root.end);
      expect(requests[0]?.path).toBe('/v1/traces');
      expect(requests[0]?.headers['x-key']).toBe('a b');
      expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('Hello');
    },
  );

  it('nests the nodes of a loop and of a sub-flow', async () => {
    const looped = await trace(['rounds.yaml', '--input', 'items:=["a","b"]']);
    const loop = looped.span('loop');
    const rounds = looped.spans.filter(({ name }) => name === 'work');
    expect(rounds.map(({ parentSpanId }) => parentSpanId)).toEqual([loop.spanId, loop.spanId]);
    expect(rounds.map(({ attributes }) => attributes['bisheng.iteration'])).toEqual([[0], [1]]);
    expect(loop.events.map(({ name }) => name)).toEqual(['bisheng.round', 'bisheng.round']);
    expect(loop.attributes).toMatchObject({ 'bisheng.loop.rounds': 2 });
    const outer = await trace(['outer.yaml', '--input', 'you']);
    expect(outer.span('sub/greet').parentSpanId).toBe(outer.span('sub').spanId);
  });

  it('tells retries and failures', async () => {
    const { span, ended } = await trace(['broken.yaml']);
    expect(ended.exitCode).toBe(1);
    const work = span('work');
    expect(work.events.map(({ name }) => name)).toEqual(['bisheng.retry', 'exception']);
    expect(work.status.code).toBe(2);
    expect(work.status.message).toContain('divides by zero');
    expect(work.attributes).toMatchObject({
      'error.type': 'expression-value',
      'bisheng.node.attempts': 2,
    });
    expect(span('invoke_workflow broken.yaml').status.code).toBe(2);
  });

  it('goes on with the trace that TRACEPARENT names, compressed where that is asked for', async () => {
    const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
    const { span, requests } = await trace(['hello.yaml', '--input', 'you'], {
      TRACEPARENT: `00-${traceId}-${spanId}-01`,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    });
    expect(span('invoke_workflow hello.yaml')).toMatchObject({ traceId, parentSpanId: spanId });
    expect(requests[0]?.headers['content-encoding']).toBe('gzip');
  });

  it('is no reason to fail', async () => {
    const down = await run(['run', 'hello.yaml', '--input', 'you', '--otel'], {
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=hush-hush',
      },
    });
    expect(down).toMatchObject({ exitCode: 0, stdout: 'Hello, you!\n' });
    const said = down.stderr;
    expect(
      said.split('3 spans of the trace did not reach http://127.0.0.1:9/v1/traces'),
    ).toHaveLength(2);
    expect(said).not.toContain('hush');
    const { url } = await startCollector({ status: 403 });
    const refused = await run(['run', 'hello.yaml', '--input', 'you', '--otel', '--lang', 'zh'], {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    });
    expect(refused.exitCode).toBe(0);
    expect(refused.stderr).toContain('收集器返回了状态码 403');
  });

  it('says what the environment makes impossible, and sends nothing where it is switched off', async () => {
    const { url, requests } = await startCollector();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: url };
    const args = ['run', 'hello.yaml', '--input', 'you', '--otel'];
    const grpc = await run(args, { env: { ...env, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' } });
    expect(grpc.exitCode).toBe(2);
    expect(grpc.stderr).toContain('http/protobuf or http/json');
    const off = await run(args, { env: { ...env, OTEL_SDK_DISABLED: 'true' } });
    expect(off).toMatchObject({ exitCode: 0, stdout: 'Hello, you!\n' });
    expect(off.stderr).toContain('--otel has no effect');
    expect(requests).toHaveLength(0);
  });

  it('has calls of models and their requests; a cassette does not see the trace', async () => {
    const server = await startMockLlm({ script: { replies: [{ text: 'Paris' }] } });
    onTestFinished(() => server.close());
    const folder = await folderWith({
      'bisheng.yaml': `models: {qwen: {base_url: "${server.url}", model: qwen-plus}}\n`,
      'ask.yaml': `nodes:
  - {id: ask, type: InputNode}
  - {id: answer, type: LLMGenerator, config: {model: qwen}}
edges: [{from: ask, to: answer}]
`,
    });
    const { url, span } = await startCollector();
    const args = ['run', 'ask.yaml', '--input', 'capital?'];
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: url };
    const recorded = await folder.run([...args, '--otel', '--record', 'c.yaml'], { env });
    expect(recorded.exitCode).toBe(0);
    const chat = span('chat qwen-plus');
    expect(chat.parentSpanId).toBe(span('answer').spanId);
    expect(chat.attributes).toMatchObject({ 'gen_ai.provider.name': 'openai' });
    expect(chat.attributes['gen_ai.usage.output_tokens']).toBeGreaterThan(0);
    expect(span('POST').parentSpanId).toBe(chat.spanId);
    expect(await readFile(path.join(folder.path, 'c.yaml'), 'utf8')).not.toContain('traceparent');
    const replayed = await folder.run([...args, '--otel', '--replay', 'c.yaml'], { env });
    expect(replayed).toMatchObject({ exitCode: 0, stdout: 'Paris\n' });
  });

  it('goes on with the trace of a run that is resumed', async () => {
    const { url, spans } = await startCollector();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: url };
    const folder = await folderWith({
      'bisheng.yaml': '',
      'f.yaml': `nodes:
  - {id: input, type: InputNode}
  - {id: work, type: Transform, config: {expression: "1 / 0"}}
edges: [{from: input, to: work}]
`,
    });
    expect((await folder.run(['run', 'f.yaml', '--input', 'x', '--otel'], { env })).exitCode).toBe(
      1,
    );
    await folder.write(
      'f.yaml',
      (await readFile(path.join(folder.path, 'f.yaml'), 'utf8')).replace('1 / 0', '1 / 1'),
    );
    const resumed = await folder.run(['runs', 'resume', 'latest', '--otel'], { env });
    expect(resumed.exitCode).toBe(0);
    const [first, second] = spans.filter(({ name }) => name.startsWith('invoke_workflow'));
    expect(second?.traceId).toBe(first?.traceId);
    expect(second?.links).toEqual([{ traceId: first?.traceId, spanId: first?.spanId }]);
    // What was done already has no second span.
    expect(spans.filter(({ name }) => name === 'input')).toHaveLength(1);
    expect(
      spans.filter(({ name }) => name === 'work').map(({ parentSpanId }) => parentSpanId),
    ).toEqual([first?.spanId, second?.spanId]);
  });
});
