import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { defaultLimits } from '../../src/service/run-limits.ts';
import { Service } from '../../src/service/service.ts';
import { projectFolder } from '../service/open-service.ts';
import { openServer } from './open-server.ts';

const component = `class Tone(BaseComponent):
    display_name = "Tone"
    def build(self, style: str = "plain", size: int = 3):
        return {"result": style}
`;
const frontend = `FRONTEND = {
    "description": "Says it in another way.",
    "inputs": [
        {"name": "style", "display_name": "Style", "info": "How it sounds", "placeholder": "formal"},
        {"name": "size", "display_name": "Size"},
    ],
}
`;
const flow = `parameters:
  - {name: manner, type: string, default: plain}
  - {name: other, type: string, default: x}
nodes:
  - {id: tone, type: Tone, config: {style: '\${manner}', size: 2}}
  - {id: end, type: Transform, config: {expression: '\${other}'}}
edges:
  - {from: tone, to: end}
`;

test('a component’s fields stand with its nodes and with the parameters that fill them', async () => {
  const folder = await projectFolder({ tone: flow });
  const place = path.join(folder, 'custom_components', 'tone');
  await mkdir(place, { recursive: true });
  await writeFile(path.join(place, 'component.py'), component);
  await writeFile(path.join(place, 'frontend.py'), frontend);
  const service = await Service.open({
    root: folder,
    folder,
    // Where Python is.
    environment: process.env,
    store: path.join(folder, 'runs.db'),
    limits: defaultLimits,
    say: sayIn('en'),
  });
  onTestFinished(() => service.close(0));
  const { ask } = await openServer({ service });
  const detail = (await (await ask('GET', '/api/v1/workflows/tone')).json()) as {
    parameters: { properties: Record<string, unknown> };
    nodes: unknown[];
  };
  expect(detail.nodes[0]).toEqual({
    id: 'tone',
    type: 'Tone',
    title: 'Tone',
    description: 'Says it in another way.',
    fields: [
      { name: 'style', title: 'Style', description: 'How it sounds', placeholder: 'formal' },
      { name: 'size', title: 'Size' },
    ],
  });
  expect(detail.parameters.properties).toEqual({
    manner: {
      title: 'Style',
      description: 'How it sounds',
      examples: ['formal'],
      type: 'string',
      default: 'plain',
    },
    other: { type: 'string', default: 'x' },
  });
  const picture = await ask('GET', '/api/v1/workflows/tone/graph?lang=zh');
  expect(await picture.text()).toMatch(/^<svg .*data-node="tone"/s);
});
