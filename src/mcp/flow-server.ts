import {
  CLIENT_CAPABILITIES_META_KEY,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ClientCapabilities,
  type JsonSchemaValidator,
  type jsonSchemaValidator,
  type ServerContext,
} from '@modelcontextprotocol/server';
import manifest from '../../package.json' with { type: 'json' };
import type { ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { callFlow, type FlowCall } from './call-flow.ts';
import type { Caller } from './caller.ts';
import type { CallProgress } from './progress.ts';
import type { Tools } from './tools.ts';

/** How long a person may think about an answer. Milliseconds. */
const THINKING = 3_600_000;
/** So many times a call may ask: each question of a flow is one. */
const ROUNDS = 100;

/** Answers are checked by the service. Without this each server would make itself a validator of JSON Schema. */
const unchecked: jsonSchemaValidator = {
  getValidator<T>(): JsonSchemaValidator<T> {
    return (input) => ({ valid: true, data: input as T, errorMessage: undefined });
  },
};

/** What a server of flows stands on. */
export interface FlowServerParts {
  readonly tools: Tools;
  readonly caller: Caller;
  /** Takes what went wrong inside, for whoever runs the server. */
  readonly failed: (error: unknown) => void;
}

/** The flows of a project for one client: one connection, or one request where clients keep none. */
export function flowServer(parts: FlowServerParts): McpServer {
  const { tools, caller } = parts;
  const { say } = caller;
  const server = new McpServer(
    { name: manifest.name, version: manifest.version },
    {
      capabilities: { tools: { listChanged: true } },
      instructions: say(message('mcp/instructions')),
      inputRequired: { maxRounds: ROUNDS, roundTimeoutMs: THINKING },
      jsonSchemaValidator: unchecked,
    },
  );
  const core = server.server;
  core.setRequestHandler('tools/list', async () => ({
    tools: (await guarded(tools.list(), parts)).map(({ tool }) => tool),
  }));
  core.setRequestHandler('tools/call', async ({ params }, { mcpReq }) => {
    const tool = await guarded(tools.find(params.name), parts);
    if (!tool) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, say(message('mcp/no-tool')));
    }
    const given = (params.arguments ?? {}) as ValueObject;
    const client = clientOf(mcpReq) ?? clientOfConnection(server);
    return guarded(callFlow(caller, { tool, given, ...roundOf(mcpReq, client) }), parts);
  });
  return server;
}

/** What is no fault of the client’s stays here. */
async function guarded<T>(work: Promise<T>, { caller, failed }: FlowServerParts): Promise<T> {
  try {
    return await work;
  } catch (error) {
    failed(error);
    const text = caller.say(message('serve/internal'));
    throw new ProtocolError(ProtocolErrorCode.InternalError, text);
  }
}

/** What a request says besides what is called, and how to tell its client how it gets on. */
function roundOf(
  mcpReq: ServerContext['mcpReq'],
  client: ClientCapabilities | undefined,
): Omit<FlowCall, 'tool' | 'given'> {
  const token = mcpReq._meta?.progressToken;
  const tell = (progress: CallProgress): Promise<void> =>
    mcpReq.notify({
      method: 'notifications/progress',
      params: { progressToken: token ?? '', ...progress },
    });
  return {
    run: mcpReq.requestState<string>(),
    responses: mcpReq.inputResponses,
    canAsk: canAsk(client),
    signal: mcpReq.signal,
    tell: token === undefined ? undefined : tell,
  };
}

/** What a client says of itself with a request. */
function clientOf({ envelope }: ServerContext['mcpReq']): ClientCapabilities | undefined {
  type Said = { readonly [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } | undefined;
  return (envelope as Said)?.[CLIENT_CAPABILITIES_META_KEY];
}

/** What a client before 2026-07-28 has said of itself once. */
function clientOfConnection({ server }: McpServer): ClientCapabilities | undefined {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- for those clients there is no other way
  return server.getClientCapabilities();
}

/** Forms are meant where a client says nothing of how it asks (protocol 2025-06-18). */
function canAsk(client: ClientCapabilities | undefined): boolean {
  const { elicitation } = client ?? {};
  return elicitation !== undefined && ('form' in elicitation || !('url' in elicitation));
}
