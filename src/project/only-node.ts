import { NodeError, type PortValues } from '../engine/component.ts';
import type { Flow, FlowNode, NamedExpression } from '../flow/flow.ts';
import { own } from '../flow/value.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { message } from '../messages/message.ts';
import { UsageError } from './usage-error.ts';

/** Roles that mean nothing without the nodes around them. */
const SOCIAL: readonly string[] = ['loop', 'merger'];

/**
 * A flow of one node of another. A run input that has the name of one of the node's inputs is bound to it, and the
 * text `input` to an input that is still open; other nodes' outputs can be given as run inputs of their ids. Throws
 * UsageError for an id that is none, and for a node that can't run alone.
 */
export function onlyNode(flow: Flow, id: string, given: PortValues): Flow {
  const node = flow.nodes.find((candidate) => candidate.id === id);
  if (!node) throw unknownNode(flow, id);
  if (SOCIAL.includes(node.nodeType?.role ?? '')) {
    throw new UsageError(message('node-alone', { name: id, type: node.type }));
  }
  const bound = { ...node, inputs: boundInputs(node, given), onError: { kind: 'fail' } } as const;
  return { ...flow, nodes: [bound], edges: [], outputs: [] };
}

function boundInputs(node: FlowNode, given: PortValues): NamedExpression[] {
  const has = (name: string): boolean => Object.hasOwn(given, name);
  const written = node.inputs.filter(({ name }) => !has(name));
  const open = (node.nodeType?.inputs(node.config) ?? []).filter(
    ({ name }) =>
      own(node.config, name) === undefined && !written.some((input) => input.name === name),
  );
  const named = open.filter(({ name }) => has(name)).map(({ name }) => runInput(name, name, node));
  const [first, ...others] = open.filter(({ name, required }) => required && !has(name));
  const unnamed =
    first && others.length === 0 && has('input') ? [runInput(first.name, 'input', node)] : [];
  const missing = unnamed.length > 0 ? [] : [first ?? [], others].flat();
  return [...written, ...named, ...unnamed, ...missing.map(({ name }) => missingInput(name, node))];
}

/** Stands for an input that only `--input` can give and does not. */
function missingInput(name: string, node: FlowNode): NamedExpression {
  const input = runInput(name, name, node);
  const evaluate = (): never => {
    throw new NodeError('input-unbound', message('input-unbound/only', { node: node.id, name }), {
      hint: message('input-unbound/only-hint', { name }),
    });
  };
  return { ...input, expression: { keys: undefined, source: name, names: [], evaluate } };
}

/** The expression that is nothing but the name of a run input. */
function runInput(name: string, source: string, { idLocation }: FlowNode): NamedExpression {
  return {
    name,
    nameLocation: idLocation,
    expression: {
      keys: undefined,
      source,
      names: [{ name: source, start: 0, end: source.length }],
      evaluate: (scope) => scope.lookup(source) ?? null,
    },
    tree: {
      kind: 'scalar',
      value: source,
      location: idLocation,
      quoted: false,
      textStart: idLocation.start,
    },
  };
}

/** For an id that no node of a flow has. */
export function unknownNode({ nodes }: Flow, id: string): UsageError {
  const ids = nodes.map((node) => node.id);
  const [outermost = id] = id.split('/');
  const near = ids.includes(outermost) ? outermost : nearest(id, ids);
  return new UsageError(
    message('node-unknown', { name: id }),
    near === undefined
      ? message('node-unknown/hint', { known: ids.slice(0, 20) })
      : message('did-you-mean', { name: near }),
  );
}
