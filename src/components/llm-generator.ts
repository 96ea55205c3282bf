import {
  NodeError,
  type ComponentType,
  type Context,
  type PortValues,
  type World,
} from '../engine/component.ts';
import { showValue } from '../engine/show-value.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { ConfigField, OutputType } from '../flow/node-type.ts';
import { isObject, objectOf, own, toJson, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { ChatMessage, Models } from '../models/models.ts';
import { checkJsonModel } from './ask-for-json.ts';
import { askModel, type Question } from './ask-model.ts';
import { checkModel } from './check-model.ts';
import { citedSources } from './cited-sources.ts';
import { givenEntry } from './config-fields.ts';
import { fillTemplate } from './fill-template.ts';
import { inputValue, portsOf } from './ports.ts';
import { runTexts } from './run-text.ts';
import { scalarText } from './scalar-text.ts';

const config = {
  model: { type: 'string' },
  temperature: { type: 'number', minimum: 0, maximum: 2 },
  max_tokens: { type: 'integer', minimum: 1 },
  system_prompt: { type: 'string', template: true },
  prompt: { type: 'string', template: true },
  schema: { type: 'object', values: { type: 'any' } },
  cite: { type: 'boolean' },
} as const satisfies Record<string, ConfigField>;

const outputTypes = {
  text: { type: 'string' },
  reasoning: { type: 'string', nullable: true },
  usage: { type: 'object', nullable: true },
  finish_reason: { type: 'string', nullable: true },
} as const satisfies Record<string, OutputType>;

/** All that goes into the request. */
const exposed = {
  system_prompt: 'model',
  prompt: 'model',
  context: 'model',
  question: 'model',
  history: 'model',
} as const;

/** The node type that lets a model answer, streamed, and names the sources of the context that the answer cites. */
export function llmGenerator(models: Models): ComponentType {
  return {
    type: 'LLMGenerator',
    role: 'work',
    config,
    inputs: () => [
      { name: 'prompt', required: true },
      { name: 'context', required: false },
      { name: 'question', required: false },
      { name: 'history', required: false, type: 'list', accepts: ['list', 'object'] },
    ],
    outputs: ({ schema }) => ({
      names: ['text', ...(schema ? ['json'] : []), 'reasoning', 'usage', 'finish_reason'],
      types: outputTypes,
    }),
    exposes: () => exposed,
    possibleOutputs: ['json'],
    check(node, report) {
      const check = givenEntry(node, 'schema') ? checkJsonModel : checkModel;
      check(node, models, report);
    },
    create: (node, world) => ({
      run: async (inputs, context) => {
        const question = questionOf(node, inputs, context, world);
        const answer = await askModel(models, question, context);
        const { text, json, reasoning, usage, finishReason } = answer;
        const cites = own(node.config, 'cite') !== false && !question.schema;
        const sources = cites ? citedSources(text, question.context ?? '') : '';
        if (sources !== '') context.stream(sources);
        return portsOf([
          ['text', text + sources],
          ...(json === undefined ? [] : [['json', json] as const]),
          ['reasoning', reasoning],
          ['usage', usage && objectOf(Object.entries(usage))],
          ['finish_reason', finishReason],
        ]);
      },
    }),
  };
}

function questionOf(node: FlowNode, inputs: PortValues, context: Context, world: World): Question {
  const { config: given } = node;
  const system = templateText(node, 'system_prompt', context);
  const passages = textOf(inputValue(inputs, 'context'));
  // Passages answer something: what was asked of the run, where no node says it.
  const question =
    textOf(inputValue(inputs, 'question')) ??
    (passages === undefined ? undefined : runQuestion(world));
  const prompt = promptOf(node, inputs, context);
  const schema = own(given, 'schema');
  const temperature = own(given, 'temperature');
  const maxTokens = own(given, 'max_tokens');
  return {
    model: scalarText(own(given, 'model')),
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system } as const]),
      ...historyOf(inputValue(inputs, 'history'), node.id),
      { role: 'user', content: prompt === passages ? asking(passages, question) : prompt },
    ],
    ...(typeof temperature === 'number' && { temperature }),
    ...(typeof maxTokens === 'number' && { maxTokens }),
    ...(isObject(schema) && { schema }),
    ...(passages !== undefined && { context: passages }),
    ...(question !== undefined && { question }),
    text: (text) => context.stream(text),
  };
}

/** The prompt that an input gives, else the config's with its places filled. */
function promptOf(node: FlowNode, inputs: PortValues, context: Context): string {
  const value = inputValue(inputs, 'prompt');
  // The engine hands over config values too, with their places unfilled.
  const written = value === (own(node.config, 'prompt') ?? null);
  const prompt = (written ? templateText(node, 'prompt', context) : undefined) ?? textOf(value);
  if (prompt !== undefined && prompt.trim() !== '') return prompt;
  throw new NodeError('llm-prompt', message('llm-prompt', { node: node.id }), {
    hint: message('llm-prompt/hint'),
  });
}

/** A retriever directly before the model gives it passages only. */
function asking(passages: string, question: string | undefined): string {
  return question === undefined ? passages : `${passages}\n\n${question}`;
}

/** The run's text, where there is only one that can be meant. */
function runQuestion({ inputs }: World): string | undefined {
  const texts = runTexts(inputs);
  const [only] = texts.length === 1 ? texts : [];
  return only && textOf(inputValue(inputs, only[0]));
}

function templateText(node: FlowNode, field: string, { scope }: Context): string | undefined {
  const template = node.templates.get(field);
  return template ? fillTemplate(template, scope) : scalarText(own(node.config, field));
}

function textOf(value: Value): string | undefined {
  return value === null ? undefined : (scalarText(value) ?? toJson(value));
}

const roles: readonly ChatMessage['role'][] = ['system', 'user', 'assistant'];

/** The turns of a conversation, `{role, content}` each. Throws {@link NodeError} for what is none. */
function historyOf(value: Value, node: string): ChatMessage[] {
  if (value === null) return [];
  const turns = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return turns.map((turn) => {
    const role = roles.find((known) => isObject(turn) && own(turn, 'role') === known);
    const content = isObject(turn) ? scalarText(own(turn, 'content')) : undefined;
    if (role !== undefined && content !== undefined) return { role, content };
    const values = { node, value: showValue(turn) };
    throw new NodeError('llm-history', message('llm-history', values), {
      hint: message('llm-history/hint'),
    });
  });
}
