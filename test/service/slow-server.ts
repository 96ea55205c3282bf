import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server that answers when the test says so; `asked` settles when it is asked. */
export async function slowServer() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const responses: { end(text: string): void }[] = [];
  let count = 0;
  let wake: () => void = () => undefined;
  server.on('request', (_, response) => {
    responses.push(response);
    count++;
    wake();
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const asked = async (n = 1): Promise<void> => {
    while (count < n) await new Promise<void>((resolve) => (wake = resolve));
  };
  const answer = (): void => responses.splice(0).forEach((response) => response.end('done'));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, answer };
}
