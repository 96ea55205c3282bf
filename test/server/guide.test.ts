import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openService, projectFolder } from '../service/open-service.ts';
import { openServer } from './open-server.ts';

const execute = '/api/v1/custom/workflows/shout/execute';
const process = '/api/v1/custom/process';

test('execute answers as the guide says', async () => {
  const { ask } = await openServer();
  const answer = await ask('POST', execute, { input: 'hi' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(await answer.text()).toBe('{"status":"success","result":"HI"}');
});

test('process answers as the guide says', async () => {
  const { ask } = await openServer();
  const answer = await ask('POST', process, { text: 'a你😀', options: { x: 1 } });
  expect(answer.status).toBe(200);
  const { processing_time, ...rest } = (await answer.json()) as Record<string, unknown>;
  expect(rest).toEqual({
    result: 'A你😀',
    metadata: { user_id: 'ada', input_length: 3, options: { x: 1 } },
  });
  expect(processing_time).toBeTypeOf('number');
  const other = await ask('POST', process, { text: 'x', options: { flow: 'none' } });
  expect([other.status, await other.text()]).toEqual([404, '{"detail":"工作流不存在"}']);
  const empty = await ask('POST', process, { text: 'x', options: null });
  expect(await empty.json()).toMatchObject({ metadata: { options: null } });
});

test('process says that a run waits, and what is not named', async () => {
  const { ask, service } = await openServer();
  const waits = await ask('POST', process, { text: 'x', options: { flow: 'ask' } });
  const [run] = service.runs({ user: 'ada', isAdmin: false }, { limit: 1 });
  const questions = [{ node: 'ok', prompt: 'Send x?', options: ['yes', 'no'] }];
  expect(waits.status).toBe(202);
  expect(await waits.json()).toMatchObject({ status: 'waiting', run_id: run?.id, questions });
  const folder = await projectFolder();
  await rm(path.join(folder, 'bisheng.yaml'));
  const without = await openServer({ service: await openService(folder) });
  const answer = await without.ask('POST', process, { text: 'x' });
  expect([answer.status, await answer.json()]).toEqual([404, { detail: '工作流不存在' }]);
});

test('workflows are a list', async () => {
  const { ask } = await openServer();
  const list = (await (await ask('GET', '/api/v1/custom/workflows')).json()) as { id: string }[];
  expect(list.map(({ id }) => id)).toEqual(['ask', 'broken', 'fails', 'greet', 'shout', 'slow']);
  expect(list[4]).toEqual({
    id: 'shout',
    name: 'Shout',
    description: '',
    version: '',
    valid: true,
  });
});

test.each([
  ['none', 404, '工作流不存在'],
  ['..%2Fbisheng', 404, '工作流不存在'],
  ['%2Fetc%2Fpasswd', 404, '工作流不存在'],
  ['..%252f..', 404, '工作流不存在'],
  ['__proto__', 404, '工作流不存在'],
  ['constructor', 404, '工作流不存在'],
  ['shout%00', 404, '工作流不存在'],
  ['fails', 500, '工作流执行失败: expression-value at boom'],
  ['broken', 500, '工作流执行失败: transform-empty'],
  ['greet', 500, '工作流执行失败: parameter-missing'],
])('execute %s: %d', async (id, status, detail) => {
  const { ask, log } = await openServer();
  const answer = await ask('POST', `/api/v1/custom/workflows/${id}/execute`, { input: 'x' });
  expect([answer.status, await answer.json()]).toEqual([status, { detail }]);
  expect(JSON.stringify(log)).not.toContain('bisheng-service-');
});

test('a run that fails can be asked why', async () => {
  const { ask } = await openServer();
  const answer = await ask('POST', '/api/v1/custom/workflows/fails/execute', {});
  const run = await ask('GET', `/api/v1/runs/${answer.headers.get('x-run-id')}`);
  const error = { code: 'expression-value', node: 'boom' };
  expect(await run.json()).toMatchObject({ status: 'failed', error });
});

test('a run that waits says what for', async () => {
  const { ask } = await openServer();
  const answer = await ask('POST', '/api/v1/custom/workflows/ask/execute', { input: 'it' });
  expect(answer.status).toBe(202);
  expect(await answer.json()).toMatchObject({ status: 'waiting', questions: [{ node: 'ok' }] });
});

test.each([
  [
    'a list',
    '[1]',
    [{ type: 'dict_type', loc: ['body'], msg: 'Input should be a valid dictionary', input: [1] }],
  ],
  [
    'a text',
    '"x"',
    [{ type: 'dict_type', loc: ['body'], msg: 'Input should be a valid dictionary', input: 'x' }],
  ],
  ['nothing', '', [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]],
  [
    'half of it',
    '{"a":',
    [
      {
        type: 'json_invalid',
        loc: ['body', 5],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      },
    ],
  ],
])('execute with %s as a body', async (_, body, detail) => {
  const { ask } = await openServer();
  const answer = await ask('POST', execute, body);
  expect([answer.status, await answer.json()]).toEqual([422, { detail }]);
});

test.each([
  ['no text', {}, { type: 'missing', loc: ['body', 'text'], msg: 'Field required', input: {} }],
  [
    'a number',
    { text: 1 },
    { type: 'string_type', loc: ['body', 'text'], msg: 'Input should be a valid string', input: 1 },
  ],
  [
    'options a list',
    { text: 'x', options: [] },
    {
      type: 'dict_type',
      loc: ['body', 'options'],
      msg: 'Input should be a valid dictionary',
      input: [],
    },
  ],
  [
    'a list',
    [],
    {
      type: 'model_attributes_type',
      loc: ['body'],
      msg: 'Input should be a valid dictionary or object to extract fields from',
      input: [],
    },
  ],
])('process with %s', async (_, body, detail) => {
  const { ask } = await openServer();
  const answer = await ask('POST', process, body);
  expect([answer.status, await answer.json()]).toEqual([422, { detail: [detail] }]);
});

test('keys of prototypes are ordinary keys', async () => {
  const { ask } = await openServer();
  const text = '{"input":"hi","__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}';
  expect(await (await ask('POST', execute, text)).json()).toMatchObject({ result: 'HI' });
  expect(({} as Record<string, unknown>).x).toBeUndefined();
  const runs = (await (await ask('GET', '/api/v1/runs')).json()) as { runs: { run_id: string }[] };
  const run = await ask('GET', `/api/v1/runs/${runs.runs[0]!.run_id}`);
  expect(await run.text()).toContain('"__proto__":{"x":1}');
});

test('whole numbers beyond 2^53 stay what they are', async () => {
  const { ask } = await openServer();
  const answer = await ask('POST', process, '{"text":"x","options":{"n":12345678901234567890}}');
  expect(await answer.text()).toContain('"n":12345678901234567890');
});

test('an unknown path and a wrong method', async () => {
  const { ask } = await openServer();
  const path = await ask('GET', '/api/v1/custom/nothing');
  expect([path.status, await path.text()]).toEqual([404, '{"detail":"Not Found"}']);
  const method = await ask('GET', process);
  expect([method.status, await method.text()]).toEqual([405, '{"detail":"Method Not Allowed"}']);
  expect(method.headers.get('allow')).toBe('POST');
});
