import {
  NodeError,
  type ComponentType,
  type Context,
  type PortValues,
  type World,
} from '../engine/component.ts';
import { showValue } from '../engine/show-value.ts';
import type { Scope } from '../flow/expression/expression.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { ConfigField, OutputType } from '../flow/node-type.ts';
import { isObject, own, type Value } from '../flow/value.ts';
import { citedText, contextText, type Cited } from '../knowledge/cite.ts';
import { message } from '../messages/message.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import { fillTemplate } from './fill-template.ts';
import { inputValue } from './ports.ts';
import { runTexts } from './run-text.ts';
import { scalarText } from './scalar-text.ts';
import { withNames } from './with-names.ts';

const config = {
  template: { type: 'string', required: true, template: true, names: ['context', 'question'] },
  token_budget: { type: 'integer', minimum: 1 },
} as const satisfies Record<string, ConfigField>;

const outputTypes = {
  prompt: { type: 'string' },
  context: { type: 'string' },
  question: { type: 'string' },
} as const satisfies Record<string, OutputType>;

/** Puts passages and a question into the text that a model is asked (guide: 模板配置示例). */
export const contextBuilder: ComponentType = {
  type: 'ContextBuilder',
  role: 'work',
  config,
  openInputs: true,
  inputs: () => [
    { name: 'passages', required: false, type: 'list', accepts: ['list'] },
    // Looked up in scope, and only where no passages are bound by name.
    { name: 'context', required: false, explicit: true },
    { name: 'question', required: false },
  ],
  outputs: () => ({ names: ['prompt', 'context', 'question'], types: outputTypes }),
  passesOn: true,
  create(node, world) {
    const budget = own(node.config, 'token_budget');
    return {
      run(inputs, run) {
        const question = questionOf(node, inputs, world);
        const given = givenContext(node, inputs, run.scope);
        const prompt = (context: string): string =>
          fill(node, withNames(run.scope, { context, question }));
        const isLimited = typeof budget === 'number' && typeof given !== 'string';
        const kept = isLimited ? withinBudget(given, budget, prompt(''), node, run) : given;
        const context = typeof kept === 'string' ? kept : contextText(kept);
        return { prompt: prompt(context), context, question };
      },
    };
  },
};

function fill(node: FlowNode, scope: Scope): string {
  const template = node.templates.get('template');
  return template ? fillTemplate(template, scope) : '';
}

/** What was asked: the input of that name, else the run's text. */
function questionOf(node: FlowNode, inputs: PortValues, world: World): string {
  const given = inputValue(inputs, 'question');
  const texts = runTexts(world.inputs);
  const [only] = texts.length === 1 ? texts : [];
  const text = scalarText(given ?? (only && inputValue(world.inputs, only[0])));
  if (text !== undefined) return text;
  const isUsed = node.templates.get('template')?.template.names.some((n) => n.name === 'question');
  if (!isUsed) return '';
  throw new NodeError('context-question', message('context-question', { node: node.id }), {
    hint: message('context-question/hint'),
  });
}

interface Scored extends Cited {
  readonly score: number;
}

/**
 * The passages to choose from; or a text, where a nearer node or `inputs:` give a context that is not the passages' own.
 */
function givenContext(
  node: FlowNode,
  inputs: PortValues,
  scope: Scope,
): string | readonly Scored[] {
  const passages = passagesOf(inputValue(inputs, 'passages'), node.id);
  const bound = inputValue(inputs, 'context');
  if (passages && bound === null && node.inputs.some(({ name }) => name === 'passages')) {
    return passages;
  }
  const text = scalarText(bound ?? scope.lookup('context'));
  return passages && (text === undefined || text === contextText(passages))
    ? passages
    : (text ?? '');
}

function passagesOf(value: Value, node: string): readonly Scored[] | undefined {
  if (value === null) return undefined;
  const items = Array.isArray(value) ? (value as readonly Value[]) : [];
  const passages = items.flatMap((item) => passageOf(item) ?? []);
  if (Array.isArray(value) && passages.length === items.length) return distinct(passages);
  const shown = showValue(value);
  throw new NodeError('context-passages', message('context-passages', { node, value: shown }), {
    hint: message('context-passages/hint'),
  });
}

/** Two searches may have found the same. */
function distinct(passages: readonly Scored[]): readonly Scored[] {
  const byText = new Map(passages.map((one) => [JSON.stringify([one.text, one.source]), one]));
  return [...byText.values()];
}

/** A passage as KnowledgeRetriever gives it, or a text alone. */
function passageOf(item: Value): Scored | undefined {
  if (typeof item === 'string') return { text: item, score: 0, source: null };
  if (!isObject(item)) return undefined;
  const text = own(item, 'text');
  const score = own(item, 'score');
  if (typeof text !== 'string') return undefined;
  return {
    text,
    score: typeof score === 'number' ? score : 0,
    source: sourceOf(own(item, 'source')),
  };
}

function sourceOf(source: Value | undefined): Cited['source'] {
  if (!isObject(source)) return scalarText(source) ?? null;
  const file = own(source, 'file');
  if (typeof file !== 'string') return null;
  const numberOf = (value: Value | undefined): number | null =>
    typeof value === 'number' ? value : null;
  const headings = own(source, 'headings');
  return {
    file,
    headings: Array.isArray(headings)
      ? (headings as readonly Value[]).flatMap((heading) => scalarText(heading) ?? [])
      : [],
    page: numberOf(own(source, 'page')),
    line: numberOf(own(source, 'line')),
  };
}

/** The passages that fit into a prompt of so many tokens beside the rest of it; the lowest scores are left out first. */
function withinBudget(
  passages: readonly Scored[],
  budget: number,
  rest: string,
  node: FlowNode,
  context: Pick<Context, 'warn' | 'log'>,
): readonly Scored[] {
  let room = budget - estimateTokens(rest);
  if (room < 0) {
    const values = { node: node.id, tokens: budget - room, budget };
    context.warn('context-budget', message('context-budget', values));
  }
  const kept = new Set(
    [...passages]
      .sort((a, b) => b.score - a.score)
      .filter((passage) => {
        room -= estimateTokens(`${citedText(passage, passages.length)}\n\n`);
        return room >= 0;
      }),
  );
  if (kept.size < passages.length) {
    context.log('info', `token_budget ${budget}: ${kept.size}/${passages.length}`);
  }
  return passages.filter((passage) => kept.has(passage));
}
