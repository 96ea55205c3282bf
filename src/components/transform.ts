import type { ComponentType } from '../engine/component.ts';
import { evaluateIn } from '../engine/evaluate.ts';
import { isObject, own } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { checkExclusive, expressionField, givenEntry } from './config-fields.ts';
import { fillTemplate } from './fill-template.ts';
import { portsOf } from './ports.ts';

/** Makes a new value from the names in scope: an expression, or a text with `{name}` places. */
export const transform: ComponentType = {
  type: 'Transform',
  role: 'work',
  config: { expression: expressionField, template: { type: 'string', template: true } },
  openInputs: true,
  inputs: () => [],
  outputs(config) {
    const expression = own(config, 'expression');
    if (expression === undefined) return { names: ['result'] };
    // A dict literal surely gives its keys; what else an expression gives shows when it runs.
    const dict = typeof expression === 'string' && expression.trimStart().startsWith('{');
    return { names: dict ? [] : ['result'], open: true };
  },
  check(node, report) {
    checkExclusive(node, ['expression', 'template'], report);
    if (givenEntry(node, 'expression') ?? givenEntry(node, 'template')) return;
    report({
      severity: 'error',
      code: 'transform-empty',
      message: message('transform-empty', { node: node.id }),
      location: node.typeLocation,
      hint: message('transform-empty/hint'),
    });
  },
  create(node) {
    const expression = node.expressions.get('expression');
    const template = node.templates.get('template');
    return {
      run(_, { scope }) {
        if (template) return { result: fillTemplate(template, scope) };
        const result = expression ? evaluateIn(expression, scope) : null;
        const entries = isObject(result) ? Object.entries(result) : [];
        return entries.length > 0 ? portsOf(entries) : { result };
      },
    };
  },
};
