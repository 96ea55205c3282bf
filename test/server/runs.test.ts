import { expect, test, vi } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

async function begin(
  { ask }: TestServer,
  flow: string,
  body: unknown,
  headers = {},
): Promise<string> {
  const answer = await ask('POST', `/api/v1/workflows/${flow}/runs`, body, headers);
  expect(answer.status).toBe(202);
  const { run_id } = (await answer.json()) as { run_id: string };
  expect(answer.headers.get('location')).toBe(`/api/v1/runs/${run_id}`);
  return run_id;
}

/** The frames of an event stream until it ends, or until one of a type. */
async function frames(answer: Response, until?: string): Promise<Record<string, string>[]> {
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const found: Record<string, string>[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of answer.body!) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]);
      if (lines.some(([key]) => key === 'data')) found.push(Object.fromEntries(lines));
    }
    if (until && found.some(({ event }) => event === until)) return found;
  }
  return found;
}

test('a workflow says what it takes', async () => {
  const { ask } = await openServer();
  const shown = await (await ask('GET', '/api/v1/workflows/greet')).json();
  expect(shown).toMatchObject({
    id: 'greet',
    valid: true,
    parameters: {
      type: 'object',
      required: ['word'],
      properties: {
        word: { type: 'string' },
        times: { type: 'integer', default: 1, minimum: 1, maximum: 3 },
        key: { type: 'string', writeOnly: true },
      },
    },
    inputs: { properties: { input: { type: 'string' } }, required: ['input'] },
    nodes: [
      { id: 'input', type: 'InputNode' },
      { id: 'say', type: 'Transform' },
    ],
    edges: [{ from: 'input', to: 'say' }],
  });
  const broken = await (await ask('GET', '/api/v1/workflows/broken')).json();
  expect(broken).toMatchObject({ valid: false, problems: [{ code: 'transform-empty' }] });
  expect((await ask('GET', '/api/v1/workflows/none')).status).toBe(404);
});

test('a run is begun, followed, looked at and listed', async () => {
  const server = await openServer();
  const { ask } = server;
  const id = await begin(server, 'greet', {
    inputs: { input: 'you' },
    parameters: { word: 'hey' },
  });
  const told = await frames(await ask('GET', `/api/v1/runs/${id}/events`));
  expect(told.map((frame) => Number(frame.id))).toEqual(told.map((_, n) => n));
  expect(told.at(-1)).toMatchObject({ event: 'run_finished' });
  expect(JSON.parse(told.at(-1)!.data!)).toMatchObject({ outputs: { say: 'hey you' }, run_id: id });
  const rest = await frames(
    await ask('GET', `/api/v1/runs/${id}/events`, undefined, { 'Last-Event-ID': told[1]!.id! }),
  );
  expect(rest).toEqual(told.slice(2));
  const nothing = await ask('GET', `/api/v1/runs/${id}/events`, undefined, {
    'Last-Event-ID': told.at(-1)!.id!,
  });
  expect(nothing.status).toBe(204);
  expect(await (await ask('GET', `/api/v1/runs/${id}`)).json()).toMatchObject({
    run_id: id,
    workflow_id: 'greet',
    status: 'succeeded',
    user_id: 'ada',
    inputs: { input: 'you' },
    parameters: { word: 'hey' },
    outputs: { say: 'hey you' },
    error: null,
  });
});

test('a question is answered while somebody listens', async () => {
  const server = await openServer();
  const { ask } = server;
  const id = await begin(server, 'ask', { inputs: { input: 'it' } });
  const events = frames(await ask('GET', `/api/v1/runs/${id}/events`));
  const first = await frames(await ask('GET', `/api/v1/runs/${id}/events`), 'run_waiting');
  expect(first.at(-1)!.event).toBe('run_waiting');
  const wrong = await ask('POST', `/api/v1/runs/${id}/answers`, { answers: { ok: 'maybe' } });
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { title: 'input' }]);
  const good = await ask('POST', `/api/v1/runs/${id}/answers`, { answers: { ok: 'yes' } });
  expect(good.status).toBe(202);
  expect((await events).at(-1)).toMatchObject({ event: 'run_finished' });
  const again = await ask('POST', `/api/v1/runs/${id}/answers`, { answers: { ok: 'no' } });
  expect(again.status).toBe(409);
});

test('a listener who goes away is forgotten', async () => {
  const server = await openServer();
  const id = await begin(server, 'ask', { inputs: { input: 'it' } });
  const leaving = new AbortController();
  const answer = await fetch(`${server.url}/api/v1/runs/${id}/events`, {
    headers: { Authorization: `Bearer ${await server.token('ada')}` },
    signal: leaving.signal,
  });
  expect(answer.status).toBe(200);
  expect(server.service.listeners).toBe(1);
  leaving.abort();
  await vi.waitFor(() => expect(server.service.listeners).toBe(0));
});

test('what others run is not there, whatever one asks', async () => {
  const server = await openServer();
  const { ask, token } = server;
  const id = await begin(server, 'ask', { inputs: { input: 'it' } });
  const bob = { Authorization: `Bearer ${await token('bob')}` };
  const unknown = await (await ask('GET', '/api/v1/runs/none', undefined, bob)).json();
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['GET', '/events', undefined],
    ['POST', '/cancel', {}],
    ['POST', '/resume', {}],
    ['POST', '/answers', { answers: { ok: 'yes' } }],
  ] as const) {
    const answer = await ask(method, `/api/v1/runs/${id}${path}`, body, bob);
    expect(answer.status).toBe(404);
    const { request_id, ...rest } = (await answer.json()) as Record<string, unknown>;
    expect({ ...rest, request_id: '' }).toEqual({ ...(unknown as object), request_id: '' });
    expect(request_id).toBeTypeOf('string');
  }
  const list = await (await ask('GET', '/api/v1/runs?user=ada', undefined, bob)).json();
  expect(list).toEqual({ runs: [], next: null });
  const admin = { Authorization: `Bearer ${await token('root', 'admin')}` };
  expect(await (await ask('GET', '/api/v1/runs?user=ada', undefined, admin)).json()).toMatchObject({
    runs: [{ run_id: id, status: 'waiting' }],
  });
});

test('lists have pages', async () => {
  const server = await openServer();
  const { ask } = server;
  const begun = [];
  for (let n = 0; n < 5; n++) begun.push(await begin(server, 'shout', { inputs: { input: 'x' } }));
  const found: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page: { runs: { run_id: string }[]; next: string | null } = (await (
      await ask('GET', `/api/v1/runs?limit=2${next && `&before=${next}`}`)
    ).json()) as never;
    found.push(...page.runs.map(({ run_id }) => run_id));
    next = page.next;
  }
  expect(found).toEqual(begun.reverse());
  expect((await ask('GET', '/api/v1/runs?limit=0')).status).toBe(422);
  expect((await ask('GET', '/api/v1/runs?limit=1e9')).status).toBe(422);
  expect((await ask('GET', '/api/v1/runs?status=dead')).status).toBe(422);
  expect(await (await ask('GET', '/api/v1/runs?status=failed')).json()).toEqual({
    runs: [],
    next: null,
  });
});

test('an idempotency key begins one run', async () => {
  const server = await openServer();
  const { ask } = server;
  const headers = { 'Idempotency-Key': '"k-1"' };
  const body = { inputs: { input: 'x' } };
  const id = await begin(server, 'shout', body, headers);
  const again = await ask('POST', '/api/v1/workflows/shout/runs', body, headers);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await again.json()).toMatchObject({ run_id: id });
  const other = await ask('POST', '/api/v1/workflows/shout/runs', {}, headers);
  expect([other.status, await other.json()]).toMatchObject([422, { title: 'key-reused' }]);
  const bad = await ask('POST', '/api/v1/workflows/shout/runs', body, { 'Idempotency-Key': 'a b' });
  expect(bad.status).toBe(400);
});

test('values that parameters do not take are named', async () => {
  const { ask } = await openServer();
  const answer = await ask('POST', '/api/v1/workflows/greet/runs', { parameters: { times: 9 } });
  expect(answer.status).toBe(422);
  const { errors } = (await answer.json()) as { errors: object[] };
  expect(errors).toMatchObject([
    { type: 'parameter-missing', loc: ['body', 'parameters', 'word'], input: null },
    { type: 'parameter-value', loc: ['body', 'parameters', 'times'], input: null },
  ]);
});
