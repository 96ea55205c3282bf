import {
  NodeError,
  type Component,
  type ComponentType,
  type ComponentTypes,
  type PortValues,
  type World,
} from '../engine/component.ts';
import { withoutStream } from '../engine/without-stream.ts';
import type { FlowNode } from '../flow/flow.ts';
import { objectOf, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { Mock, MockedCall } from './read-mock.ts';

/** What a test wants to know of the nodes' calls, and to have done in their place. */
export interface Spy {
  /** By the node's name in events: `outer/inner` in a sub-flow. */
  readonly mocks: ReadonlyMap<string, { readonly value: Mock }>;
  called(node: string, inputs: ValueObject): void;
}

/** Node types whose nodes tell their calls, and of which some give what a test says instead of running. */
export function spiedTypes(types: ComponentTypes, spy: Spy): ComponentTypes {
  const known = new Map<string, ComponentType>();
  return {
    names: () => types.names(),
    planned: (name) => types.planned(name),
    get(name) {
      const found = known.get(name);
      if (found) return found;
      const type = types.get(name);
      if (!type) return undefined;
      const spied: ComponentType = {
        ...type,
        // What a node calls within itself is its own affair.
        create: (node, world) => spiedComponent(type, node, { ...world, types }, spy),
      };
      known.set(name, spied);
      return spied;
    },
  };
}

function spiedComponent(type: ComponentType, node: FlowNode, world: World, spy: Spy): Component {
  let real: Component | undefined;
  /** How often each of its nodes was called: one component may stand in several places of sub-flows. */
  let calls = 0;
  return {
    run(inputs, context) {
      const { node: name } = context as Partial<typeof context>;
      // A loop without rounds asks its aggregators for nothing in particular: no call of anybody's.
      if (name !== undefined) spy.called(name, plainInputs(inputs));
      const mock = name === undefined ? undefined : spy.mocks.get(name)?.value;
      const call = mock && (mock[calls++] ?? mock.at(-1));
      if (call) return mocked(call, node);
      // Made only now: a node that is mocked needs nothing of what a real one needs.
      real ??= type.create(node, world);
      return real.run(inputs, context);
    },
    reset: () => real?.reset?.(),
    close: () => real?.close?.(),
  };
}

function plainInputs(inputs: PortValues): ValueObject {
  return objectOf(
    Object.entries(inputs).map(([name, value]): [string, Value] => [name, withoutStream(value)]),
  );
}

/** What a call gives that a test has made up; outputs that it doesn't name are null. */
function mocked(call: MockedCall, { nodeType, config }: FlowNode): ValueObject {
  if (call.kind === 'fail') {
    const text =
      call.message === ''
        ? message('test-mock-failure/none')
        : message('test-mock-failure', { text: call.message });
    throw new NodeError(call.code, text, { details: call.details });
  }
  const names = nodeType?.outputs(config).names ?? [];
  const given =
    call.kind === 'outputs'
      ? Object.entries(call.outputs)
      : [[names[0] ?? 'result', call.value] as const];
  return objectOf([...names.map((name) => [name, null] as const), ...given]);
}
