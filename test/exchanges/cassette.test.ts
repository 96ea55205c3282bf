import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { serve, serveBytes } from '../http/servers.ts';
import { UsageError } from '../../src/project/usage-error.ts';
import { mock } from '../models/asking.ts';
import { stage } from './stage.ts';

const KEY = 'sk-planted-0123456789';
const ask = `nodes:
  - {id: ask, type: InputNode}
  - {id: answer, type: LLMGenerator, config: {model: qwen}}
edges: [{from: ask, to: answer}]
`;
const settings = (url: string, more = ''): string =>
  `models:\n  qwen: {base_url: "${url}", model: qwen-plus, api_key_env: QWEN_KEY${more}}\n`;
const environment = { QWEN_KEY: KEY };
/** A flow with one request. */
const get = (config: string, more = ''): string => `nodes:
  - {id: fetch, type: HTTPRequest, config: {${config}}${more}}
`;
/** What was there is gone: only the cassette can answer. */
const nobody = 'http://127.0.0.1:9/v1';

describe('a cassette of a model', () => {
  it('replays the stream, with no server, no key and no secret in the file', async () => {
    const text = ['Hello, ', 'your key is sk-pla', 'nted-01234', '56789', '!'];
    const server = await mock({ script: { api_key: KEY, replies: [{ text }] } });
    const { run, read } = await stage({ 'bisheng.yaml': settings(server.url), 'flow.yaml': ask });
    const recorded = await run({ mode: 'record', environment });
    expect(recorded.outcome.outputs).toEqual({ answer: `Hello, your key is ${KEY}!` });
    expect(recorded.report?.exchanges).toBe(1);
    const tape = await read('tape.yaml');
    expect(tape.replaceAll(/content: "?|"?\}/g, '')).not.toMatch(/sk-pla|nted-0|56789/);
    await server.close();
    const { outcome, events, report } = await run({ mode: 'replay' });
    expect(outcome.outputs).toEqual({ answer: 'Hello, your key is ******!' });
    expect(events.filter(({ type }) => type === 'stream_chunk').length).toBeGreaterThan(2);
    expect(report).toMatchObject({ drifts: [], unused: [], exchanges: 1 });
  });

  it('says what has changed in a request', async () => {
    const server = await mock({ script: { replies: [{ text: 'fine' }] } });
    const { run, write } = await stage({ 'bisheng.yaml': settings(server.url), 'flow.yaml': ask });
    await run({ mode: 'record', environment });
    await write('flow.yaml', ask.replace('{model: qwen}', '{model: qwen, temperature: 0.5}'));
    const { outcome, report } = await run({ mode: 'replay', inputs: { input: 'ho' } });
    expect(outcome.error?.message).toContain(
      'The cassette tape.yaml has no answer to POST http://127.0.0.1',
    );
    expect(outcome.error?.message).toContain(
      'body.messages[0].content was "hi", is "ho"; also different: body.temperature',
    );
    expect(report?.drifts[0]?.changes).toEqual([
      { path: 'body.messages[0].content', was: 'hi', is: 'ho' },
      { path: 'body.temperature', was: undefined, is: 0.5 },
    ]);
    expect(report?.unused).toHaveLength(1);
  });

  it('replays failures and what is tried after them', async () => {
    const replies = [
      { status: 500, times: 1 },
      { fault: 'cut', after: 2, text: 'one two three' },
    ] as const;
    const server = await mock({ script: { replies } });
    const { run } = await stage({ 'bisheng.yaml': settings(server.url), 'flow.yaml': ask });
    const recorded = await run({ mode: 'record', environment });
    await server.close();
    const replayed = await run({ mode: 'replay' });
    expect(recorded.outcome.error?.code).toBe('model-cut');
    expect(recorded.report?.exchanges).toBe(2);
    expect(replayed.outcome.error).toEqual(recorded.outcome.error);
    expect(replayed.report).toMatchObject({ drifts: [], unused: [] });
  });

  it('replays a model that has said nothing for too long, at once', async () => {
    const server = await mock({
      script: { replies: [{ fault: 'stall', after: 1, text: 'a b c' }] },
    });
    const { run } = await stage({
      'bisheng.yaml': settings(server.url, ', timeout: 1'),
      'flow.yaml': ask,
    });
    const recorded = await run({ mode: 'record', environment });
    await server.close();
    const replayed = await run({ mode: 'replay', environment });
    expect(recorded.outcome.error?.code).toBe('model-stalled');
    expect(replayed.outcome.error).toEqual(recorded.outcome.error);
  });

  it('holds the vectors of documents, whatever earlier runs have left', async () => {
    const server = await mock({ script: { dimensions: 64 } });
    const flow = `nodes:
  - {id: ask, type: InputNode}
  - {id: find, type: KnowledgeRetriever, config: {knowledge_base_id: shop, similarity_threshold: 0}}
edges: [{from: ask, to: find}]
outputs: {found: find.context}
`;
    const { run, write, read } = await stage({
      'bisheng.yaml': `models:\n  m: {base_url: "${server.url}", model: e, kind: embedding}\n`,
      'flow.yaml': flow,
      'knowledge/shop/returns.md': '# Returns\n\nThirty days.\n',
    });
    const inputs = { input: 'thirty days?' };
    await run({ inputs });
    const recorded = await run({ mode: 'record', inputs });
    const again = await run({ mode: 'record', inputs, cassette: 'other.yaml' });
    expect(recorded.report?.exchanges).toBe(3);
    expect(again.report?.exchanges).toBe(3);
    expect((await read('tape.yaml')).split('\n').length).toBeLessThan(80);
    await server.close();
    const replayed = await run({ mode: 'replay', inputs });
    expect(replayed.outcome).toEqual(recorded.outcome);
    expect(replayed.report).toMatchObject({ drifts: [], unused: [] });
    await write('knowledge/shop/returns.md', '# Returns\n\nForty days.\n');
    const drifted = await run({ mode: 'replay', inputs, environment: { FRESH: '1' } });
    expect(drifted.report?.drifts[0]?.changes[0]?.path).toMatch(/^body\.input/);
  });
});

describe('a cassette of requests', () => {
  it('keeps the bodies as they read best, and gives them back', async () => {
    const bodies: Record<string, [string, string | Buffer]> = {
      '/json': ['application/json', '{"a": [1, 12345678901234567890], "b": "x\\ny"}'],
      '/exact': ['application/json', '{"price": 1.0}'],
      '/text': ['text/plain', 'two\nlines\n'],
      '/bytes': ['image/png', Buffer.from([0x89, 0x50, 0xff, 0x00])],
      '/none': ['text/plain', ''],
    };
    const server = await serve(({ url }, response) => {
      const [type, body] = bodies[url] ?? ['text/plain', '?'];
      response.writeHead(200, { 'content-type': type, 'set-cookie': 'id=planted-cookie-1' });
      response.end(body);
    });
    const paths = Object.keys(bodies);
    const flow = `nodes:
${paths.map((p, n) => `  - {id: n${n}, type: HTTPRequest, config: {url: "${server.url(p)}"}}`).join('\n')}
outputs: {${paths.map((_, n) => `o${n}: "[n${n}.body, n${n}.headers['content-type']]"`).join(', ')}}
`;
    const { run, read } = await stage({ 'flow.yaml': flow });
    const recorded = await run({ mode: 'record' });
    expect(recorded.outcome.error).toBe(null);
    const seen = server.seen.length;
    const replayed = await run({ mode: 'replay' });
    expect(server.seen.length).toBe(seen);
    expect(replayed.outcome).toEqual(recorded.outcome);
    const tape = await read('tape.yaml');
    expect(tape).toContain('          - 12345678901234567890\n');
    expect(tape).toContain('text: |\n        two\n        lines\n');
    expect(tape).toContain('base64: iVD/AA==');
    expect(tape).not.toContain('planted-cookie');
  });

  it('hides secrets wherever they stand, also those that an answer brings', async () => {
    const token = 'planted-token-abcdef';
    const server = await serve(({ url }, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(url.startsWith('/login') ? `{"access_token": "${token}"}` : '{"ok": true}');
    });
    const flow = `parameters:
  - {name: password, type: string, secret: true, default: planted-password}
nodes:
  - id: login
    type: HTTPRequest
    config:
      url: ${server.url('/login')}?api_key=planted-key
      method: POST
      headers: {X-Api-Key: planted-header, X-Tenant: acme}
      body: {user: me, pass: "\${password}"}
  - id: use
    type: HTTPRequest
    inputs: {url: '"${server.url('/use/')}" + login.body["access_token"]'}
    config: {allow_private: true, headers: {Authorization: "Bearer planted-bearer"}}
edges: [{from: login, to: use}]
outputs: {ok: use.body}
`;
    const { run, read } = await stage({ 'flow.yaml': flow });
    const recorded = await run({ mode: 'record' });
    expect(recorded.outcome.outputs).toEqual({ ok: { ok: true } });
    const tape = await read('tape.yaml');
    expect(tape).not.toContain('planted');
    expect(tape).toContain('x-tenant: acme');
    expect(tape).toContain('pass: "******"');
    expect(await run({ mode: 'replay' })).toMatchObject({
      outcome: { outputs: { ok: { ok: true } } },
      report: { drifts: [], unused: [] },
    });
  });

  it('answers equal requests in their order, and those of many at once', async () => {
    let count = 0;
    const server = await serve((_, response) => response.end(String(++count)));
    const flow = `nodes:
  - {id: in, type: BatchInput, config: {items: [1, 2, 3]}}
  - id: loop
    type: LoopController
    config: {batch_size: 1}
  - {id: tick, type: HTTPRequest, config: {url: "${server.url('/tick')}", response: text}}
  - {id: all, type: ResultAggregator, inputs: {results: tick.body}}
edges: [{from: in, to: loop}, {from: loop, to: tick}, {from: tick, to: all}, {from: all, to: loop, condition: has_more_data}]
outputs: {all: all.result}
`;
    const { run } = await stage({ 'flow.yaml': flow });
    const recorded = await run({ mode: 'record' });
    expect(recorded.outcome.error).toBe(null);
    const replays = await Promise.all([1, 2, 3, 4].map(() => run({ mode: 'replay' })));
    for (const { outcome, report } of replays) {
      expect(outcome).toEqual(recorded.outcome);
      expect(report).toMatchObject({ drifts: [], unused: [] });
    }
  });

  it('replays redirects, retries and connections that break', async () => {
    const server = await serve(({ url }, response, n) => {
      if (url === '/from') response.writeHead(302, { location: '/to' }).end();
      else if (n <= 2) response.writeHead(503, { 'retry-after': '0' }).end('busy');
      else response.end('there');
    });
    const broken = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      socket.destroySoon();
    });
    const flow = `nodes:
  - {id: go, type: HTTPRequest, config: {url: "${server.url('/from')}", response: text}}
  - {id: broken, type: HTTPRequest, config: {url: "${broken.url()}", retries: 0, response: text}, on_error: continue}
edges: [{from: go, to: broken}]
outputs: {go: go.body, why: broken.error}
`;
    const { run, read } = await stage({ 'flow.yaml': flow });
    const recorded = await run({ mode: 'record' });
    expect(recorded.outcome.outputs).toMatchObject({ go: 'there' });
    const replayed = await run({ mode: 'replay' });
    expect(replayed.outcome).toEqual(recorded.outcome);
    expect(replayed.report).toMatchObject({ drifts: [], unused: [] });
    expect(await read('tape.yaml')).toContain('http-connection/cut');
  });

  it('gives a request that nobody waited for no answer again', async () => {
    const server = await serve(() => undefined);
    const flow = get(`url: "${server.url()}"`, ', timeout: 0.2, on_error: continue');
    const { run } = await stage({ 'flow.yaml': flow });
    const recorded = await run({ mode: 'record' });
    const replayed = await run({ mode: 'replay' });
    expect(replayed.events.find(({ type }) => type === 'node_failed')).toMatchObject({
      error: { code: 'node-timeout' },
    });
    expect(replayed.outcome).toEqual(recorded.outcome);
  });

  it('leaves out what the cassette says to ignore, and keeps saying so', async () => {
    const server = await serve((_, response) => response.end('ok'));
    const flow = get(`url: "${server.url()}", method: POST, body: {at: "{input}", list: [{x: 1}]}`);
    const { run, read, write } = await stage({ 'flow.yaml': flow });
    const record = { mode: 'record', inputs: { input: 'monday' } } as const;
    await run(record);
    expect((await run({ mode: 'replay' })).report?.drifts).toHaveLength(1);
    await write('tape.yaml', `ignore: [body.at, "body.list[*].x"]\n${await read('tape.yaml')}`);
    expect((await run({ mode: 'replay' })).report?.drifts).toEqual([]);
    await run(record);
    expect((await run({ mode: 'replay' })).report?.drifts).toEqual([]);
  });

  it('compares the headers that stand in it', async () => {
    const server = await serve((_, response) => response.end('ok'));
    const flow = get(`url: "${server.url()}", headers: {X-Tenant: "{input}"}`);
    const { run, read, write } = await stage({ 'flow.yaml': flow });
    await run({ mode: 'record', inputs: { input: 'a' } });
    const { outcome } = await run({ mode: 'replay', inputs: { input: 'b' } });
    expect(outcome.error?.message).toContain('headers.x-tenant was "a", is "b"');
    const tape = await read('tape.yaml');
    await write('tape.yaml', tape.replace(/\n +headers:\n +x-tenant: a/, ''));
    const replayed = await run({ mode: 'replay', inputs: { input: 'b' } });
    expect(replayed.outcome.status).toBe('succeeded');
  });
});

describe('the order of a cassette', () => {
  it('is that of the flow, whichever branch was faster', async () => {
    let slow = '/b';
    let answerSlow: (() => unknown) | undefined;
    let isTime = false;
    // The slow branch gets its first answer when the other one is at its end.
    const server = await serve(({ url }, response) => {
      if (url === slow && !isTime) answerSlow = () => response.end(url);
      else response.end(url);
      if (url.length > slow.length && !url.startsWith(slow)) {
        isTime = true;
        answerSlow?.();
      }
    });
    const flow = `nodes:
  - {id: in, type: InputNode}
  - {id: a, type: HTTPRequest, config: {url: "${server.url('/a')}"}}
  - {id: b, type: HTTPRequest, config: {url: "${server.url('/b')}"}}
  - {id: a2, type: HTTPRequest, config: {url: "${server.url('/a2')}"}}
  - {id: b2, type: HTTPRequest, config: {url: "${server.url('/b2')}"}}
edges: [{from: in, to: b}, {from: in, to: a}, {from: b, to: b2}, {from: a, to: a2}]
`;
    const { run, read } = await stage({ 'flow.yaml': flow });
    const tapes: string[] = [];
    for (const branch of ['/b', '/a']) {
      [slow, answerSlow, isTime] = [branch, undefined, false];
      await run({ mode: 'record' });
      tapes.push((await read('tape.yaml')).replace(/^ +date: .*\n/gm, ''));
    }
    expect(tapes[0]?.match(/node: \w+/g)).toEqual(['node: a', 'node: b', 'node: a2', 'node: b2']);
    expect(tapes[1]).toBe(tapes[0]);
    expect((await run({ mode: 'replay' })).report).toMatchObject({ drifts: [], unused: [] });
  });
});

describe('a file that is no cassette', () => {
  it.each(['flow.yaml', 'notes.txt', '.'])('is not recorded over: %s', async (cassette) => {
    const server = await serve((_, response) => void response.end('ok'));
    const flow = get(`url: ${server.url('/')}, expect_status: any`);
    const { run, read } = await stage({ 'flow.yaml': flow, 'notes.txt': 'exchanges: none\n' });
    await expect(run({ mode: 'record', cassette })).rejects.toThrow(UsageError);
    expect(await read('flow.yaml')).toBe(flow);
    expect(await read('notes.txt')).toBe('exchanges: none\n');
    expect(server.seen).toEqual([]);
  });

  it('may be a broken one, or empty', async () => {
    const server = await serve((_, response) => void response.end('ok'));
    const flow = get(`url: ${server.url('/')}, expect_status: any`);
    const broken = 'format_version: 1\n<<<<<<< ours\nexchanges: [\n';
    for (const text of [broken, '']) {
      const { run, read } = await stage({ 'flow.yaml': flow, 'tape.yaml': text });
      await run({ mode: 'record' });
      expect(await read('tape.yaml')).toContain('text: ok');
    }
  });
});

describe('a cassette that is none', () => {
  it('is not needed until a server is asked', async () => {
    const { run, folder } = await stage({
      'flow.yaml': 'nodes: [{id: in, type: InputNode}]\n',
      'web.yaml': get(`url: "${nobody}"`),
    });
    expect((await run({ mode: 'replay' })).outcome.status).toBe('succeeded');
    await run({ mode: 'record' });
    expect(existsSync(path.join(folder, 'tape.yaml'))).toBe(false);
    const { outcome } = await run({ mode: 'replay', flow: 'web.yaml' });
    expect(outcome.error).toMatchObject({
      code: 'http-not-recorded',
      message: `GET ${nobody} would need a server, and there is no cassette tape.yaml.`,
    });
  });

  it.each([
    ['exchanges: []', 'format_version'],
    ['format_version: 2\nexchanges: []', 'format 2'],
    ['format_version: 1', 'exchanges'],
    ['format_version: 1\nexchanges: [{request: {method: GET}}]', 'url'],
    ['format_version: 1\nexchanges: [{request: {method: GET, url: "http://x"}}]', 'response'],
    [
      'format_version: 1\nexchanges: [{request: {method: GET, url: "http://x"}, failure: {kind: http, text: {key: nonsense}}}]',
      'key',
    ],
  ])('is told: %s', async (tape, said) => {
    const { run } = await stage({ 'flow.yaml': get(`url: "${nobody}"`), 'tape.yaml': tape });
    await expect(run({ mode: 'replay' })).rejects.toThrow(`cassette-invalid: `);
    await expect(run({ mode: 'replay' })).rejects.toThrow(said);
  });
});
