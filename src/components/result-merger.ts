import { NodeError, type ComponentType } from '../engine/component.ts';
import { evaluateIn } from '../engine/evaluate.ts';
import { showValue } from '../engine/show-value.ts';
import type { Scope } from '../flow/expression/expression.ts';
import { objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { OutputPorts } from '../flow/node-type.ts';
import { checkExclusive, expressionField } from './config-fields.ts';
import { inputEntries } from './ports.ts';
import { withNames } from './with-names.ts';

/** Of the strategies only combining gives an object in any case. */
function outputOf(config: ValueObject): Partial<OutputPorts> {
  if (own(config, 'expression') !== undefined) return { expression: 'expression' };
  const strategy = own(config, 'merge_strategy') ?? 'combine';
  return strategy === 'combine' ? { types: { result: { type: 'object' } } } : {};
}

/** Makes one value of what the branches give that ran; which ones are waited for is the engine's affair. */
export const resultMerger: ComponentType = {
  type: 'ResultMerger',
  role: 'merger',
  config: {
    merge_strategy: { type: 'string', enum: ['combine', 'concat', 'first'] },
    expression: { ...expressionField, names: ['branches'] },
    separator: { type: 'string' },
  },
  inputs: () => [],
  outputs: (config) => ({ names: ['result'], ...outputOf(config) }),
  passesOn: true,
  check: (node, report) => checkExclusive(node, ['merge_strategy', 'expression'], report),
  create({ id, config, expressions }) {
    const expression = expressions.get('expression');
    const strategy = own(config, 'merge_strategy');
    const separator = own(config, 'separator');
    const merge = (branches: ValueObject, scope: Scope): Value => {
      if (expression) return evaluateIn(expression, withNames(scope, { branches }));
      if (strategy === 'first') return Object.values(branches)[0] ?? null;
      if (strategy !== 'concat') return branches;
      return concat(branches, typeof separator === 'string' ? separator : '\n', id);
    };
    return {
      run: (inputs, { scope }) => ({ result: merge(objectOf(inputEntries(inputs)), scope) }),
    };
  },
};

/** Lists one after the other, or texts with the separator between them. None is passed over. */
function concat(branches: ValueObject, separator: string, node: string): Value {
  const given = Object.entries(branches).filter(([, value]) => value !== null);
  const values = given.map(([, value]) => value);
  if (values.every((value) => typeof value === 'string')) return values.join(separator);
  if (values.every((value) => Array.isArray(value))) return values.flat() as Value[];
  const shown = given.map(([branch, value]) => `${branch} = ${showValue(value, 30)}`).join(', ');
  throw new NodeError('merge-not-alike', message('merge-not-alike', { node, branches: shown }), {
    hint: message('merge-not-alike/hint'),
  });
}
