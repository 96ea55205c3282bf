// Mastra's workflows on a graph of steps that do nothing: prints the median of warm runs in milliseconds.
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';
import { warmMedian } from './warm-median.js';

const [shape, size] = [process.argv[2], Number(process.argv[3])];
const schema = z.any();
const step = (id) =>
  createStep({
    id,
    inputSchema: schema,
    outputSchema: schema,
    execute: async () => ({ value: 1 }),
  });
let workflow = createWorkflow({ id: 'bench', inputSchema: schema, outputSchema: schema });
if (shape === 'chain') {
  for (let n = 0; n < size; n++) workflow = workflow.then(step(`n${n}`));
} else {
  workflow = workflow.then(step('start'));
  workflow = workflow
    .parallel(Array.from({ length: size }, (_, n) => step(`n${n}`)))
    .then(step('end'));
}
workflow.commit();
process.stdout.write(
  String(
    await warmMedian(async () => {
      const run = await workflow.createRun();
      const result = await run.start({ inputData: { value: 0 } });
      if (result.status !== 'success') throw new Error(`mastra: ${result.status}`);
    }),
  ),
);
