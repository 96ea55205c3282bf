import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectDocumented } from '../server/documented.ts';
import { ada, bob } from '../service/open-service.ts';
import { connected, newClient } from './client.ts';
import { open } from './open-mcp.ts';

test('a session is there for its own user only, and ends when it is told to', async () => {
  const server = await open();
  const ask = async (user: string, method: string, body?: unknown, session?: string) => {
    const answer = await fetch(`${server.url}/mcp`, {
      method,
      headers: {
        Authorization: `Bearer ${await server.token(user)}`,
        Accept: 'application/json, text/event-stream',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(session !== undefined && { 'Mcp-Session-Id': session }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    await expectDocumented(method, '/mcp', answer);
    return answer;
  };
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'x', version: '1' },
  };
  const begun = await ask('ada', 'POST', { jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const session = begun.headers.get('mcp-session-id') ?? '';
  expect([begun.status, session]).toEqual([200, expect.stringMatching(/^[\w-]{36}$/)]);
  await begun.text();
  const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };
  const status = async (...given: Parameters<typeof ask>) => (await ask(...given)).status;
  expect(await status('ada', 'POST', list, session)).toBe(200);
  expect(await status('bob', 'POST', list, session)).toBe(404);
  expect(await status('bob', 'DELETE', undefined, session)).toBe(404);
  expect(await status('ada', 'POST', list, 'nonsense')).toBe(404);
  expect(await status('ada', 'DELETE', undefined, session)).toBe(200);
  expect(await status('ada', 'POST', list, session)).toBe(404);
  // Without a session each request stands for itself.
  expect(await (await ask('ada', 'POST', list)).text()).toContain('"shout"');
  expect(server.service.runs(bob, {})).toEqual([]);
});

test('one user can not go on with the run of another', async () => {
  const server = await open();
  const plain = await connected(server, newClient('2026-07-28'));
  const waiting = await plain.callTool({ name: 'ask', arguments: { input: 'this' } });
  const run = String(waiting._meta?.['bisheng/run_id']);
  const other = await connected(server, newClient('2026-07-28'), 'bob');
  const stolen = await other.callTool({
    name: 'ask',
    arguments: {},
    requestState: run,
    inputResponses: { ok: { action: 'accept', content: { answer: 'yes' } } },
  } as never);
  expect(stolen.isError).toBe(true);
  expect(server.service.run(ada, run).status).toBe('waiting');
});

test('what is no message, and who may not ask', async () => {
  const { url, token, ask } = await open();
  const bearer = await token('ada');
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/mcp`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${bearer}`,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        ...headers,
      },
      body,
    });
    await expectDocumented('POST', '/mcp', answer);
    return [answer.status, await answer.text()];
  };
  const list = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
  expect((await post(list, { Authorization: 'Bearer x' }))[0]).toBe(401);
  expect((await post(list, { Origin: 'http://evil.example' }))[0]).toBe(403);
  expect(await post('{')).toEqual([400, expect.stringContaining('-32700')]);
  expect(await post('')).toEqual([400, expect.stringContaining('-32700')]);
  expect(await post('['.repeat(1_000))).toEqual([400, expect.stringContaining('-32600')]);
  expect((await post(`"${'x'.repeat(2 ** 20)}"`))[0]).toBe(413);
  expect((await post(list, { 'Content-Type': 'text/plain' }))[0]).toBe(415);
  for (const body of ['1', 'null', '[]', '{}', '{"jsonrpc":"1.0","id":1,"method":"x"}', '"x"']) {
    const [status, text] = await post(body);
    expect([status, text], body).toEqual([400, expect.stringContaining('"error"')]);
  }
  const version = { 'MCP-Protocol-Version': '1999-01-01' };
  expect(await post(list, version)).toEqual([400, expect.stringContaining('"error"')]);
  const unknown = '{"jsonrpc":"2.0","id":1,"method":"no/such"}';
  expect(await post(unknown)).toEqual([200, expect.stringContaining('-32601')]);
  for (const method of ['GET', 'DELETE', 'PUT']) {
    expect((await ask(method, '/mcp')).status).toBe(405);
  }
  expect(await post(list)).toEqual([200, expect.stringContaining('"shout"')]);
});

test('many messages in one request, many who listen', async () => {
  const server = await open();
  const send = async (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/mcp`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await server.token('ada')}`,
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify(body),
    });
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  expect((await send(Array.from({ length: 21 }, () => list))).status).toBe(400);
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const headers = {
    'MCP-Protocol-Version': '2026-07-28',
    'Mcp-Method': 'subscriptions/listen',
  };
  const params = { notifications: { toolsListChanged: true }, _meta };
  const listen = { jsonrpc: '2.0', id: 1, method: 'subscriptions/listen', params };
  const streams = await Promise.all(Array.from({ length: 33 }, () => send(listen, headers)));
  const types = streams.map((answer) => answer.headers.get('content-type'));
  expect(types.filter((type) => type?.startsWith('text/event-stream'))).toHaveLength(32);
  for (const { body } of streams) await body?.cancel();
});

test('whatever is sent, the server stays up and says what is wrong', async () => {
  const { url, token } = await open();
  const bearer = await token('ada');
  const member = fc.record(
    {
      jsonrpc: fc.constantFrom('2.0', '1.0', 2),
      id: fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.double()),
      method: fc.constantFrom('tools/list', 'tools/call', 'initialize', 'ping', 'x', '__proto__'),
      params: fc.oneof(
        fc.jsonValue(),
        fc.record({ name: fc.constantFrom('shout', 'x', 1), arguments: fc.jsonValue() }),
      ),
    },
    { requiredKeys: [] },
  );
  const body = fc.oneof(member, fc.array(member, { maxLength: 3 }), fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (value, isSession) => {
      const answer = await fetch(`${url}/mcp`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${bearer}`,
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
          ...(isSession && { 'Mcp-Session-Id': 'x' }),
        },
        body: JSON.stringify(value),
      });
      const text = await answer.text();
      expect(answer.status, text).toBeLessThan(500);
      expect(text).not.toMatch(/node_modules|at .*\.ts/);
    }),
    { numRuns: 150 },
  );
});
