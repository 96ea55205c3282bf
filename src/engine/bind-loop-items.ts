import type { LoopPlan, PlanNode } from '../flow/plan/plan.ts';
import type { Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { bindInputs } from './bind-inputs.ts';
import { NodeError, type PortValues } from './component.ts';
import { ItemStream } from './item-stream.ts';
import type { RunState } from './run-state.ts';

export interface LoopInputs {
  /** Undefined for a while loop. */
  readonly items: readonly Value[] | ItemStream | undefined;
  /** What `inputs:` and port edges give: names for its condition. */
  readonly given: PortValues;
}

/**
 * Binds what a LoopController works through. Items that stand outside the loop around it are that loop's to hand out:
 * an inner loop takes them only where its `inputs:` say so. Throws {@link NodeError}.
 */
export async function bindLoopItems(
  run: RunState,
  planned: PlanNode,
  stopped: () => boolean,
): Promise<LoopInputs> {
  const { inputs, locals } = await bindInputs(run, planned, stopped);
  const { items } = inputs;
  const none = { items: undefined, given: locals };
  if (items === undefined || items === null) return none;
  const explicit = Object.hasOwn(locals, 'items') || Object.hasOwn(planned.node.config, 'items');
  if (!explicit && planned.loop && isFromOutside(run, planned, planned.loop)) return none;
  if (items instanceof ItemStream) return { items, given: locals };
  if (Array.isArray(items)) return { items: items as readonly Value[], given: locals };
  throw new NodeError(
    'loop-items-not-a-list',
    message('loop-items-not-a-list', { node: planned.id }),
    {
      hint: message('loop-items-not-a-list/hint'),
    },
  );
}

function isFromOutside(run: RunState, planned: PlanNode, around: LoopPlan): boolean {
  const provider = run.upstream.nearest(planned.index, 'items')?.providers[0];
  for (let l = provider && run.plan.nodes[provider.node]?.loop; l; l = l.parent) {
    if (l === around) return false;
  }
  return true;
}
