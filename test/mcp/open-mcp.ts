import { openServer, type TestServer } from '../server/open-server.ts';
import { flows, openService, projectFolder } from '../service/open-service.ts';

const several = `name: Several
description: Gives two things
parameters:
  - {name: input, type: string, default: p}
  - {name: times, type: integer, required: true, min: 1}
  - {name: key, type: string, secret: true, default: hidden-value-1}
nodes:
  - {id: input, type: InputNode, config: {placeholder: what to say}}
  - {id: say, type: Transform, config: {expression: '{"text": text * times, "of": \${times}, "p": \${input}}'}}
edges:
  - {from: input, to: say}
outputs:
  all: say.text
  more: say.p
`;
const steps = `nodes:
  - {id: input, type: InputNode}
  - {id: a, type: Transform, config: {expression: text}}
  - {id: b, type: Transform, config: {expression: a.result}}
edges:
  - {from: input, to: a}
  - {from: a, to: b}
`;
const all = { ...flows, several, 'team/steps': steps, 客服: flows.shout };

/** A server of flows, and the folder that they are in. */
export async function open(): Promise<TestServer & { readonly folder: string }> {
  const folder = await projectFolder(all);
  const server = await openServer({ service: await openService(folder) });
  return { ...server, folder };
}
