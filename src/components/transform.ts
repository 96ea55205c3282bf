import type { ComponentType } from '../engine/component.ts';
import { evaluateIn } from '../engine/evaluate.ts';
import { mayBeObject } from '../flow/checks/may-be-object.ts';
import { parseExpression } from '../flow/expression/parse-expression.ts';
import type { OutputPorts } from '../flow/node-type.ts';
import { isObject, own, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { checkExclusive, expressionField, givenEntry } from './config-fields.ts';
import { fillTemplate } from './fill-template.ts';
import { portsOf } from './ports.ts';

/** Outputs by expression: they are asked for again and again, and an expression never changes. */
const known = new Map<Value, OutputPorts>();
const MOST_KNOWN = 10_000;

function outputsOf(expression: Value): OutputPorts {
  const ports = known.get(expression);
  if (ports) return ports;
  const result = typeof expression === 'string' ? parseExpression(expression) : undefined;
  const parsed = result && 'expression' in result ? result.expression : undefined;
  const isDict = typeof expression === 'string' && expression.trimStart().startsWith('{');
  const made: OutputPorts = {
    ...(parsed?.keys?.length
      ? { names: parsed.keys }
      : { names: isDict ? [] : ['result'], open: !parsed || mayBeObject(parsed) }),
    expression: 'expression',
  };
  if (known.size < MOST_KNOWN) known.set(expression, made);
  return made;
}

/** Makes a new value from the names in scope: an expression, or a text with `{name}` places. */
export const transform: ComponentType = {
  type: 'Transform',
  role: 'work',
  config: { expression: expressionField, template: { type: 'string', template: true } },
  openInputs: true,
  passesOn: true,
  inputs: () => [],
  outputs(config) {
    const expression = own(config, 'expression');
    if (expression === undefined)
      return { names: ['result'], types: { result: { type: 'string' } } };
    // What else than a dict literal an expression gives shows when it runs.
    return outputsOf(expression);
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
