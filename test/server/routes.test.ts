import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { takenPaths } from '../../src/project/doors.ts';
import { operations } from '../../src/server/openapi/operations.ts';
import { flows, openService, projectFolder } from '../service/open-service.ts';
import { openServer } from './open-server.ts';
import { connect } from './open-socket.ts';

test('the project’s own paths lead to its flows', async () => {
  const folder = await projectFolder();
  const file = path.join(folder, 'bisheng.yaml');
  const route = '/api/v1/custom/loud';
  await writeFile(
    file,
    `routes:\n  - {path: ${route}, flow: shout}\n  - {path: /ask.v1, flow: ask}\n`,
  );
  const service = await openService(folder);
  const { ask } = await openServer({ service });
  const of = async (
    method: string,
    target: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<[number, unknown]> => {
    const answer = await ask(method, target, body, headers);
    return [answer.status, await answer.json()];
  };
  expect(await of('POST', route, { input: 'hi' })).toEqual([
    200,
    { status: 'success', result: 'HI' },
  ]);
  expect(await of('POST', '/ask.v1', { input: 'hi' })).toMatchObject([202, { status: 'waiting' }]);
  expect(await of('POST', '/ask.v1', {})).toEqual([
    422,
    { detail: [{ type: 'missing', loc: ['body', 'input'], msg: 'Field required', input: {} }] },
  ]);
  expect(await of('POST', '/ask.v1', {}, { Authorization: '' })).toEqual([
    401,
    { detail: 'Not authenticated' },
  ]);
  expect(await of('GET', route)).toEqual([405, { detail: 'Method Not Allowed' }]);
  expect((await of('POST', '/ask.v2', {}))[0]).toBe(404);
  expect((await of('POST', '/ask.v1/', {}))[0]).toBe(404);
  expect((await of('POST', '/livez', {}))[0]).toBe(405);

  const [, document] = await of('GET', '/openapi.json');
  const { paths } = document as { paths: Record<string, { post?: { summary: string } }> };
  expect(paths[route]?.post?.summary).toContain('shout');
  expect(paths['/ask.v1']?.post).toMatchObject({ tags: ['guide'] });

  await rm(file);
  await service.reload();
  expect((await of('POST', '/ask.v1', { input: 'x' }))[0]).toBe(404);
});

test('a route never stands where the server itself answers', () => {
  const own = Object.keys(operations).map((key) => key.split(' ')[1] ?? '');
  const open = own.filter(
    (one) =>
      one !== '/' && !takenPaths.some((taken) => one === taken || one.startsWith(`${taken}/`)),
  );
  expect(open).toEqual([]);
});

test('run inputs that a flow can’t take are refused before there is a run', async () => {
  const data = `nodes:
  - {id: a, type: InputNode, config: {input_type: data}}
`;
  const items = `nodes:
  - {id: items, type: BatchInput}
  - {id: one, type: Transform, config: {expression: count}}
edges:
  - {from: items, to: one}
`;
  const optional = `nodes:
  - {id: a, type: InputNode, config: {required: false}}
`;
  const lenient = `nodes:
  - {id: a, type: InputNode, on_error: continue}
`;
  const folder = await projectFolder({ ...flows, data, items, optional, lenient });
  const service = await openService(folder);
  const { ask } = await openServer({ service });
  const execute = async (id: string, body: object): Promise<[number, unknown]> => {
    const answer = await ask('POST', `/api/v1/custom/workflows/${id}/execute`, body);
    return [answer.status, await answer.json()];
  };
  const problem = (type: string, name: string): object => ({
    detail: [{ type, loc: ['body', name] }],
  });
  expect(await execute('shout', {})).toEqual([
    422,
    { detail: [{ type: 'missing', loc: ['body', 'input'], msg: 'Field required', input: {} }] },
  ]);
  expect(await execute('shout', { input: {} })).toMatchObject([
    422,
    problem('string_type', 'input'),
  ]);
  expect(await execute('shout', { text: [1] })).toMatchObject([
    422,
    problem('string_type', 'text'),
  ]);
  expect(await execute('shout', { a: 'x', b: 'y' })).toMatchObject([
    422,
    problem('missing', 'input'),
  ]);
  expect(await execute('data', {})).toMatchObject([422, problem('missing', 'data')]);
  expect(await execute('data', { data: '{' })).toMatchObject([
    422,
    problem('json_invalid', 'data'),
  ]);
  expect(await execute('data', { input: '{' })).toMatchObject([
    422,
    problem('json_invalid', 'input'),
  ]);
  expect(await execute('items', {})).toMatchObject([422, problem('missing', 'items')]);
  expect(await execute('items', { items: 1 })).toMatchObject([422, problem('list_type', 'items')]);
  expect(service.runs({ user: 'ada', isAdmin: false }, {})).toEqual([]);
  expect((await execute('data', { data: '{}' }))[0]).toBe(200);
  expect((await execute('items', { items: [1] }))[0]).toBe(200);
  expect((await execute('optional', {}))[0]).toBe(200);
  expect((await execute('lenient', {}))[0]).toBe(200);

  const ours = await ask('POST', '/api/v1/workflows/shout/runs', { inputs: {} });
  expect([ours.status, await ours.json()]).toMatchObject([
    422,
    { title: 'input', errors: [{ type: 'missing', loc: ['body', 'inputs', 'input'] }] },
  ]);
  const chosen = await ask('POST', '/api/v1/custom/process', {
    text: 'x',
    options: { flow: 'items' },
  });
  expect([chosen.status, await chosen.json()]).toMatchObject([422, problem('missing', 'items')]);
});

test('headers and queries that mean nothing are refused', async () => {
  const { ask, service } = await openServer();
  const { id } = await service.start(
    { user: 'ada', isAdmin: false },
    { flow: 'fails', inputs: {} },
  );
  const events = `/api/v1/runs/${id}/events`;
  for (const value of ['', 'x', '-1', '1.5']) {
    expect((await ask('GET', `${events}?last_event_id=${value}`)).status).toBe(400);
  }
  const graph = '/api/v1/workflows/shout/graph';
  expect((await ask('GET', `${graph}?lang=zh`)).status).toBe(200);
  for (const value of ['', 'fr', 'EN']) {
    expect((await ask('GET', `${graph}?lang=${value}`)).status).toBe(422);
  }
});

test('a socket is told of run inputs that a flow can’t take', async () => {
  const server = await openServer();
  const socket = await connect(server.url, '/ws/ada/one', await server.token('ada'));
  socket.say({ type: 'workflow_execute', workflow_id: 'shout', input_data: {} });
  const [told] = await socket.until('workflow_error');
  expect(told).toMatchObject({ type: 'workflow_error', workflow_id: 'shout' });
  expect(JSON.stringify(told)).toContain('The flow needs an input text');
  expect(server.service.runs({ user: 'ada', isAdmin: false }, {})).toEqual([]);
});
