import type { Report } from '../diagnostics/diagnostic.ts';
import type { ComponentType, Context, PortValues } from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { CheckedNode, ConfigField, OutputType } from '../flow/node-type.ts';
import { child } from '../flow/tree.ts';
import { own, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { Models } from '../models/models.ts';
import { askForJson, checkJsonModel } from './ask-for-json.ts';
import { inputText } from './input-text.ts';
import { textual } from './config-fields.ts';
import { portsOf } from './ports.ts';
import { scalarText } from './scalar-text.ts';
import { DEFAULT_THRESHOLD, IntentClassifier, UNKNOWN } from './text-analysis/intent.ts';
import {
  categoriesField,
  categoryLines,
  readCategories,
  readIntents,
} from './text-analysis/read-intents.ts';

const methods = ['llm', 'examples'] as const;

const config = {
  categories: { ...categoriesField, required: true },
  method: { type: 'string', enum: methods },
  model: { type: 'string' },
  instruction: { type: 'string' },
  temperature: { type: 'number', minimum: 0, maximum: 2 },
  max_tokens: { type: 'integer', minimum: 1 },
  threshold: { type: 'number', minimum: 0, maximum: 1 },
} as const satisfies Record<string, ConfigField>;

/** The node type that says which of several categories a text belongs to: by a model, or by examples. */
export function classifier(models: Models): ComponentType {
  return {
    type: 'Classifier',
    role: 'work',
    config,
    inputs: () => [{ name: 'text', required: true, type: 'string', accepts: textual }],
    outputs: (given) => ({
      names: methodOf(given) === 'llm' ? ['category'] : ['category', 'confidence'],
      types: outputTypes(given),
    }),
    exposes: (given) =>
      methodOf(given) === 'llm' ? { text: 'model', instruction: 'model', categories: 'model' } : {},
    possibleOutputs: ['confidence'],
    check(node, report) {
      checkCategories(node, report);
      if (methodOf(node.config) === 'llm') checkJsonModel(node, models, report);
    },
    create: (node) => {
      const classify =
        methodOf(node.config) === 'llm' ? byModel(node, models) : byExamples(node.config);
      return { run: (inputs, context) => classify(inputText(inputs, node), context) };
    },
  };
}

function outputTypes(given: ValueObject): Readonly<Record<string, OutputType>> {
  const names = readCategories(own(given, 'categories')).map(({ name }) => name);
  return {
    category: {
      type: 'string',
      ...(names.length > 0 && { enum: [...new Set([...names, UNKNOWN])] }),
    },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
  };
}

/** A config that says nothing of it means a model where it names one, or has no examples. */
function methodOf(given: ValueObject): (typeof methods)[number] {
  const method = methods.find((known) => known === own(given, 'method'));
  if (method) return method;
  const hasModel = (own(given, 'model') ?? null) !== null;
  const categories = readCategories(own(given, 'categories'));
  return !hasModel && categories.some(({ examples }) => examples.length > 0) ? 'examples' : 'llm';
}

type Classify = (text: string, context: Context) => PortValues | Promise<PortValues>;

function byModel({ config: given }: FlowNode, models: Models): Classify {
  const categories = readCategories(own(given, 'categories'));
  const names = [...new Set([...categories.map(({ name }) => name), UNKNOWN])];
  const instructions = [
    'Classify a text into one of these categories:',
    categoryLines(categories),
    `If none of them fits, the category is ${JSON.stringify(UNKNOWN)}.`,
    scalarText(own(given, 'instruction')) ?? '',
  ];
  const schema = {
    type: 'object',
    properties: { category: { type: 'string', enum: names } },
    required: ['category'],
    additionalProperties: false,
  };
  const task = { instructions: instructions.join('\n').trim(), schema };
  return async (text, context) => {
    const answer = await askForJson(models, given, { ...task, text }, context);
    return portsOf([['category', own(answer, 'category') ?? UNKNOWN]]);
  };
}

function byExamples(given: ValueObject): Classify {
  const known = new IntentClassifier(readIntents(own(given, 'categories')));
  const threshold = own(given, 'threshold');
  const least = typeof threshold === 'number' ? threshold : DEFAULT_THRESHOLD;
  return (text) => {
    const { intent, confidence } = known.classify(text);
    return portsOf([
      ['category', confidence >= least ? intent : UNKNOWN],
      ['confidence', confidence],
    ]);
  };
}

/** Reports categories among which there is nothing to choose. */
function checkCategories(node: CheckedNode, report: Report): void {
  const tree = child(node.configTree, 'categories');
  if (!tree || tree.kind === 'unknown' || tree.kind === 'scalar') return;
  if (readCategories(own(node.config, 'categories')).length > 0) return;
  report({
    severity: 'error',
    code: 'classifier-categories',
    message: message('classifier-categories', { node: node.id }),
    location: tree.location,
    hint: message('classifier-categories/hint'),
  });
}
