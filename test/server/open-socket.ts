import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';

export interface Told {
  readonly type: string;
  readonly seq?: number;
  readonly run_id?: string;
  readonly [name: string]: unknown;
}

/** A client that takes messages one after the other. */
export class TestSocket {
  readonly client: WebSocket;
  readonly closed: Promise<number>;
  #told: Told[] = [];
  #wake: () => void = () => undefined;

  constructor(client: WebSocket) {
    this.client = client;
    this.closed = new Promise((resolve) => client.once('close', resolve));
    client.on('message', (data: Buffer) => {
      this.#told.push(JSON.parse(data.toString()) as Told);
      this.#wake();
    });
    client.on('error', () => undefined);
    client.once('close', () => this.#wake());
    onTestFinished(() => client.terminate());
  }

  say(message: unknown): void {
    this.client.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Rejects where it is closed before. */
  async next(): Promise<Told> {
    for (;;) {
      const one = this.#told.shift();
      if (one) return one;
      if (this.client.readyState === WebSocket.CLOSED) throw new Error('the socket is closed');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** All up to the first of one of these types. */
  async until(...types: string[]): Promise<Told[]> {
    const found: Told[] = [];
    do found.push(await this.next());
    while (!types.includes(found.at(-1)!.type));
    return found;
  }

  async ask(message: unknown): Promise<Told> {
    this.say(message);
    return this.next();
  }
}

/** Connects with a token as a browser would. */
export async function connect(
  url: string,
  path: string,
  token: string,
  options: ClientOptions = {},
): Promise<TestSocket> {
  const protocols = token === '' ? [] : ['bisheng', `bearer.${token}`];
  const client = new WebSocket(url.replace('http', 'ws') + path, protocols, options);
  const socket = new TestSocket(client);
  await once(client, 'open');
  return socket;
}

/** What is answered to who is not let in. */
export async function refused(
  url: string,
  path: string,
  protocols: string[] = [],
  headers: Record<string, string> = {},
): Promise<{ readonly status: number | undefined; readonly body: { title: string } }> {
  const client = new WebSocket(url.replace('http', 'ws') + path, protocols, { headers });
  client.on('error', () => undefined);
  onTestFinished(() => client.terminate());
  const [, answer] = (await once(client, 'unexpected-response')) as [unknown, IncomingMessage];
  let text = '';
  for await (const piece of answer) text += String(piece);
  return { status: answer.statusCode, body: JSON.parse(text) as { title: string } };
}
