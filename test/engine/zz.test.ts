import { it } from 'vitest';
import { modelText } from './model-text.ts';
import { randomModel } from './random-flow.ts';
import { reference } from './reference.ts';
import { startYaml } from './harness.ts';
import { readFileSync } from 'node:fs';
it('x', async () => {
  const numbers = JSON.parse(process.env.C ?? '[]');
  const model = randomModel(numbers);
  const flow = JSON.parse(modelText(model));
  for (const n of flow.nodes) console.log(JSON.stringify(n), JSON.stringify(model.nodes.find((m: any) => m.id === n.id)?.looksAt), model.nodes.find((m: any) => m.id === n.id)?.loop ?? '', JSON.stringify(model.nodes.find((m: any) => m.id === n.id)?.failsBelow ?? ''));
  for (const e of flow.edges) console.log(`${e.from} -> ${e.to} ${e.condition ?? ''}`);
  console.log(JSON.stringify(reference(model), null, 1));
});
