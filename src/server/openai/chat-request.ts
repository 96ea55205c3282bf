import { isObject, own, type Value, type ValueObject } from '../../flow/value.ts';
import { message, type Message, type Say } from '../../messages/message.ts';
import { LONGEST_SESSION, type ChatMessage } from '../../service/chat.ts';
import { HttpProblem } from '../http-problem.ts';

/** What `POST /v1/chat/completions` asks for. */
export interface ChatRequest {
  /** The id of a flow. */
  readonly model: string;
  /** What the person has said last. */
  readonly input: string;
  /** What was said before. */
  readonly history: readonly ChatMessage[];
  readonly session: string | undefined;
  readonly isStreamed: boolean;
  /** The tokens are told at a stream's end. */
  readonly tellsUsage: boolean;
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

/**
 * Reads a request's body. What is for models alone (sampling, tools, formats) is passed over: the flow decides. Throws HttpProblem that
 * names the field that is wrong.
 */
export function readChatRequest(body: ValueObject, say: Say): ChatRequest {
  const refuse: Refuse = (loc, text) => {
    throw wrong(loc, say(text));
  };
  const model = own(body, 'model');
  if (typeof model !== 'string') return refuse(['model'], message('openai/model'));
  const choices = own(body, 'n') ?? 1;
  if (choices !== 1) return refuse(['n'], message('openai/choices'));
  const isStreamed = flag(own(body, 'stream'), ['stream'], refuse);
  const options = own(body, 'stream_options') ?? {};
  if (!isObject(options)) return refuse(['stream_options'], message('openai/object'));
  const place = ['stream_options', 'include_usage'];
  const tellsUsage = flag(own(options, 'include_usage'), place, refuse);
  const metadata = own(body, 'metadata') ?? {};
  if (!isObject(metadata)) return refuse(['metadata'], message('openai/object'));
  const session = own(metadata, 'session_id');
  if (typeof session === 'string' && session.length > LONGEST_SESSION) {
    const text = message('socket/session', { most: LONGEST_SESSION });
    return refuse(['metadata', 'session_id'], text);
  }
  return {
    model,
    ...turnsIn(own(body, 'messages'), refuse),
    session: typeof session === 'string' ? session : undefined,
    isStreamed,
    tellsUsage,
  };
}

/** A field that is wrong. */
export function wrong(loc: readonly (string | number)[], msg: string): HttpProblem {
  const field = { type: 'value_error', loc: ['body', ...loc], msg, input: null };
  return new HttpProblem(400, 'invalid_value', message('serve/invalid'), { fields: [field] });
}

type Refuse = (loc: readonly (string | number)[], text: Message) => never;

function flag(value: Value | undefined, loc: readonly string[], refuse: Refuse): boolean {
  if (value === undefined || value === null) return false;
  return typeof value === 'boolean' ? value : refuse(loc, message('openai/boolean'));
}

function turnsIn(
  value: Value | undefined,
  refuse: Refuse,
): { readonly input: string; readonly history: readonly ChatMessage[] } {
  if (!Array.isArray(value)) return refuse(['messages'], message('openai/messages'));
  const turns = value.map((turn: Value, n) => turnIn(turn, ['messages', n], refuse));
  const last = turns.at(-1);
  if (last?.role !== 'user') return refuse(['messages'], message('openai/last'));
  return { input: last.content, history: turns.slice(0, -1) };
}

function turnIn(turn: Value, loc: readonly (string | number)[], refuse: Refuse): ChatMessage {
  if (!isObject(turn)) return refuse(loc, message('openai/object'));
  const role = own(turn, 'role');
  if (typeof role !== 'string' || !roles.includes(role)) {
    return refuse([...loc, 'role'], message('openai/role', { roles }));
  }
  return { role, content: textOf(own(turn, 'content'), [...loc, 'content'], refuse) };
}

/** A text, or parts that are texts; null where an assistant has only called tools. */
function textOf(
  content: Value | undefined,
  loc: readonly (string | number)[],
  refuse: Refuse,
): string {
  if (typeof content === 'string') return content;
  if (content === null || content === undefined) return '';
  if (!Array.isArray(content)) return refuse(loc, message('openai/content'));
  const texts = content.map((part: Value, n) => {
    const text = isObject(part) && own(part, 'type') === 'text' ? own(part, 'text') : undefined;
    return typeof text === 'string' ? text : refuse([...loc, n], message('openai/content'));
  });
  return texts.join('\n');
}
