import type { Report } from '../diagnostics/diagnostic.ts';
import { NodeError, type ComponentType } from '../engine/component.ts';
import { showValue } from '../engine/show-value.ts';
import type { CheckedNode } from '../flow/node-type.ts';
import { child, keyText, type Tree } from '../flow/tree.ts';
import { own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { givenEntry } from './config-fields.ts';
import { inputValue, portsOf } from './ports.ts';
import { scalarText } from './scalar-text.ts';
import type { Analysis, Analyzer } from './text-analysis/analyzer.ts';
import { hasIntents, readIntents } from './text-analysis/read-intents.ts';

const analyses = ['sentiment', 'intent', 'language'] as const satisfies readonly Analysis[];

/** The outputs of each analysis, in the order of the node's ports. */
const outputsOf: Readonly<Record<Analysis, readonly string[]>> = {
  sentiment: ['sentiment_score', 'sentiment'],
  intent: ['intent', 'intent_confidence'],
  language: ['language'],
};

/** Finds out how a text feels, what it wants and in which language it is. */
export const textAnalyzer: ComponentType = {
  type: 'TextAnalyzer',
  role: 'work',
  config: {
    analysis_type: {
      type: ['string', 'list'],
      enum: analyses,
      items: { type: 'string', enum: analyses },
    },
    intents: {
      type: ['object', 'list'],
      values: { type: ['string', 'list'], items: { type: 'string' } },
      items: {
        type: ['object', 'string'],
        fields: {
          name: { type: 'string', required: true },
          examples: { type: ['string', 'list'], items: { type: 'string' } },
        },
      },
    },
    threshold: { type: 'number', minimum: 0, maximum: 1 },
  },
  inputs: () => [{ name: 'text', required: true, type: 'string' }],
  outputs: (config) => ({
    names: [...askedFor(config).flatMap((analysis) => outputsOf[analysis]), 'text'],
  }),
  possibleOutputs: Object.values(outputsOf).flat(),
  check: checkIntents,
  create({ id, config }) {
    const asked = askedFor(config);
    const threshold = own(config, 'threshold');
    let analyzer: Promise<Analyzer> | undefined;
    // The word lists are large: a flow without a TextAnalyzer, or one that does not come to it, never loads them.
    const load = async (): Promise<Analyzer> => {
      const module = await import('./text-analysis/analyzer.ts');
      return new module.Analyzer(id, {
        intents: readIntents(own(config, 'intents')),
        ...(typeof threshold === 'number' && { threshold }),
      });
    };
    return {
      async run(inputs, context) {
        const text = textOf(inputValue(inputs, 'text'), id);
        const ready = await (analyzer ??= load());
        const outputs = await ready.analyze(text, asked, context);
        return portsOf([...outputs, ['text', text]]);
      },
    };
  },
};

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

function textOf(value: Value, node: string): string {
  const text = scalarText(value);
  if (text !== undefined) return text;
  const found = showValue(value);
  throw new NodeError('text-analyzer-text', message('text-analyzer-text', { node, value: found }), {
    hint: message('text-analyzer-text/hint'),
  });
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
