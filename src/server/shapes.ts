import { objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { SecretMask } from '../engine/secrets.ts';
import type { Say } from '../messages/message.ts';
import { fieldsOf, shownNode, withFields } from './node-fields.ts';
import { inputsSchema, parametersSchema } from '../service/flow-interface.ts';
import type { RunEnd } from '../service/live-run.ts';
import type { ServedFlow } from '../service/served-flow.ts';
import type { RunRecord, RunSummary } from '../store/run-record.ts';

/** A workflow in a list. */
export async function flowSummary(served: ServedFlow): Promise<ValueObject> {
  const { tree, diagnostics, secrets } = await served.describe();
  const flow = tree?.flow;
  // A flow may have a secret anywhere, say in its description.
  const mask = new SecretMask([...secrets]);
  return objectOf([
    ['id', served.id],
    ['name', mask.text(flow?.name ?? served.id)],
    ['description', mask.text(flow?.description ?? '')],
    ['version', mask.text(flow?.version ?? '')],
    ['valid', !diagnostics.some(({ severity }) => severity === 'error')],
  ]);
}

/** A workflow with what it takes, and its graph. */
export async function flowDetail(served: ServedFlow, say: Say): Promise<ValueObject> {
  const { tree, diagnostics, parameters, secrets } = await served.describe();
  const { nodes = [], edges = [] } = tree?.flow ?? {};
  const problems = diagnostics.map(({ severity, code, message }) => ({
    severity,
    code,
    message: say(message),
  }));
  return objectOf([
    ...Object.entries(await flowSummary(served)),
    ['parameters', withFields(parametersSchema(parameters), fieldsOf(nodes))],
    ['inputs', inputsSchema(tree, new SecretMask([...secrets]))],
    ['nodes', nodes.map(shownNode)],
    ['edges', edges.map(({ from, to }) => ({ from: from.node, to: to.node }))],
    ['problems', problems],
  ]);
}

/** A run in a list. */
export function runSummary(run: RunSummary): ValueObject {
  const { id, flow, status, started_at, ended_at, duration_ms, user, served = null } = run;
  return objectOf([
    ['run_id', id],
    ['workflow_id', served],
    ['workflow', flow],
    ['status', status],
    ['started_at', started_at],
    ['ended_at', ended_at ?? null],
    ['duration_ms', duration_ms ?? null],
    ['user_id', user ?? null],
  ]);
}

/** A run with how it has ended, as far as it has. */
export function runDetail(run: RunRecord, end: RunEnd | undefined): ValueObject {
  const { error = null, questions = [], sessions, origin } = run;
  const outputs = end?.status === 'succeeded' ? end.outputs : null;
  return objectOf([
    ...Object.entries(runSummary(run)),
    ['inputs', own(origin, 'inputs') ?? {}],
    ['parameters', own(origin, 'parameters') ?? {}],
    ['outputs', outputs],
    ['error', error && errorShape(error)],
    ['questions', questions as unknown as Value],
    ['sessions', sessions.length],
  ]);
}

/** Where in whose files it happened is nobody's business here. */
function errorShape({ code, message, node }: NonNullable<RunRecord['error']>): ValueObject {
  return { code, message, node };
}
