import type { Expression } from '../flow/expression/expression.ts';
import type { LoopPlan } from '../flow/plan.ts';
import { isTrue } from '../flow/value.ts';
import { evaluateIn } from './evaluate.ts';
import { NodeScope } from './node-scope.ts';
import type { RunState } from './run-state.ts';

/**
 * What a loop's `continue_condition` says about the round to come (`round`, from 0), which `iteration` stands for. One
 * that needs what only the body gives is not asked before the first round. Throws what is wrong with it.
 */
export function wantsRound(state: RunState, loop: LoopPlan, round: number): boolean {
  const { continueCondition: condition, controller, backs } = loop;
  if (!condition?.expression) return true;
  const variables = { ...state.outputsOf(controller), iteration: round };
  const scope = new NodeScope(state, controller, variables, { behind: round === 0 ? [] : backs });
  if (round === 0 && namesBody(condition.expression, scope, state, loop)) return true;
  return isTrue(evaluateIn(condition, scope));
}

/** Whether an expression names an output of the body; a name that nobody else gives must be one. */
function namesBody(
  { names }: Expression,
  scope: NodeScope,
  state: RunState,
  { controller, body }: LoopPlan,
): boolean {
  const ids = new Set(body.map((n) => state.plan.nodes[n]?.id));
  return names.some(({ name, member }) => {
    if (Object.hasOwn(state.outputsOf(controller), name)) return false;
    if (ids.has(name) && member !== undefined) return true;
    if (name === 'nodes' && ids.has(member)) return true;
    const isDeclared = body.some((n) => state.declaredOutputs(n).includes(name));
    return isDeclared || scope.lookup(name) === undefined;
  });
}
