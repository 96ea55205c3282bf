import { createRegistry } from '../../src/components/registry.ts';
import { inSourceOrder } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import type { FlowTree } from '../../src/project/flow-tree.ts';
import { loadFlow } from '../../src/project/load-flow.ts';
import { planTree } from '../../src/project/plan-tree.ts';
import type { Plan } from '../../src/flow/plan/plan.ts';
import { createDoor } from '../../src/http/door.ts';

/** A flow as the command line loads it; throws where something is wrong with it. */
export async function loaded(text: string): Promise<FlowTree> {
  const { tree, diagnostics } = await loadFlow(
    { source: new SourceFile('flow.yaml', text) },
    '/nowhere/flow.yaml',
    () => new Map(),
    {
      types: createRegistry({ door: createDoor({ env: {} }) }),
      environment: {},
      folder: '/nowhere',
      allowMissing: false,
    },
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!tree || errors.length > 0) {
    throw new Error(
      inSourceOrder(errors)
        .map(({ code }) => code)
        .join(', '),
    );
  }
  return tree;
}

export async function planned(text: string): Promise<Plan> {
  return planTree(await loaded(text));
}
