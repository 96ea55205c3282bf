import { expect, it } from 'vitest';
import { httpRequest } from '../../src/components/http-request.ts';
import { inputNode } from '../../src/components/input-node.ts';
import { transform } from '../../src/components/transform.ts';
import type { ComponentType } from '../../src/engine/component.ts';
import { runFlow, type RunOutcome } from '../../src/engine/run.ts';
import { parseFlow } from '../../src/flow/parse/parse.ts';
import { planFlow } from '../../src/flow/plan/plan-flow.ts';
import { validateFlow } from '../../src/flow/validate.ts';
import type { Value } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';
import { serve } from '../http/servers.ts';
import { testDoor } from '../http/test-door.ts';
import { mapOf } from './http-node.ts';

/** Validates and runs a flow whose last parts are HTTPRequests. */
async function runNodes(flow: Record<string, Value>, input: string): Promise<RunOutcome> {
  const byName = new Map<string, ComponentType>(
    [httpRequest(testDoor()), inputNode, transform].map((type) => [type.type, type]),
  );
  const types = {
    get: (type: string) => byName.get(type),
    names: () => [...byName.keys()],
    planned: () => false,
  };
  const found: string[] = [];
  const report = ({ code }: { code: string }): unknown => found.push(code);
  const parsed = parseFlow(mapOf(flow), { types, parameters: [], parameterValues: {} }, report);
  validateFlow(parsed, report);
  expect(found).toEqual([]);
  return runFlow(planFlow(parsed), {
    types,
    inputs: { input },
    folder: '.',
    emit: () => undefined,
    say: sayIn('en'),
    runId: 'test',
  });
}

it('gives one request’s answer to the next, and no headers or body by their names', async () => {
  const server = await serve(({ url }, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-server': 'first' });
    response.end(JSON.stringify({ id: `${url}/ü` }));
  });
  const { outputs } = await runNodes(
    {
      nodes: [
        { id: 'start', type: 'InputNode' },
        { id: 'first', type: 'HTTPRequest', config: { url: server.url('/{text}') } },
        { id: 'second', type: 'HTTPRequest', config: { url: server.url('/next/{body.id}') } },
      ],
      edges: [
        { from: 'start', to: 'first' },
        { from: 'first', to: 'second' },
      ],
    },
    'a b',
  );
  expect(outputs).toEqual({ second: { id: '/next/%2Fa%2520b%2F%C3%BC/ü' } });
  expect(server.seen[1]).toMatchObject({ method: 'GET', body: '' });
  expect(server.seen[1]?.headers).not.toHaveProperty('x-server');
});

it('tells a handler which status it was', async () => {
  const server = await serve((_, response) => response.writeHead(404).end('no such thing'));
  const { status, outputs } = await runNodes(
    {
      nodes: [
        { id: 'start', type: 'InputNode' },
        { id: 'ask', type: 'HTTPRequest', config: { url: server.url() }, on_error: 'other' },
        {
          id: 'other',
          type: 'Transform',
          config: { expression: '[error.code, error.status, error.body]' },
        },
      ],
      edges: [{ from: 'start', to: 'ask' }],
    },
    'x',
  );
  expect(status).toBe('succeeded');
  expect(outputs).toEqual({ other: ['http-status', 404, 'no such thing'] });
});

it('fails with the code, and takes the URL from the node before as data', async () => {
  const server = await serve((_, response) => response.end());
  const { error } = await runNodes(
    {
      nodes: [
        { id: 'start', type: 'InputNode' },
        { id: 'ask', type: 'HTTPRequest' },
      ],
      edges: [{ from: 'start', to: 'ask' }],
    },
    server.url(),
  );
  expect(error).toMatchObject({ code: 'http-private-address', node: 'ask' });
  expect(server.seen).toEqual([]);
});
