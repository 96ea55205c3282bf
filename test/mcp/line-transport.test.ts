import { PassThrough } from 'node:stream';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { expect, test, vi } from 'vitest';
import { LineTransport } from '../../src/mcp/line-transport.ts';

/** A transport whose client is the test. */
async function opened(highWaterMark?: number) {
  const stdin = new PassThrough();
  const stdout = new PassThrough(highWaterMark === undefined ? {} : { highWaterMark });
  const transport = new LineTransport(stdin, stdout);
  const messages: JSONRPCMessage[] = [];
  transport.onmessage = (message) => messages.push(message);
  await transport.start();
  const said = (): unknown[] =>
    String(stdout.read() ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
  return { stdin, stdout, transport, messages, said };
}

const ping = (id: number): string => `{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`;

test('messages in pieces, several at once, and the last without an end of line', async () => {
  const { stdin, messages, transport } = await opened();
  stdin.write(ping(1).slice(0, 9));
  stdin.write(ping(1).slice(9) + ping(2) + '\r\n\n' + ping(3).trimEnd());
  await vi.waitFor(() => expect(messages).toHaveLength(2));
  for (const id of [1, 2]) await transport.send({ jsonrpc: '2.0', id, result: {} });
  stdin.end();
  await vi.waitFor(() => expect(messages).toHaveLength(3));
  await transport.send({ jsonrpc: '2.0', id: 3, result: {} });
  await transport.closed;
});

test.each([
  ['{', -32700, null],
  ['nonsense', -32700, null],
  ['\u0000', -32700, null],
  ['[]', -32600, null],
  ['{}', -32600, null],
  ['{"jsonrpc":"1.0","id":7,"method":"x"}', -32600, 7],
  ['{"jsonrpc":"2.0","id":{},"method":"x"}', -32600, null],
  ['{"jsonrpc":"2.0","id":12345678901234567890,"method":"x"}', -32600, null],
  ['['.repeat(100_000), -32600, null],
  ['"' + 'x'.repeat(11 * 1024 * 1024), -32600, null],
])('%.50s is answered with %d', async (line, code, id) => {
  const { stdin, messages, said } = await opened();
  stdin.write(`${line}\n${ping(1)}`);
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  expect(said()).toMatchObject([{ jsonrpc: '2.0', id, error: { code } }]);
});

test('a client that sends and takes no answers is read no further', async () => {
  const { stdin, messages } = await opened();
  for (let id = 0; id < 100_000; id++) stdin.write(ping(id));
  await vi.waitFor(() => expect(messages.length).toBeGreaterThanOrEqual(1_000));
  await new Promise((resolve) => setImmediate(resolve));
  expect(messages.length).toBeLessThan(3_000);
});

test('a client that sends nonsense and reads nothing is read no further', async () => {
  const { stdin, stdout } = await opened(1_024);
  for (let n = 0; n < 20_000; n++) stdin.write('nonsense\n');
  await vi.waitFor(() => expect(stdout.writableNeedDrain).toBe(true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(stdout.writableLength).toBeLessThan(2 ** 20);
  // When it reads, it goes on.
  let lines = 0;
  stdout.on('data', (bytes: Buffer) => (lines += String(bytes).split('\n').length - 1));
  await vi.waitFor(() => expect(lines).toBe(20_000));
});

test('who goes away ends it, at once where nothing is owed', async () => {
  const { stdin, transport } = await opened();
  const closed = vi.fn();
  transport.onclose = closed;
  stdin.end();
  await transport.closed;
  expect(closed).toHaveBeenCalledOnce();
  const other = await opened();
  other.stdout.destroy(new Error('EPIPE'));
  await other.transport.closed;
});
