import type { Flow, FlowExpression, FlowNode } from '../flow.ts';
import type { PlanEdge } from '../plan/plan.ts';

/** What a node looks up by name while it runs. */
export interface NamesRead {
  readonly names: ReadonlySet<string>;
  /** Besides, any run input. */
  readonly inputs: boolean;
  /** Besides, any parameter. */
  readonly parameters: boolean;
}

/** Config keys that hold a node of their own, whose expressions and templates are read only when it runs. */
const innerNodes = ['component', 'plugin'] as const;
/** They fall back on the text of the run where nobody gives them a question. */
const askers: readonly string[] = ['ContextBuilder', 'LLMGenerator'];

/** The names that a node and the conditions of the edges to it look up in scope. */
export function namesRead(node: FlowNode, into: readonly PlanEdge[]): NamesRead {
  const names = new Set<string>();
  const add = (one: FlowExpression | undefined): void => {
    for (const { name } of one?.expression?.names ?? []) names.add(name);
  };
  node.expressions.forEach(add);
  node.inputs.forEach(add);
  add(node.retry?.when);
  for (const { condition } of into) add(condition);
  for (const { template } of node.templates.values()) {
    for (const { name } of template.names) names.add(name);
  }
  const { role } = node.nodeType ?? {};
  const isItems = role === 'batch' && node.config.items === undefined;
  if (isItems && node.config.source === undefined) names.add('items');
  const hasInner = innerNodes.some((key) => node.config[key] !== undefined);
  const any = role === 'work' && hasInner;
  const inputs = any || role === 'input' || askers.includes(node.type);
  return { names, inputs, parameters: any };
}

/** The names that a flow's outputs look up. */
export function namesOfOutputs({ outputs }: Flow): NamesRead {
  const used = outputs.flatMap(({ expression }) => expression?.names ?? []);
  return { names: new Set(used.map(({ name }) => name)), inputs: false, parameters: false };
}
