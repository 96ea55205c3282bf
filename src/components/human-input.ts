import type { Report } from '../diagnostics/diagnostic.ts';
import { NodeError, type ComponentType } from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import { child, keyText, type Tree } from '../flow/tree.ts';
import type { OutputType } from '../flow/node-type.ts';
import { own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { schemaKeywords } from './answer-schema.ts';
import { fillTemplate } from './fill-template.ts';
import { readAnswer, type AnswerRules } from './read-answer.ts';
import { scalarText } from './scalar-text.ts';

function answerType(config: ValueObject): OutputType {
  const { options = [] } = rulesOf(config);
  return options.length > 0 ? { type: 'string', enum: options } : { type: 'any' };
}

/** Waits for a person's answer. */
export const humanInput: ComponentType = {
  type: 'HumanInput',
  role: 'human',
  config: {
    prompt: { type: 'string', required: true, template: true },
    options: { type: 'list', items: { type: ['string', 'number', 'boolean'] } },
    schema: { type: 'object', values: { type: 'any' } },
  },
  inputs: () => [],
  outputs: (config) => ({ names: ['answer'], types: { answer: answerType(config) } }),
  exposes: () => ({ prompt: 'person', options: 'person' }),
  check: (node, report) => checkSchema(child(node.configTree, 'schema'), report),
  create(node) {
    const rules = rulesOf(node.config);
    return {
      async run(_, context) {
        const prompt = promptOf(node, context.scope);
        const answer = readAnswer(await context.ask({ prompt, ...rules }), rules);
        if ('value' in answer) return { answer: answer.value };
        throw new NodeError('answer-invalid', answer.problem);
      },
    };
  },
};

function promptOf(
  { templates, config }: FlowNode,
  scope: Parameters<typeof fillTemplate>[1],
): string {
  const template = templates.get('prompt');
  return template ? fillTemplate(template, scope) : (scalarText(own(config, 'prompt')) ?? '');
}

function rulesOf(config: ValueObject): AnswerRules {
  const options = own(config, 'options');
  const schema = own(config, 'schema');
  return {
    ...(Array.isArray(options) && {
      options: (options as readonly Value[]).flatMap((o) => scalarText(o) ?? []),
    }),
    ...(schema !== undefined && { schema }),
  };
}

/** Warns of keywords that are not understood: they would be ignored in silence. */
function checkSchema(schema: Tree | undefined, report: Report): void {
  if (schema?.kind !== 'map') return;
  const known: readonly string[] = schemaKeywords;
  for (const { key, value } of schema.entries) {
    const name = keyText(key);
    if (!known.includes(name)) {
      report({
        severity: 'warning',
        code: 'schema-keyword-unknown',
        message: message('schema-keyword-unknown', { keyword: name }),
        location: key.location,
        hint: message('schema-keyword-unknown/hint', { known }),
      });
    }
    if (name === 'items') checkSchema(value, report);
    if (name === 'properties' && value.kind === 'map') {
      for (const property of value.entries) checkSchema(property.value, report);
    }
  }
}
