import {
  Client,
  StreamableHTTPClientTransport,
  type ClientOptions,
} from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import type { TestServer } from '../server/open-server.ts';

/** Both generations of the protocol: with a session, and without. */
export const eras = ['2025-11-25', '2026-07-28'] as const;
export type Era = (typeof eras)[number];

export function newClient(era: Era, options: ClientOptions = {}): Client {
  const mode = era === '2026-07-28' ? { pin: era } : 'legacy';
  return new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode }, ...options });
}

/** The official client, connected over HTTP; it goes away with the test. */
export async function connected(
  { url, token }: TestServer,
  client: Client,
  user = 'ada',
): Promise<Client> {
  const headers = { Authorization: `Bearer ${await token(user)}` };
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
    requestInit: { headers },
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

/** The text of a result. */
export function textOf({ content }: Awaited<ReturnType<Client['callTool']>>): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}
