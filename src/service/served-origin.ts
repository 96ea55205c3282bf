import type { PortValues } from '../engine/component.ts';
import { SecretMask } from '../engine/secrets.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { attached } from '../project/kept-fingerprints.ts';
import { runOrigin, type RunRequest } from '../project/run-origin.ts';
import type { NewRun, RunRecord } from '../store/run-record.ts';
import { sessionOf } from './chat.ts';
import type { PlannedFlow } from './planned-flow.ts';
import type { ServedFlow } from './served-flow.ts';
import { ServiceError } from './service-error.ts';

/** What stands where a secret was, see the engine's SecretMask. */
const MASK = '******';

/** How a run was asked for; it is written down with it. */
export interface Asked {
  readonly user: string;
  readonly inputs: PortValues;
  /** Of the idempotency key's request. */
  readonly request?: string | undefined;
  readonly timeout?: number | undefined;
}

/** What a flow is known by, and its file. */
type FlowPlace = Pick<ServedFlow, 'id' | 'absolute'>;

/** What is the same of all runs of a planned flow. */
interface Template {
  readonly run: Omit<NewRun, 'id'>;
  /** The same with the flow's fingerprints. */
  readonly known: Omit<NewRun, 'id'>;
  readonly entries: readonly (readonly [string, Value])[];
  readonly mask: SecretMask;
}

const templates = new WeakMap<PlannedFlow, Template>();

/** What is kept of a served run, in the form of any other run, so that all commands can handle it. */
export function servedOrigin(
  flow: FlowPlace,
  planned: PlannedFlow,
  { user, inputs, request, timeout }: Asked,
  folder: string,
): Omit<NewRun, 'id'> {
  let template = templates.get(planned);
  if (!template) {
    template = templateOf(flow, planned, folder);
    templates.set(planned, template);
  }
  const { run, known, entries, mask } = template;
  const origin: [string, Value][] = entries.map(([key, value]) => [key, value]);
  const { concurrency } = planned.basis;
  const settings = { concurrency, timeout: timeout ?? planned.basis.timeout };
  if (request !== undefined) origin.push(['request', request]);
  if (mask.active) {
    const { plan, tree } = planned;
    const asked = requestFor(flow, planned, folder, settings);
    const masked = runOrigin(plan, tree, inputs, asked).origin;
    origin.push(...Object.entries(isObject(masked) ? masked : {}));
  } else {
    const given = timeout === undefined ? [] : [['settings', defined(settings)] as const];
    // As given: they have come as JSON.
    origin.push(
      ['inputs', inputs as ValueObject],
      ...given.map(([k, v]): [string, Value] => [k, v]),
    );
  }
  // What is kept of inputs in which a secret stood says too little of them.
  const isKnown = !mask.holds(inputs as ValueObject);
  const kept = objectOf(origin);
  const session = sessionOf(own(kept, 'inputs'));
  const theirs = { user, served: flow.id, session, origin: kept };
  return Object.assign({}, isKnown ? known : run, theirs);
}

function templateOf(flow: FlowPlace, planned: PlannedFlow, folder: string): Template {
  const { plan, tree, basis } = planned;
  const { concurrency, timeout } = basis;
  const run = runOrigin(
    plan,
    tree,
    {},
    requestFor(flow, planned, folder, { concurrency, timeout }),
  );
  const entries = isObject(run.origin) ? Object.entries(run.origin) : [];
  const { fingerprints } = planned;
  const attachments = {
    ...run.attachments,
    ...(fingerprints && { [attached.ofFlow]: fingerprints.text }),
  };
  return { run, known: { ...run, attachments }, entries, mask: new SecretMask(basis.secrets) };
}

function requestFor(
  { id, absolute }: FlowPlace,
  { basis, parameters, generation }: PlannedFlow,
  folder: string,
  settings: RunRequest['settings'],
): RunRequest {
  const { root } = generation.opened.project;
  const { secrets } = basis;
  return { absolute, root, name: id, settings, folder, parameters, secrets };
}

function defined({
  concurrency,
  timeout,
}: {
  concurrency?: number | undefined;
  timeout?: number | undefined;
}) {
  return objectOf([
    ...(concurrency === undefined ? [] : [['concurrency', concurrency] as const]),
    ...(timeout === undefined ? [] : [['timeout', timeout] as const]),
  ]);
}

/**
 * The flow, inputs and parameters of a stored run. `given` are values for secret parameters and for inputs in which a secret stood:
 * those were not kept. Throws ServiceError that names what is missing.
 */
export function askedBefore(
  { origin }: RunRecord,
  given: { readonly inputs: ValueObject; readonly parameters: ValueObject },
): { readonly flow: string; readonly inputs: ValueObject; readonly parameters: ValueObject } {
  const inputs = merged(own(origin, 'inputs'), given.inputs, 'service/input-masked');
  const parameters = merged(own(origin, 'parameters'), given.parameters, 'service/secret-missing');
  const secret = own(origin, 'secret_parameters');
  for (const name of Array.isArray(secret) ? secret.map(String) : []) {
    if (own(parameters, name) !== undefined) continue;
    throw new ServiceError('input', message('service/secret-missing', { name }));
  }
  const flow = own(origin, 'name');
  return { flow: typeof flow === 'string' ? flow : '', inputs, parameters };
}

function merged(
  kept: Value | undefined,
  given: ValueObject,
  key: 'service/input-masked' | 'service/secret-missing',
): ValueObject {
  const before = isObject(kept) ? Object.entries(kept) : [];
  for (const [name, value] of before) {
    if (own(given, name) === undefined && holdsMask(value)) {
      throw new ServiceError('input', message(key, { name }));
    }
  }
  return objectOf([...before, ...Object.entries(given)]);
}

function holdsMask(value: Value): boolean {
  if (typeof value === 'string') return value.includes(MASK);
  if (Array.isArray(value)) return value.some((item: Value) => holdsMask(item));
  return (
    isObject(value) && Object.entries(value).some(([k, v]) => k.includes(MASK) || holdsMask(v))
  );
}
