import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createRegistry } from '../../src/components/registry.ts';
import { inSourceOrder } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { runFlow, type RunOptions, type RunOutcome } from '../../src/engine/run.ts';
import { parseFlow } from '../../src/flow/parse/parse.ts';
import { planFlow } from '../../src/flow/plan/plan-flow.ts';
import { readFlow } from '../../src/flow/read/read.ts';
import { validateFlow } from '../../src/flow/validate.ts';
import type { ValueObject } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Models } from '../../src/models/models.ts';
import { mock, modelsAt } from '../models/asking.ts';
import { serve } from '../http/servers.ts';

const door = { request: () => Promise.reject(new Error('no network')) };

interface Ran extends RunOutcome {
  readonly events: readonly RunEvent[];
}

/** Reads, validates and runs a flow. */
async function run(
  yaml: string,
  options: Partial<RunOptions> & {
    readonly models?: Models;
    readonly knowledge?: Knowledge;
  } = {},
): Promise<Ran> {
  const { models, knowledge, ...rest } = options;
  const types = createRegistry({
    door,
    ...(models && { models }),
    ...(knowledge && { knowledge }),
  });
  const { flow, findings } = parsed(yaml, types);
  expect(findings).toEqual([]);
  const events: RunEvent[] = [];
  const outcome = await runFlow(planFlow(flow), {
    types,
    inputs: { input: 'Who are you?' },
    folder: '.',
    emit: (event) => events.push(event),
    say: sayIn('en'),
    runId: 'test',
    ...rest,
  });
  return { ...outcome, events };
}

function parsed(yaml: string, types = createRegistry({ door })) {
  const diagnostics: Parameters<typeof inSourceOrder>[0][number][] = [];
  const report = (diagnostic: (typeof diagnostics)[number]): void =>
    void diagnostics.push(diagnostic);
  const tree = readFlow(new SourceFile('flow.yaml', yaml), report);
  if (!tree) throw new Error('no flow');
  const flow = parseFlow(tree, { types, parameters: [], parameterValues: {} }, report);
  validateFlow(flow, report);
  const say = sayIn('en');
  const findings = inSourceOrder(diagnostics).map(
    ({ code, message, hint }) => `${code}: ${say(message)}${hint ? ` ${say(hint)}` : ''}`,
  );
  return { flow, findings };
}

function nodeOf(config: string, rest = ''): string {
  return `
nodes:
  - {id: ask, type: InputNode}
  - id: answer
    type: LLMGenerator
    config: ${config}
${rest}
edges: [{from: ask, to: answer}]
`;
}

function chunksOf(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'stream_chunk' ? [event.text] : []));
}

describe('LLMGenerator', () => {
  test('answers what comes before it, streamed, and gives all that is known of the answer', async () => {
    const server = await mock({
      script: { replies: [{ reasoning: 'hm', text: ['I am ', 'nobody.'] }] },
    });
    const { models } = modelsAt(server.url);
    const flow = nodeOf('{temperature: 0.3, max_tokens: 50, system_prompt: "Speak to {input}."}');
    const { events, outputs } = await run(flow, { models });
    expect(outputs).toEqual({ answer: 'I am nobody.' });
    expect(chunksOf(events)).toEqual(['I am ', 'nobody.']);
    expect(server.requests[0]?.body).toMatchObject({
      temperature: 0.3,
      max_tokens: 50,
      messages: [
        { role: 'system', content: 'Speak to Who are you?.' },
        { role: 'user', content: 'Who are you?' },
      ],
    });
    const finished = events.find((e) => e.type === 'node_finished' && e.node === 'answer');
    const { outputs: all, usage } = finished as unknown as {
      outputs: ValueObject;
      usage: ValueObject;
    };
    expect(Object.keys(all)).toEqual(['text', 'reasoning', 'usage', 'finish_reason']);
    expect(all).toMatchObject({ reasoning: 'hm', finish_reason: 'stop' });
    expect(usage).toEqual({ ...(all.usage as ValueObject) });
    expect(events.at(-1)).toMatchObject({ type: 'run_finished', usage });
  });

  test('without a model of the project’s answers offline, and says so', async () => {
    const flow = nodeOf('{prompt: "Roses are red. Violets are blue.\\n\\nWhat colour are roses?"}');
    const { outputs, events } = await run(flow);
    expect(outputs.answer).toMatch(
      /^\[Extract, not written by a language model.*Roses are red\.$/s,
    );
    expect(events.at(-1)).not.toHaveProperty('usage');
  });

  test('takes the turns of a conversation before the prompt', async () => {
    const server = await mock();
    const { models } = modelsAt(server.url);
    const history = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
    ];
    await run(nodeOf('{}'), { models, inputs: { input: 'Bye', history } });
    expect(server.requests[0]?.body).toMatchObject({
      messages: [...history, { role: 'user', content: 'Bye' }],
    });
    const wrong = await run(nodeOf('{}'), { models, inputs: { input: 'Bye', history: ['Hi'] } });
    expect(wrong.error).toMatchObject({ code: 'llm-history' });
  });

  test('gives JSON that fits its schema, or fails', async () => {
    const schema = '{type: object, required: [n], properties: {n: {type: integer}}}';
    const server = await mock({
      script: { replies: [{ json: { n: 'four' }, times: 1 }, { json: { n: 4 } }] },
    });
    const { models } = modelsAt(server.url);
    const failed = await run(nodeOf(`{schema: ${schema}}`), { models });
    expect(failed.error).toMatchObject({
      code: 'model-json',
      message:
        'The JSON that “qwen” answers does not fit the schema: The answer’s “n” must be of type integer, not "four".',
    });
    const retried = `    retry: {max_attempts: 2}\noutputs: {n: answer.json.n + 1}`;
    expect((await run(nodeOf(`{schema: ${schema}}`, retried), { models })).outputs).toEqual({
      n: 5,
    });
  });

  describe('over passages', () => {
    const knowledge: Knowledge = {
      names: () => ['hb'],
      has: () => true,
      asOf: () => Infinity,
      search: () =>
        Promise.resolve([
          {
            text: 'Five days a year.',
            score: 1,
            source: { file: 'leave.md', headings: ['Leave'], page: null, line: 3 },
          },
        ]),
    };
    const retriever = '{id: hb, type: KnowledgeRetriever, config: {knowledge_base_id: hb}}';
    const rag = (config: string): string => `
nodes:
  - {id: ask, type: InputNode}
  - ${retriever}
  - {id: prompt, type: ContextBuilder, config: {template: "{context} {question}"}}
  - {id: answer, type: LLMGenerator, config: ${config}}
edges: [{from: ask, to: hb}, {from: hb, to: prompt}, {from: prompt, to: answer}]
`;
    const cited = 'Five days [1].\n\n[1] leave.md:3 › Leave';

    test('names the sources that the answer cites, as the end of the stream', async () => {
      const server = await mock({ script: { replies: [{ text: ['Five days ', '[1].'] }] } });
      const { models } = modelsAt(server.url);
      const { events, outputs } = await run(rag('{}'), { models, knowledge });
      expect(outputs).toEqual({ answer: cited });
      expect(chunksOf(events)).toEqual(['Five days ', '[1].', '\n\n[1] leave.md:3 › Leave']);
      const plain = await run(rag('{cite: false}'), { models, knowledge });
      expect(plain.outputs).toEqual({ answer: 'Five days [1].' });
    });

    test('offline names them once', async () => {
      const { outputs } = await run(rag('{}'), { knowledge, inputs: { input: 'How many days?' } });
      expect((outputs.answer as string).split('leave.md:3')).toHaveLength(2);
    });

    test('straight from a retriever asks what the run asks', async () => {
      const server = await mock();
      const { models } = modelsAt(server.url);
      const flow = `
nodes: [{id: ask, type: InputNode}, ${retriever}, {id: answer, type: LLMGenerator}]
edges: [{from: ask, to: hb}, {from: hb, to: answer}]
`;
      const inputs = { input: 'How many days?' };
      await run(flow, { models, knowledge, inputs });
      const content = '[1] leave.md:3 › Leave\nFive days a year.\n\nHow many days?';
      expect(server.requests[0]?.body).toMatchObject({ messages: [{ role: 'user', content }] });
      const { outputs } = await run(flow, { knowledge, inputs });
      expect(outputs.answer).toContain('Five days a year. [1]');
    });
  });

  test('asks nothing where there is nothing to ask', async () => {
    const { error } = await run(nodeOf('{model: echo, prompt: " "}'));
    expect(error?.code).toBe('llm-prompt');
  });

  test('warns of an answer that ends too early, and of further tries', async () => {
    const server = await mock({
      script: {
        replies: [
          { status: 503, times: 1 },
          { text: 'Once upon', finish_reason: 'length' },
        ],
      },
    });
    const { models } = modelsAt(server.url);
    const { events, outputs } = await run(nodeOf('{}'), { models });
    expect(outputs).toEqual({ answer: 'Once upon' });
    const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
    expect(warnings).toEqual([
      expect.stringMatching(/^Trying again in 0\.5 s\. .*failed while “qwen” was to answer/),
      'The answer of “qwen” ends at its limit of tokens, perhaps in the middle of a sentence.',
    ]);
  });

  test('a retry of the node makes void what was streamed', async () => {
    const server = await mock({
      script: { replies: [{ text: ['bad ', 'x'], fault: 'cut', times: 1 }, { text: 'good' }] },
    });
    const { models } = modelsAt(server.url);
    const { events, outputs } = await run(nodeOf('{}', '    retry: {max_attempts: 2}'), { models });
    expect(outputs).toEqual({ answer: 'good' });
    const stream = events.map(({ type }) => type).filter((type) => type.startsWith('stream'));
    expect(stream).toEqual([
      ...['stream_start', 'stream_chunk', 'stream_error'],
      ...['stream_start', 'stream_chunk', 'stream_end'],
    ]);
    // What came of the first answer has been paid for, too.
    const usage = events.flatMap((e) => (e.type === 'node_finished' ? [e.usage] : [])).at(-1);
    expect(usage?.total_tokens).toBeGreaterThan(
      (server.requests[1]?.chunks ?? 0) + 'Who are you?'.length / 4,
    );
  });

  test('a failure can be handled, with what is known of it', async () => {
    const server = await mock({ script: { replies: [{ status: 403 }] } });
    const { models } = modelsAt(server.url);
    const flow = `
nodes:
  - {id: ask, type: InputNode}
  - {id: answer, type: LLMGenerator, on_error: sorry}
  - {id: sorry, type: Transform, config: {template: "{error.code} {error.status}"}}
edges: [{from: ask, to: answer}, {from: answer, to: sorry}]
`;
    expect((await run(flow, { models })).outputs).toEqual({ sorry: 'model-key 403' });
  });
});

describe('validation', () => {
  test.each([
    [
      'ofline',
      'model-unknown: There is no model “ofline” in bisheng.yaml. Did you mean “offline”?',
    ],
    ['gpt-9', expect.stringMatching(/^model-unknown: .*No model is configured yet/)],
  ])('names a model that is not there: %s', (model, finding) => {
    expect(parsed(nodeOf(`{model: ${model}}`)).findings).toEqual([finding]);
  });

  test('says where a schema has no model that could fill it', () => {
    expect(parsed(nodeOf('{schema: {type: object}}')).findings).toEqual([
      expect.stringMatching(/^model-offline: No model is configured, /),
    ]);
  });

  test('takes those that are', () => {
    expect(parsed(nodeOf('{model: echo}')).findings).toEqual([]);
  });
});

describe('a limit of tokens', () => {
  const two = `
nodes:
  - {id: ask, type: InputNode}
  - {id: first, type: LLMGenerator}
  - {id: second, type: LLMGenerator}
edges: [{from: ask, to: first}, {from: first, to: second}]
`;

  test('ends the run before the next question', async () => {
    const server = await mock({ script: { replies: [{ text: 'a b c d e f' }] } });
    const { models } = modelsAt(server.url);
    const { usage } = (await run(two, { models })).events.at(-1) as {
      usage?: { total_tokens: number };
    };
    const all = usage?.total_tokens ?? 0;
    const { error, events } = await run(two, { models, tokenLimit: Math.ceil(all / 2) + 1 });
    expect(error).toMatchObject({ code: 'token-limit', node: 'second' });
    expect(events.at(-1)).toHaveProperty('usage');
    expect(server.requests).toHaveLength(3);
    expect((await run(two, { models, tokenLimit: all + 1 })).status).toBe('succeeded');
  });

  test('is not overrun by a prompt', async () => {
    const server = await mock();
    const { models } = modelsAt(server.url);
    const prompt = nodeOf(`{prompt: "${'one two three '.repeat(20)}"}`);
    const { error } = await run(prompt, { models, tokenLimit: 20 });
    expect(error).toMatchObject({ code: 'token-limit' });
    expect(error?.message).toMatch(/^The prompt has about \d+ tokens, and the run may use 20 more/);
    expect(server.requests).toEqual([]);
  });

  test('reaches the answer that uses it up', async () => {
    const server = await mock({ script: { replies: [{ text: 'a b', finish_reason: 'length' }] } });
    const { models } = modelsAt(server.url);
    const { error } = await run(nodeOf('{}'), { models, tokenLimit: 100 });
    expect(error?.code).toBe('token-limit');
    expect(server.requests[0]?.body).toMatchObject({ max_tokens: 97 });
  });

  const open = (server: { url(path: string): string }) => modelsAt(server.url('/v1')).models;
  const sse = { 'content-type': 'text/event-stream' };
  const chunk = (delta: object, more: object = {}): string =>
    `data: ${JSON.stringify({ choices: [{ delta, ...more }] })}\n\n`;

  test.each([
    ['says', { content: 'word '.repeat(100) }],
    ['thinks', { reasoning_content: 'word '.repeat(100) }],
    ['says nothing', { content: '\n'.repeat(500) }],
  ])('cuts an answer off that goes on regardless: it %s', async (_, delta) => {
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    const server = await serve((_, response) => {
      response.writeHead(200, sse);
      response.on('close', close);
      const flood = (): void => {
        while (response.write(chunk(delta)));
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    });
    const { error, events } = await run(nodeOf('{}'), { models: open(server), tokenLimit: 1000 });
    expect(error).toMatchObject({ code: 'token-limit' });
    await closed;
    const { usage } = events.at(-1) as { usage?: { total_tokens: number } };
    expect(usage?.total_tokens).toBeGreaterThan(1000);
    expect(usage?.total_tokens).toBeLessThan(3000);
  });

  test('does not let an answer pass that is over it', async () => {
    const server = await serve((_, response) => {
      const message = { content: 'word '.repeat(100) };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }));
    });
    const { error } = await run(nodeOf('{}'), { models: open(server), tokenLimit: 100 });
    expect(error).toMatchObject({ code: 'token-limit' });
  });

  test('does not believe in an answer that costs nothing', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, sse);
      const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
      response.write(chunk({ content: 'word '.repeat(100) }, { finish_reason: 'stop' }));
      response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
    });
    const { events } = await run(nodeOf('{}'), { models: open(server) });
    const { usage } = events.at(-1) as { usage?: { total_tokens: number } };
    expect(usage?.total_tokens).toBeGreaterThan(60);
  });

  test('holds for all that are asked at once', async () => {
    const answers: ServerResponse[] = [];
    const server = await serve((_, response) => {
      response.writeHead(200, sse);
      answers.push(response);
      // They all answer word by word, without end, when all have been asked.
      if (answers.length < 20) return;
      const round = setInterval(() => {
        for (const answer of answers) answer.write(chunk({ content: 'word ' }));
        if (answers.every(({ destroyed }) => destroyed)) clearInterval(round);
      });
    });
    const items = `
nodes:
  - {id: list, type: Transform, config: {expression: '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]'}}
  - id: each
    type: ItemProcessor
    config: {processing_type: transform, component: LLMGenerator, component_config: {prompt: "{item}"}, concurrency: 20}
    inputs: {batch: list.result}
edges: [{from: list, to: each}]
`;
    const { events } = await run(items, { models: open(server), tokenLimit: 1000 });
    const { usage } = events.at(-1) as { usage?: { total_tokens: number } };
    expect(usage?.total_tokens).toBeGreaterThan(1000);
    // Each by itself might use as many as all together.
    expect(usage?.total_tokens).toBeLessThan(6000);
  });

  test('counts what a flow within uses for the node that runs it', async () => {
    const server = await mock();
    const { models } = modelsAt(server.url);
    const items = `
nodes:
  - {id: list, type: Transform, config: {expression: '["a", "b"]'}}
  - id: each
    type: ItemProcessor
    config: {processing_type: transform, component: LLMGenerator}
    inputs: {batch: list.result}
edges: [{from: list, to: each}]
`;
    const { events } = await run(items, { models });
    const each = events.find((event) => event.type === 'node_finished' && event.node === 'each');
    expect(server.requests).toHaveLength(2);
    expect(each).toMatchObject({ usage: (events.at(-1) as { usage?: object }).usage });
    expect(each).toHaveProperty('usage');
  });
});
