import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { eras, newClient, textOf, type Era } from '../mcp/client.ts';
import { flows } from '../service/open-service.ts';
import { bin, folderWith, type Folder } from './bisheng.ts';

const noPython = spawnSync('python3', ['--version']).status !== 0;

const loud = `nodes:
  - {id: input, type: InputNode}
  - {id: loud, type: Loud}
edges:
  - {from: input, to: loud}
`;
const component = `import os, subprocess, sys
class Loud(BaseComponent):
    def build(self, text):
        print('{"jsonrpc":"2.0","id":1,"result":{}}')
        sys.stdout.flush()
        os.write(1, b"bytes\\n")
        subprocess.run([sys.executable, "-c", "print('from a child')"])
        sys.stderr.write("on stderr\\n")
        return text + "!"
`;

function project(): Promise<Folder> {
  return folderWith({
    'bisheng.yaml': 'http: {allow_private: true}\n',
    'flows/shout.yaml': flows.shout,
    'flows/ask.yaml': flows.ask,
    'flows/fails.yaml': flows.fails,
    'flows/slow.yaml': flows.slow,
    'flows/loud.yaml': loud,
    'custom_components/loud/component.py': component,
  });
}

/** The official client with the real program as its server. */
async function connected(folder: Folder, era: Era, options?: Parameters<typeof newClient>[1]) {
  const client = newClient(era, options);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [bin, 'mcp', folder.path],
    cwd: '/',
    stderr: 'ignore',
  });
  // What is no message of the protocol is told here.
  const strays: Error[] = [];
  client.onerror = (error) => strays.push(error);
  await client.connect(transport);
  onTestFinished(() => client.close());
  return { client, strays };
}

test.each(eras)('the official client calls flows over stdio (%s)', async (era) => {
  const folder = await project();
  const { client, strays } = await connected(folder, era);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain('shout');
  const result = await client.callTool({ name: 'shout', arguments: { input: 'hi' } });
  expect(result).toMatchObject({ structuredContent: { out: 'HI' } });
  // Whoever sits at the machine is told what went wrong.
  const failed = await client.callTool({ name: 'fails', arguments: {} });
  expect([failed.isError, textOf(failed)]).toEqual([true, expect.stringMatching(/boom[^]*zero/)]);
  const waiting = await client.callTool({ name: 'ask', arguments: { input: 'this' } });
  expect(textOf(waiting)).toMatch(/bisheng runs resume [\w-]+ --answer ok=/);
  expect(strays).toEqual([]);
  const { stdout } = await folder.run(['runs', 'list', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'waiting' }, {}, {}] });
});

test.each(eras)('a person is asked over stdio (%s)', async (era) => {
  const { client } = await connected(await project(), era, {
    capabilities: { elicitation: { form: {} } },
  });
  client.setRequestHandler('elicitation/create', () => ({
    action: 'accept',
    content: { answer: 'no' },
  }));
  const result = await client.callTool({ name: 'ask', arguments: { input: 'this' } });
  expect(textOf(result)).toBe('this/no');
});

test.skipIf(noPython)('whatever a component prints, stdout has the protocol only', async () => {
  const { client, strays } = await connected(await project(), '2025-11-25');
  const result = await client.callTool({ name: 'loud', arguments: { input: 'hi' } });
  expect(textOf(result)).toBe('hi!');
  expect(strays).toEqual([]);
});

test('a flow that changes is told, and its file is read anew', async () => {
  const folder = await project();
  const lists: (readonly string[])[] = [];
  const onChanged = (_: unknown, tools: readonly { name: string }[] | null): void =>
    void lists.push(tools?.map(({ name }) => name) ?? []);
  const { client } = await connected(folder, '2025-11-25', {
    listChanged: { tools: { onChanged } },
  });
  await client.listTools();
  await folder.write('flows/fresh.yaml', flows.shout);
  await vi.waitFor(() => expect(lists.at(-1)).toContain('fresh'), {
    timeout: 20_000,
    interval: 100,
  });
});

test('requests in a pipe are answered, nonsense too', async () => {
  const folder = await project();
  const input = [
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"shout","arguments":{"input":"a"}}}',
    'nonsense',
    '{"jsonrpc":"2.0","id":2,"method":"no/such"}',
    '{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":7}}',
  ].join('\n');
  const { stdout, exitCode } = await folder.run(['mcp'], { input });
  expect(exitCode).toBe(0);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number | null })
    .sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
  expect(answers).toMatchObject([
    { id: null, error: { code: -32700 } },
    { id: 1, result: { content: [{ text: 'A' }] } },
    { id: 2, error: { code: -32601 } },
    { id: 3, error: { code: -32602 } },
  ]);
});

test.each(['stdin', 'SIGTERM'] as const)('when the client goes (%s) its runs end', async (how) => {
  let tell: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (tell = resolve));
  const silent = createServer(() => tell()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  afterAll(() => silent.close().closeAllConnections());
  const folder = await project();
  const { port } = silent.address() as AddressInfo;
  const server = folder.run(['mcp'], { stdin: 'pipe' });
  const params = { name: 'slow', arguments: { input: `http://127.0.0.1:${port}/` } };
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };
  server.stdin.write(`${JSON.stringify(call)}\n`);
  await asked;
  if (how === 'stdin') server.stdin.end();
  else server.kill('SIGTERM');
  const { exitCode } = await server;
  expect(exitCode).toBe(how === 'stdin' ? 0 : 143);
  const { stdout } = await folder.run(['runs', 'list', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'cancelled' }] });
});

test('what it can not be started with', async () => {
  const folder = await project();
  const missing = await folder.run(['mcp', 'none']);
  expect([missing.exitCode, missing.stdout]).toEqual([2, '']);
  expect(missing.stderr).toContain('none');
  const flow = await folder.run(['mcp', '--flow', 'none']);
  expect([flow.exitCode, flow.stdout]).toEqual([2, '']);
  const one = await folder.run(['mcp', '--flow', 'shout'], {
    input: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}\n',
  });
  expect(JSON.parse(one.stdout)).toMatchObject({ result: { tools: [{ name: 'shout' }] } });
});
