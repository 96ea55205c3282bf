import type { Expression } from '../flow/expression/expression.ts';
import type { LoopPlan } from '../flow/plan/plan.ts';
import { isTrue } from '../flow/value.ts';
import type { PortValues } from './component.ts';
import { evaluateIn } from './evaluate.ts';
import { NodeScope } from './node-scope.ts';
import type { RunState } from './run-state.ts';

/**
 * What a loop's `continue_condition` says about the round to come (`round`, from 0), which `iteration` stands for. One
 * that needs what only the body gives is not asked before the first round. `given`: the controller's own inputs. Throws
 * what is wrong with it.
 */
export function wantsRound(
  state: RunState,
  loop: LoopPlan,
  round: number,
  given: PortValues,
): boolean {
  const { continueCondition: condition, controller, backs } = loop;
  if (!condition?.expression) return true;
  const locals = { ...state.outputsOf(controller), iteration: round, ...given };
  const scope = new NodeScope(state, controller, locals, { behind: round === 0 ? [] : backs });
  const isKnown = (name: string): boolean => Object.hasOwn(locals, name);
  if (round === 0 && namesBody(condition.expression, scope, state, loop, isKnown)) return true;
  return isTrue(evaluateIn(condition, scope));
}

/** Whether an expression names an output of the body; a name that nobody else gives must be one. */
function namesBody(
  { names }: Expression,
  scope: NodeScope,
  state: RunState,
  { body }: LoopPlan,
  isKnown: (name: string) => boolean,
): boolean {
  const ids = new Set(body.map((n) => state.plan.nodes[n]?.id));
  return names.some(({ name, member }) => {
    if (isKnown(name)) return false;
    if (ids.has(name) && member !== undefined) return true;
    if (name === 'nodes' && ids.has(member)) return true;
    const isDeclared = body.some((n) => state.declaredOutputs(n).includes(name));
    return isDeclared || scope.lookup(name) === undefined;
  });
}
