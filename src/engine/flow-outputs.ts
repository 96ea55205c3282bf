import { at } from '../flow/at.ts';
import { endEdge } from '../flow/plan/plan.ts';
import { returningNodes } from '../flow/plan/returns.ts';
import { objectOf, type Value } from '../flow/value.ts';
import type { FlowResult } from './component.ts';
import { evaluateIn } from './evaluate.ts';
import { NodeScope } from './node-scope.ts';
import type { RunState } from './run-state.ts';
import { withoutStream } from './without-stream.ts';

/**
 * What a flow returns: its `outputs`; else its OutputNodes that ran, else the nodes without forward successors that
 * ran: of one its primary, of several each primary by node id.
 */
export function flowOutputs(run: RunState): FlowResult {
  const { flow, nodes: all, terminals } = run.plan;
  const { outputs } = flow;
  if (outputs.length > 0) {
    // They see what a node behind all terminals would see.
    const behind = terminals.map((n) => endEdge(at(all, n)));
    const scope = new NodeScope(run, -1, {}, { behind });
    const values = outputs.map((output): [string, Value] => [
      output.name,
      evaluateIn(output, scope),
    ]);
    return { outputs: objectOf(values), single: values.length === 1 };
  }
  const ran = (n: number): boolean =>
    run.state(n).outputs !== undefined && run.state(n).status !== 'handled';
  const nodes = returningNodes(run.plan).filter(ran);
  const values = nodes.map((n): [string, Value] => [all[n]?.id ?? '', primary(run, n)]);
  return { outputs: objectOf(values), single: values.length === 1 };
}

function primary(run: RunState, node: number): Value {
  const outputs = run.outputsOf(node);
  const name = run.primaryOf(node, outputs);
  return name === undefined ? null : withoutStream(outputs[name] ?? null);
}
