import {
  NodeError,
  type ComponentType,
  type Context,
  type PortValues,
} from '../engine/component.ts';
import { showValue } from '../engine/show-value.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { ConfigField } from '../flow/node-type.ts';
import { isObject, objectOf, own, toJson, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { ChatMessage, Models } from '../models/models.ts';
import { askModel, type Question } from './ask-model.ts';
import { checkModel } from './check-model.ts';
import { fillTemplate } from './fill-template.ts';
import { inputValue, portsOf } from './ports.ts';
import { scalarText } from './scalar-text.ts';

const config = {
  model: { type: 'string' },
  temperature: { type: 'number', minimum: 0, maximum: 2 },
  max_tokens: { type: 'integer', minimum: 1 },
  system_prompt: { type: 'string', template: true },
  prompt: { type: 'string', template: true },
  schema: { type: 'object', values: { type: 'any' } },
} as const satisfies Record<string, ConfigField>;

/** The node type that lets a model answer, streamed. */
export function llmGenerator(models: Models): ComponentType {
  return {
    type: 'LLMGenerator',
    role: 'work',
    config,
    inputs: () => [
      { name: 'prompt', required: true },
      { name: 'context', required: false },
      { name: 'question', required: false },
      { name: 'history', required: false, type: 'list' },
    ],
    outputs: ({ schema }) => ({
      names: ['text', ...(schema ? ['json'] : []), 'reasoning', 'usage', 'finish_reason'],
    }),
    possibleOutputs: ['json'],
    check: (node, report) => checkModel(node, models, report),
    create: (node) => ({
      run: async (inputs, context) => {
        const answer = await askModel(models, questionOf(node, inputs, context), context);
        const { text, json, reasoning, usage, finishReason } = answer;
        return portsOf([
          ['text', text],
          ...(json === undefined ? [] : [['json', json] as const]),
          ['reasoning', reasoning],
          ['usage', usage && objectOf(Object.entries(usage))],
          ['finish_reason', finishReason],
        ]);
      },
    }),
  };
}

function questionOf(node: FlowNode, inputs: PortValues, context: Context): Question {
  const { config: given } = node;
  const system = templateText(node, 'system_prompt', context);
  const [context_, question] = ['context', 'question'].map((name) =>
    textOf(inputValue(inputs, name)),
  );
  const schema = own(given, 'schema');
  const temperature = own(given, 'temperature');
  const maxTokens = own(given, 'max_tokens');
  return {
    model: scalarText(own(given, 'model')),
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system } as const]),
      ...historyOf(inputValue(inputs, 'history'), node.id),
      { role: 'user', content: promptOf(node, inputs, context) },
    ],
    ...(typeof temperature === 'number' && { temperature }),
    ...(typeof maxTokens === 'number' && { maxTokens }),
    ...(isObject(schema) && { schema }),
    ...(context_ !== undefined && { context: context_ }),
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
