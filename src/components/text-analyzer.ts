import type { Report } from '../diagnostics/diagnostic.ts';
import type { ComponentType } from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { CheckedNode, ConfigField, OutputType } from '../flow/node-type.ts';
import { child, keyText, type Tree } from '../flow/tree.ts';
import { own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { Models } from '../models/models.ts';
import { checkJsonModel } from './ask-for-json.ts';
import { givenEntry, textual } from './config-fields.ts';
import { inputText } from './input-text.ts';
import { portsOf } from './ports.ts';
import type { Analysis, Analyzer } from './text-analysis/analyzer.ts';
import { UNKNOWN } from './text-analysis/intent.ts';
import {
  categoriesField,
  hasIntents,
  readCategories,
  readIntents,
} from './text-analysis/read-intents.ts';

const analyses = ['sentiment', 'intent', 'language'] as const satisfies readonly Analysis[];

/** The outputs of each analysis, in the order of the node's ports. */
const outputsOf: Readonly<Record<Analysis, readonly string[]>> = {
  sentiment: ['sentiment_score', 'sentiment'],
  intent: ['intent', 'intent_confidence'],
  language: ['language'],
};

const methods = ['local', 'llm'] as const;

const config = {
  analysis_type: {
    type: ['string', 'list'],
    enum: analyses,
    items: { type: 'string', enum: analyses },
  },
  intents: categoriesField,
  threshold: { type: 'number', minimum: 0, maximum: 1 },
  method: { type: 'string', enum: methods },
  model: { type: 'string' },
  temperature: { type: 'number', minimum: 0, maximum: 2 },
  max_tokens: { type: 'integer', minimum: 1 },
} as const satisfies Record<string, ConfigField>;

const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const text = { type: 'string' } as const;
const feeling = { type: 'string', enum: ['positive', 'negative', 'neutral'] } as const;

/** Where intents are given, the intent is one of them or none. */
function outputTypes(given: ValueObject): Readonly<Record<string, OutputType>> {
  const names = readCategories(own(given, 'intents')).map(({ name }) => name);
  const intent =
    names.length > 0
      ? ({ type: 'string', enum: [...new Set([...names, UNKNOWN])] } as const)
      : text;
  return {
    sentiment_score: share,
    sentiment: feeling,
    intent,
    intent_confidence: share,
    language: text,
    text,
  };
}

/** The node type that finds out how a text feels, what it wants and in which language it is. */
export function textAnalyzer(models: Models): ComponentType {
  return {
    type: 'TextAnalyzer',
    role: 'work',
    config,
    inputs: () => [{ name: 'text', required: true, type: 'string', accepts: textual }],
    outputs: (given) => ({
      names: [...askedFor(given).flatMap((analysis) => outputsOf[analysis]), 'text'],
      types: outputTypes(given),
    }),
    exposes: (given) => (usesModel(given) ? { text: 'model', intents: 'model' } : {}),
    possibleOutputs: Object.values(outputsOf).flat(),
    check(node, report) {
      if (usesModel(node.config)) checkJsonModel(node, models, report);
      else checkIntents(node, report);
    },
    create(node) {
      const asked = askedFor(node.config);
      let analyzer: Promise<Pick<Analyzer, 'analyze'>> | undefined;
      return {
        async run(inputs, context) {
          const text = inputText(inputs, node);
          const ready = await (analyzer ??= load(node, models));
          const outputs = await ready.analyze(text, asked, context);
          return portsOf([...outputs, ['text', text]]);
        },
      };
    },
  };
}

function usesModel(given: ValueObject): boolean {
  return own(given, 'method') === 'llm';
}

/** The word lists are large: a flow without a TextAnalyzer, or one that does not come to it, never loads them. */
async function load(
  { id, config: given }: FlowNode,
  models: Models,
): Promise<Pick<Analyzer, 'analyze'>> {
  const threshold = own(given, 'threshold');
  const intents = own(given, 'intents');
  const least = typeof threshold === 'number' && { threshold };
  if (usesModel(given)) {
    const { ModelAnalyzer } = await import('./text-analysis/model-analyzer.ts');
    return new ModelAnalyzer(models, given, { intents: readCategories(intents), ...least });
  }
  const { Analyzer } = await import('./text-analysis/analyzer.ts');
  return new Analyzer(id, { intents: readIntents(intents), ...least });
}

/** What a config asks for, in the order of the ports; without `analysis_type` all that it makes possible. */
function askedFor(config: ValueObject): readonly Analysis[] {
  const given = own(config, 'analysis_type') ?? null;
  if (given === null) {
    const able = hasIntents(own(config, 'intents'));
    return analyses.filter((analysis) => analysis !== 'intent' || able);
  }
  const list = Array.isArray(given) ? (given as readonly Value[]) : [given];
  return analyses.filter((analysis) => list.includes(analysis));
}

/** Warns where the intent is asked for and can't be told, or not well. */
function checkIntents(node: CheckedNode, report: Report): void {
  const warn = (
    code: 'text-analyzer-intents' | 'text-analyzer-examples',
    at: Tree,
    intent = '',
  ) => {
    report({
      severity: 'warning',
      code,
      message: message(code, { node: node.id, intent }),
      location: at.location,
      hint: message(`${code}/hint`),
    });
  };
  const asked = givenEntry(node, 'analysis_type');
  const intents = child(node.configTree, 'intents');
  const none = !hasIntents(own(node.config, 'intents'));
  if (asked && none && intents?.kind !== 'unknown' && askedFor(node.config).includes('intent')) {
    warn('text-analyzer-intents', asked.value);
  }
  for (const { name, at, examples } of intentTrees(intents)) {
    if (examples === undefined || isEmpty(examples)) warn('text-analyzer-examples', at, name);
  }
}

interface IntentTree {
  readonly name: string;
  readonly at: Tree;
  readonly examples: Tree | undefined;
}

function intentTrees(intents: Tree | undefined): IntentTree[] {
  if (intents?.kind === 'map') {
    return intents.entries.map(({ key, value }) => ({
      name: keyText(key),
      at: key,
      examples: value,
    }));
  }
  if (intents?.kind !== 'list') return [];
  return intents.items.flatMap((item) => {
    const at = item.kind === 'map' ? child(item, 'name') : item;
    if (at?.kind !== 'scalar') return [];
    return [{ name: keyText(at), at, examples: child(item, 'examples') }];
  });
}

function isEmpty(tree: Tree): boolean {
  if (tree.kind === 'list') return tree.items.length === 0;
  return tree.kind === 'scalar' && (tree.value === null || tree.value === '');
}
