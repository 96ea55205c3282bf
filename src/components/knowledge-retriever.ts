import type { Report } from '../diagnostics/diagnostic.ts';
import { NodeError, type ComponentType, type Context } from '../engine/component.ts';
import { showValue } from '../engine/show-value.ts';
import type { CheckedNode, ConfigField, OutputType } from '../flow/node-type.ts';
import { objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { contextText, sourceText } from '../knowledge/cite.ts';
import {
  KnowledgeFailure,
  searchMethods,
  type Knowledge,
  type Passage,
  type SearchOptions,
} from '../knowledge/knowledge.ts';
import { missingBase } from '../knowledge/missing-base.ts';
import { message } from '../messages/message.ts';
import { ModelFailure } from '../models/model-failure.ts';
import { modelError, spendOnTexts } from './ask-model.ts';
import { givenEntry, textual } from './config-fields.ts';
import { inputValue } from './ports.ts';
import { scalarText } from './scalar-text.ts';

/** The guide's example asks for as many. */
const TOP_K = 5;

const config = {
  knowledge_base_id: { type: ['string', 'integer'], required: true },
  top_k: { type: 'integer', minimum: 1, maximum: 1_000 },
  similarity_threshold: { type: 'number', minimum: 0, maximum: 1 },
  search_type: { type: 'string', enum: searchMethods },
} as const satisfies Record<string, ConfigField>;

const outputTypes = {
  context: { type: 'string' },
  passages: { type: 'list' },
  found: { type: 'boolean' },
} as const satisfies Record<string, OutputType>;

/** The node type that looks up in a knowledge base what bears on a question. */
export function knowledgeRetriever(knowledge: Knowledge): ComponentType {
  return {
    type: 'KnowledgeRetriever',
    role: 'work',
    config,
    inputs: () => [{ name: 'question', required: true, type: 'string', accepts: textual }],
    outputs: () => ({ names: ['context', 'passages', 'found'], types: outputTypes }),
    check: (node, report) => checkBase(node, knowledge, report),
    create: ({ id, config: given }) => ({
      async run(inputs, context) {
        const question = textOf(inputValue(inputs, 'question'), id);
        const base = scalarText(own(given, 'knowledge_base_id')) ?? '';
        const nearest = await found(knowledge, base, question, optionsOf(given, context));
        const passages = aboveThreshold(nearest, base, given, context);
        return {
          context: contextText(passages),
          passages: passages.map(valueOfPassage),
          found: passages.length > 0,
        };
      },
    }),
  };
}

/** An unknown base is told before the run: the folder is there or it is not. */
function checkBase(node: CheckedNode, knowledge: Knowledge, report: Report): void {
  const entry = givenEntry(node, 'knowledge_base_id');
  if (entry?.value.kind !== 'scalar') return;
  const name = scalarText(entry.value.value);
  if (name === undefined || knowledge.has(name)) return;
  const { code, text, hint } = missingBase(name, knowledge.names());
  report({
    severity: 'error',
    code,
    message: text,
    location: entry.value.location,
    ...(hint && { hint }),
  });
}

function textOf(value: Value, node: string): string {
  const text = scalarText(value);
  if (text !== undefined) return text;
  const shown = showValue(value);
  throw new NodeError('knowledge-question', message('knowledge-question', { node, value: shown }), {
    hint: message('knowledge-question/hint'),
  });
}

function optionsOf(config: ValueObject, context: Context): SearchOptions {
  const topK = own(config, 'top_k');
  const method = searchMethods.find((known) => known === own(config, 'search_type'));
  return {
    topK: typeof topK === 'number' ? topK : TOP_K,
    // What is not near enough is told: see below.
    threshold: 0,
    signal: context.signal,
    ...(method && { method }),
    progress: (done, total) => context.progress(done, total),
    warn: (code, text) => context.warn(code, text),
    embedding: (texts) => spendOnTexts(texts, context),
  };
}

async function found(
  knowledge: Knowledge,
  base: string,
  question: string,
  options: SearchOptions,
): Promise<readonly Passage[]> {
  try {
    return await knowledge.search(base, question, options);
  } catch (error) {
    if (error instanceof ModelFailure) throw modelError(error);
    if (!(error instanceof KnowledgeFailure)) throw error;
    const { code, text, hint } = error;
    throw new NodeError(code, text, { cause: error, ...(hint && { hint }) });
  }
}

/** The passages that are near enough, the best first; warns where none is. */
function aboveThreshold(
  nearest: readonly Passage[],
  base: string,
  config: ValueObject,
  context: Context,
): readonly Passage[] {
  const given = own(config, 'similarity_threshold');
  const threshold = typeof given === 'number' ? given : 0;
  const passages = nearest.filter(({ score }) => score >= threshold);
  if (passages.length > 0) return passages;
  const [best] = nearest;
  const text = best
    ? message('knowledge-none/below', {
        base,
        threshold: String(threshold),
        // Rounded it might seem to reach it.
        score: (Math.floor(best.score * 100) / 100).toFixed(2),
        source: sourceText(best.source),
      })
    : message('knowledge-none', { base });
  context.warn('knowledge-none', text);
  return passages;
}

function valueOfPassage({ text, score, source }: Passage): Value {
  const { file, headings, page, line } = source;
  return objectOf([
    ['text', text],
    ['score', Math.round(score * 10_000) / 10_000],
    ['source', objectOf(Object.entries({ file, headings, page, line }))],
  ]);
}
