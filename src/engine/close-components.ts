import { at } from '../flow/at.ts';
import { message } from '../messages/message.ts';
import type { Emitter } from './emitter.ts';
import { wordsOf } from './run-error.ts';
import type { RunState } from './run-state.ts';
import type { People } from './shared.ts';

/** Closes all components of a flow; one that can't be closed does not change how the run ended. */
export async function closeComponents(
  { nodes, plan }: RunState,
  emitter: Emitter,
  people: People,
): Promise<void> {
  people.busy();
  for (const [index, { component }] of nodes.entries()) {
    try {
      await component?.close?.();
    } catch (error) {
      const text = message('component-defect', { text: wordsOf(error) });
      emitter.warn('component-defect', text, { node: at(plan.nodes, index).id });
    }
  }
  people.idle();
}
