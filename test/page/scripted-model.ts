import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ScriptedModel {
  /** A bisheng.yaml with it as the only model. */
  readonly settings: string;
  /** Streams a piece of the answer to the question that was asked last. */
  readonly say: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** A model that says what the test wants, when the test wants it. */
export async function openModel(): Promise<ScriptedModel> {
  let asked = later<ServerResponse>();
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    asked.resolve(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const write = (response: ServerResponse, content: string, finish_reason: string | null): void => {
    const choices = [{ index: 0, delta: { content }, finish_reason }];
    const chunk = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  return {
    settings: `http: {allow_private: true}\nmodels:\n  m: {base_url: 'http://127.0.0.1:${port}/v1', model: m}\n`,
    say: async (text) => write(await asked.promise, text, null),
    end: async () => {
      const response = await asked.promise;
      asked = later();
      write(response, '', 'stop');
      response.end('data: [DONE]\n\n');
    },
  };
}
