import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import OpenAI, { APIError } from 'openai';
import { expect, onTestFinished } from 'vitest';
import { startMockLlm } from '../../src/mock-llm/mock-llm.ts';
import { flows, openService, projectFolder } from '../service/open-service.ts';
import { openServer, type TestServer } from './open-server.ts';

export const talk = `nodes:
  - {id: input, type: InputNode}
  - {id: llm, type: LLMGenerator, config: {prompt: '{text}'}}
  - {id: out, type: OutputNode}
edges:
  - {from: input, to: llm}
  - {from: llm, to: out}
`;
const turns = `nodes:
  - {id: input, type: InputNode}
  - {id: say, type: Transform, config: {expression: 'str(len(history)) + history[0]["content"] + session_id + text'}}
edges:
  - {from: input, to: say}
`;
const file = `nodes:
  - {id: input, type: InputNode, config: {input_type: file}}
`;
export const all = { ...flows, talk, 'team/turns': turns, file };

/** A server with flows and a model that echoes, and the official client. */
export async function open(
  files: Readonly<Record<string, string>> = all,
  more?: Parameters<typeof openServer>[0],
): Promise<TestServer & { readonly client: OpenAI }> {
  const folder = await projectFolder(files);
  const model = await startMockLlm();
  onTestFinished(() => model.close());
  await writeFile(
    path.join(folder, 'bisheng.yaml'),
    `http: {allow_private: true}\nmodels: {m: {base_url: '${model.url}', model: m}}\n`,
  );
  const server = await openServer({ service: await openService(folder), ...more });
  const client = clientOf(server, await server.token('ada'));
  return { ...server, client };
}

export function clientOf(
  { url }: { readonly url: string },
  apiKey: string,
  maxRetries = 0,
): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries });
}

export const hi = [{ role: 'user', content: 'hi there' }] as const;

/** What a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<APIError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(APIError);
  return error as APIError;
}
