import type { PortValues } from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { Later } from '../engine/later.ts';
import { SecretMask } from '../engine/secrets.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import type { NewRun } from '../store/run-record.ts';
import type { FlowTree, GivenParameters } from './flow-tree.ts';

/** How a run was asked for; all of it is written down. */
export interface RunRequest {
  /** The flow's file, absolute. */
  readonly absolute: string;
  /** The project's folder. */
  readonly root: string;
  /** How the flow was named: a path, a name, `-`. */
  readonly name: string;
  /** Settings and flags that it goes by. */
  readonly settings: Readonly<Record<string, Value | undefined>>;
  /** The working directory. */
  readonly folder: string;
  /** Parameters that were given by flags and answers; the others have their values from the flow and the environment. */
  readonly parameters: GivenParameters;
  readonly secrets: readonly string[];
}

/**
 * What is kept of how a run was begun, so that it can be done again: `origin` has the file, inputs, parameters without the
 * secret ones (those only by name) and settings; the texts of the flow and of its sub-flows are attached. Secrets are
 * masked in all of it, and `masked` says where one was.
 */
export function runOrigin(
  plan: Plan,
  tree: FlowTree,
  inputs: PortValues,
  request: RunRequest,
): Omit<NewRun, 'id'> {
  const { flow } = plan;
  const mask = new SecretMask(request.secrets);
  const secrets = new Set(flow.parameters.filter((one) => one.secret).map(({ name }) => name));
  const given = flow.parameters.map(({ name }) => name).filter((n) => request.parameters.has(n));
  const open = given
    .filter((name) => !secrets.has(name))
    .map((name) => [name, own(flow.parameterValues, name) ?? null] as const);
  const origin = objectOf([
    ['name', request.name],
    ['file', request.absolute],
    ['root', request.root],
    ['folder', request.folder],
    ['inputs', objectOf(Object.entries(inputs).map(([name, value]) => [name, kept(value)]))],
    ['parameters', objectOf(open)],
    ['secret_parameters', given.filter((name) => secrets.has(name))],
    ['settings', objectOf(defined(request.settings))],
  ]);
  const masked = mask.value(origin);
  const isMasked = masked !== origin;
  return {
    flow: mask.text(flow.name ?? flow.file.path),
    file: flow.file.path,
    origin:
      isMasked && isObject(masked)
        ? objectOf([...Object.entries(masked), ['masked', true]])
        : masked,
    attachments: Object.fromEntries(
      [...textsOf(tree, 'flow')].map(([name, text]) => [name, mask.text(text)]),
    ),
  };
}

/** What of an origin is another where a run goes on with other parameters. */
export function askedAnew({ origin }: Pick<NewRun, 'origin'>): ValueObject {
  const anew = ['parameters', 'secret_parameters', 'masked'];
  return objectOf(
    anew.flatMap((key) => {
      const value = isObject(origin) ? own(origin, key) : undefined;
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** The flow's text as `flow`, those of sub-flows as `flow:outer/inner`, by the nodes that run them. */
function* textsOf({ flow, subFlows }: FlowTree, name: string): Generator<[string, string]> {
  yield [name, flow.file.text];
  for (const [node, inner] of subFlows) {
    yield* textsOf(inner, name === 'flow' ? `flow:${node}` : `${name}/${node}`);
  }
}

/** Of items that are read from a file as they are needed, only where they come from. */
function kept(value: PortValues[string]): Value {
  if (value instanceof Later) return value.now();
  if (!(value instanceof ItemStream)) return value;
  return objectOf([
    ['source', value.source],
    ['count', value.count],
  ]);
}

function defined(settings: RunRequest['settings']): [string, Value][] {
  return Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, Value]],
  );
}
