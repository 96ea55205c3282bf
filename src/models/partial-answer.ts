import { isObject, own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { cutOff, type Asked } from './explain.ts';
import { ModelFailure } from './model-failure.ts';
import type { ChatAnswer, ChatRequest, Usage } from './models.ts';
import { OddAnswer } from './odd-answer.ts';
import { serverWords } from './server-words.ts';
import { Thoughts } from './thoughts.ts';
import { readUsage } from './usage.ts';

/** An answer while it comes in; each piece is told at once. */
export class PartialAnswer {
  #text = '';
  #reasoning = '';
  #refusal = '';
  #finishReason: string | undefined;
  #usage: Usage | null = null;
  #tools = false;
  readonly #request: ChatRequest;
  readonly #asked: Asked;
  readonly #content: Thoughts;

  constructor(request: ChatRequest, asked: Asked) {
    this.#request = request;
    this.#asked = asked;
    this.#content = new Thoughts(
      (thought) => this.#think(thought),
      (said) => this.#say(said),
    );
  }

  /** Whether a piece of it has been told. */
  get begun(): boolean {
    return this.#text !== '' || this.#reasoning !== '';
  }

  /** Whether the server has said that this is all. */
  get finished(): boolean {
    return this.#finishReason !== undefined;
  }

  /** Takes a chunk in; whether something of the answer was in it. Throws {@link OddAnswer}. */
  take(chunk: ValueObject): boolean {
    this.#usage = readUsage(own(chunk, 'usage')) ?? this.#usage;
    // Some servers send a chunk without choices at the end, others one without a delta.
    const choice = firstChoice(own(chunk, 'choices'));
    if (!choice) return false;
    const given = own(choice, 'message') ?? own(choice, 'delta');
    const delta = isObject(given) ? given : {};
    const content = partsOf(own(delta, 'content') ?? null);
    const thought = textOf(own(delta, 'reasoning_content')) || textOf(own(delta, 'reasoning'));
    const refusal = textOf(own(delta, 'refusal'));
    const tools = own(delta, 'tool_calls');
    this.#request.written?.(thought + content.thought + content.said + refusal);
    if (thought) this.#think(thought);
    if (content.thought) this.#think(content.thought);
    if (content.said) this.#content.take(content.said);
    this.#refusal += refusal;
    this.#tools ||= Array.isArray(tools) && tools.length > 0;
    // Empty with some servers until the end.
    this.#finishReason = textOf(own(choice, 'finish_reason')) || this.#finishReason;
    return [thought, content.thought, content.said, refusal].some(Boolean);
  }

  /** The whole, after the last chunk. Throws {@link ModelFailure} for one that is none. */
  end(): ChatAnswer {
    const { name, secrets, baseUrl } = this.#asked;
    const { host } = new URL(baseUrl);
    if (this.#finishReason === undefined) throw cutOff(name, host);
    this.#content.end();
    const refused = this.#finishReason === 'content_filter';
    if (refused || this.#refusal !== '') {
      const said = serverWords(this.#refusal, secrets);
      throw new ModelFailure(
        refused ? 'model-refused/filter' : 'model-refused',
        { name, host, said },
        { hint: 'model-refused/hint' },
      );
    }
    if (this.#text.trim() === '') throw this.#empty(name);
    return {
      text: this.#text,
      reasoning: this.#reasoning,
      usage: this.#usage,
      finishReason: this.#finishReason,
      model: name,
    };
  }

  #empty(name: string): ModelFailure {
    if (this.#finishReason === 'length') {
      const hint = message('model-empty/length-hint');
      return new ModelFailure('model-empty/length', { name }, { hint });
    }
    if (this.#tools) return new ModelFailure('model-empty/tools', { name });
    return new ModelFailure('model-empty', { name }, { hint: message('model-empty/hint') });
  }

  #think(thought: string): void {
    this.#reasoning += thought;
    this.#request.reasoning?.(thought);
  }

  #say(said: string): void {
    this.#text += said;
    this.#request.text?.(said);
  }
}

/** Nobody asks for more than one; a server that gives others, too, numbers them. */
function firstChoice(choices: Value | undefined): ValueObject | undefined {
  if (!Array.isArray(choices)) return undefined;
  return (choices as readonly Value[])
    .filter(isObject)
    .find((choice) => (own(choice, 'index') ?? 0) === 0);
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

interface Content {
  readonly said: string;
  readonly thought: string;
}

/** A content is a text, or a list of parts, of which some are texts and some thoughts. */
function partsOf(content: Value): Content {
  if (content === null) return { said: '', thought: '' };
  if (typeof content === 'string') return { said: content, thought: '' };
  if (!Array.isArray(content)) throw new OddAnswer('model-protocol/content');
  const said: string[] = [];
  const thought: string[] = [];
  for (const part of content as readonly Value[]) {
    if (!isObject(part)) throw new OddAnswer('model-protocol/content');
    const thinking = own(part, 'thinking');
    if (thinking === undefined) said.push(textOf(own(part, 'text')));
    else thought.push(textOf(thinking) || textsIn(thinking));
  }
  return { said: said.join(''), thought: thought.join('') };
}

function textsIn(parts: Value): string {
  const list = Array.isArray(parts) ? (parts as readonly Value[]).filter(isObject) : [];
  return list.map((part) => textOf(own(part, 'text'))).join('');
}
