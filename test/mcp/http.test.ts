import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ProtocolError } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ada, flows } from '../service/open-service.ts';
import { connected, eras, newClient, textOf } from './client.ts';
import { open } from './open-mcp.ts';

/** A server of HTTP that never answers; what is returned tells that it was asked. */
async function silentServer(): Promise<{ readonly url: string; readonly asked: Promise<void> }> {
  let tell: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (tell = resolve));
  const server: Server = createServer(() => tell()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, asked };
}

test.each(eras)('the flows are tools (%s)', async (era) => {
  const client = await connected(await open(), newClient(era));
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'ask',
    'fails',
    'greet',
    'several',
    'shout',
    'slow',
    'team__steps',
    expect.stringMatching(/^flow_[0-9a-f]{8}$/),
  ]);
  expect(tools.find(({ name }) => name === 'several')).toMatchObject({
    title: 'Several',
    description: 'Gives two things',
    inputSchema: {
      type: 'object',
      properties: {
        input: { type: 'string', description: 'what to say' },
        times: { type: 'integer', minimum: 1 },
        parameter_input: { type: 'string', default: 'p' },
      },
      required: ['input', 'times'],
    },
    outputSchema: { type: 'object', required: ['all', 'more'] },
  });
  expect(JSON.stringify(tools)).not.toMatch(/hidden-value|"key"/);
});

test.each(eras)('a call runs a flow (%s)', async (era) => {
  const server = await open();
  const client = await connected(server, newClient(era));
  const one = await client.callTool({ name: 'shout', arguments: { input: 'hi' } });
  expect(one).toMatchObject({
    content: [{ type: 'text', text: 'HI' }],
    structuredContent: { out: 'HI' },
  });
  const run = String(one._meta?.['bisheng/run_id']);
  expect(server.service.run(ada, run)).toMatchObject({ status: 'succeeded', user: 'ada' });
  const two = await client.callTool({
    name: 'several',
    arguments: { input: 'ab', times: 2, parameter_input: 'q' },
  });
  expect(textOf(two)).toBe('{"all":"abab","more":"q"}');
  expect(two.structuredContent).toEqual({ all: 'abab', more: 'q' });
});

test.each(eras)('what goes wrong (%s)', async (era) => {
  const server = await open();
  const client = await connected(server, newClient(era));
  const call = (name: string, given = {}) => client.callTool({ name, arguments: given });
  const failed = await call('fails');
  expect(failed.isError).toBe(true);
  expect(textOf(failed)).toMatch(/expression-value.*boom[^]*GET \/api\/v1\/runs\//);
  expect(textOf(failed)).not.toContain('division');
  const missing = await call('several', { input: 'x' });
  expect([missing.isError, textOf(missing)]).toEqual([true, expect.stringContaining('times')]);
  const wrong = await call('several', { input: 'x', times: 0 });
  expect([wrong.isError, textOf(wrong)]).toEqual([true, expect.stringContaining('times')]);
  const none = await call('shout');
  expect(none.isError).toBe(true);
  for (const name of ['nothing', '__proto__', '../shout', '']) {
    await expect(call(name)).rejects.toThrow(ProtocolError);
  }
  expect(textOf(await call('shout', { input: 'still there' }))).toBe('STILL THERE');
});

test.each(eras)('a call tells how it gets on (%s)', async (era) => {
  const client = await connected(await open(), newClient(era));
  const told: { progress: number; total?: number | undefined; message?: string | undefined }[] = [];
  await client.callTool(
    { name: 'team__steps', arguments: { input: 'x' } },
    { onprogress: (progress) => told.push(progress) },
  );
  expect(told.length).toBeGreaterThan(0);
  expect(told[0]?.total).toBe(1);
  const values = told.map(({ progress }) => progress);
  expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
});

test.each(eras)('cancelling the call cancels the run (%s)', async (era) => {
  const server = await open();
  const { url, asked } = await silentServer();
  const client = await connected(server, newClient(era));
  const controller = new AbortController();
  const call = client.callTool(
    { name: 'slow', arguments: { input: url } },
    { signal: controller.signal },
  );
  await asked;
  controller.abort();
  await expect(call).rejects.toThrow();
  await vi.waitFor(() => expect(server.service.runs(ada, {})[0]?.status).toBe('cancelled'));
});

test.each(eras)('a person is asked by the client (%s)', async (era) => {
  const server = await open();
  const client = newClient(era, { capabilities: { elicitation: { form: {} } } });
  const forms: unknown[] = [];
  const answers = ['maybe', 'yes'];
  client.setRequestHandler('elicitation/create', ({ params }) => {
    forms.push(params);
    return { action: 'accept', content: { answer: answers.shift() ?? '' } };
  });
  await connected(server, client);
  const result = await client.callTool({ name: 'ask', arguments: { input: 'this' } });
  expect(textOf(result)).toBe('this/yes');
  expect(forms).toMatchObject([
    {
      message: 'Send this?',
      requestedSchema: {
        properties: { answer: { type: 'string', enum: ['yes', 'no'] } },
        required: ['answer'],
      },
    },
    { message: expect.stringContaining('maybe') as string },
  ]);
  expect(server.service.runs(ada, {})).toHaveLength(1);
});

test.each(eras)('a person who does not answer, or can not be asked (%s)', async (era) => {
  const server = await open();
  const plain = await connected(server, newClient(era));
  const unable = await plain.callTool({ name: 'ask', arguments: { input: 'this' } });
  const run = String(unable._meta?.['bisheng/run_id']);
  expect(unable.isError).toBe(true);
  expect(textOf(unable)).toContain(`POST /api/v1/runs/${run}/answers`);
  expect(textOf(unable)).toContain('Send this? (yes / no)');
  expect(server.service.run(ada, run).status).toBe('waiting');
  const asking = newClient(era, { capabilities: { elicitation: {} } });
  asking.setRequestHandler('elicitation/create', () => ({ action: 'decline' }));
  await connected(server, asking);
  const declined = await asking.callTool({ name: 'ask', arguments: { input: 'that' } });
  expect([declined.isError, textOf(declined)]).toEqual([true, expect.stringContaining('that')]);
});

test.each(eras)('a list that changes is told (%s)', async (era) => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const server = await open();
  const lists: (readonly string[])[] = [];
  const client = newClient(era, {
    listChanged: {
      tools: {
        debounceMs: 0,
        onChanged: (_, tools) => lists.push(tools?.map(({ name }) => name) ?? []),
      },
    },
  });
  await connected(server, client);
  await client.listTools();
  await writeFile(path.join(server.folder, 'flows', 'fresh.yaml'), flows.shout);
  await vi.waitFor(() => {
    vi.advanceTimersByTime(2_000);
    expect(lists.at(-1)).toContain('fresh');
  }, 10_000);
});
