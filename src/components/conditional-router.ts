import { NodeError, type ComponentType } from '../engine/component.ts';
import { evaluateIn, valuesIn } from '../engine/evaluate.ts';
import type { Scope } from '../flow/expression/expression.ts';
import type { FlowExpression, FlowNode } from '../flow/flow.ts';
import { isObject, isTrue, own, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { expressionField } from './config-fields.ts';
import { scalarText } from './scalar-text.ts';

/** Picks one of several ways on: the first whose condition is true, else the default. */
export const conditionalRouter: ComponentType = {
  type: 'ConditionalRouter',
  role: 'router',
  config: {
    conditions: {
      type: 'list',
      required: true,
      items: {
        type: 'object',
        fields: {
          name: { type: 'string' },
          expression: { ...expressionField, required: true },
          next_node: { type: 'string', required: true, node: true },
        },
      },
    },
    default_node: { type: 'string', node: true },
  },
  inputs: () => [],
  outputs: () => ({ names: ['matched', 'next_node'] }),
  create(node) {
    const conditions = conditionsOf(node);
    const fallback = scalarText(own(node.config, 'default_node'));
    return {
      run(_, { scope }) {
        const match = conditions.find(({ expression }) => isTrue(evaluateIn(expression, scope)));
        if (match) return { matched: match.name, next_node: match.target };
        if (fallback !== undefined) return { matched: null, next_node: fallback };
        throw noMatch(node, conditions, scope);
      },
    };
  },
};

interface Condition {
  readonly name: string;
  readonly target: string;
  readonly expression: FlowExpression;
}

function conditionsOf({ config, expressions }: FlowNode): Condition[] {
  const list = own(config, 'conditions');
  return (Array.isArray(list) ? (list as readonly Value[]) : []).flatMap((item, index) => {
    const target = isObject(item) ? scalarText(own(item, 'next_node')) : undefined;
    const expression = expressions.get(`conditions.${index}.expression`);
    if (!isObject(item) || target === undefined || !expression) return [];
    return [{ name: scalarText(own(item, 'name')) ?? target, target, expression }];
  });
}

function noMatch(node: FlowNode, conditions: readonly Condition[], scope: Scope): NodeError {
  const tried = conditions.map(({ expression: { expression } }) => {
    if (!expression) return '';
    const values = valuesIn(expression, scope);
    return values === '' ? expression.source : `${expression.source} (${values})`;
  });
  return new NodeError(
    'router-no-match',
    message('router-no-match', { node: node.id, conditions: tried.join('; ') }),
    { hint: message('router-no-match/hint'), location: node.location },
  );
}
