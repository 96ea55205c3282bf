import type { NodeRef, RunEvent } from '../../engine/run-event.ts';
import type { Value } from '../../flow/value.ts';
import { message, type Message, type Say } from '../../messages/message.ts';
import type { AnswerLimit } from '../../service/answer-limit.ts';
import { endOf, type RunEnd } from '../../service/live-run.ts';
import {
  completedMessage,
  errorMessage,
  progressMessage,
  streamChunk,
  streamEnd,
  streamError,
  streamStart,
  type Failure,
  type RunPlace,
  type ServerMessage,
} from '../wire.ts';

/** A run that is told. */
export interface ToldRun {
  readonly id: string;
  readonly flow: string;
  readonly say: Say;
  readonly answers: AnswerLimit;
}

/** Makes messages of a run's events, always the same of the same: who lost some gets them again. `seq` grows from one to the next. */
export interface Telling {
  of(event: RunEvent): readonly ServerMessage[];
  /** The run's process has ended before it. */
  broken(time: string): ServerMessage;
}

/** A run as the guide's executor tells it: its progress, what its nodes stream, its end. */
export class RunTelling implements Telling {
  readonly #run: ToldRun;
  #nodes = new Set<string>();
  readonly #done = new Set<string>();
  readonly #streams = new Map<string, string>();

  constructor(run: ToldRun) {
    this.#run = run;
  }

  of(event: RunEvent): readonly ServerMessage[] {
    const one = this.#messageOf(event);
    return one ? [one] : [];
  }

  broken(time: string): ServerMessage {
    const { id, flow, say } = this.#run;
    return errorMessage({ run: id, flow, time }, interrupted(say));
  }

  #messageOf(event: RunEvent): ServerMessage | undefined {
    const place = placeOf(this.#run, event);
    switch (event.type) {
      case 'run_started':
        this.#nodes = new Set(event.nodes.filter(isCounted).map(({ id }) => id));
        for (const id of event.dropped ?? []) this.#done.delete(id);
        return this.#progress(
          place,
          '',
          message(event.resumed ? 'socket/went-on' : 'socket/started'),
        );
      case 'node_started':
        return this.#at(place, event, message('socket/node-started', nodeOf(event)));
      case 'node_progress':
        return event.message === undefined
          ? undefined
          : this.#progress(place, event.node, event.message);
      case 'loop_iteration':
        return this.#at(
          place,
          event,
          message('socket/round', { ...nodeOf(event), round: event.round }),
        );
      case 'node_finished':
        return this.#ended(place, event, message('socket/node-finished', nodeOf(event)));
      case 'node_skipped':
        return this.#ended(place, event, message('socket/node-skipped', nodeOf(event)));
      case 'node_failed':
        return this.#ended(place, event, message('socket/node-failed', nodeOf(event)));
      case 'node_retrying': {
        const { attempt, max_attempts: most } = event;
        const text = message('socket/node-retrying', { ...nodeOf(event), attempt, most });
        return this.#at(place, event, text);
      }
      case 'stream_start':
      case 'stream_chunk':
      case 'stream_end':
      case 'stream_error':
        return this.#stream(place, event);
      case 'run_waiting': {
        const [{ node, prompt } = { node: '', prompt: '' }] = event.questions;
        const questions = event.questions as unknown as Value;
        const fields = { step: node, progress: this.#part, text: prompt };
        return progressMessage(place, fields, [
          ['status', 'waiting'],
          ['questions', questions],
        ]);
      }
      case 'run_finished':
        return this.#finished(place, event);
      default:
        return undefined;
    }
  }

  #stream(place: RunPlace, event: Extract<RunEvent, { type: `stream_${string}` }>): ServerMessage {
    const key = JSON.stringify([event.node, event.iteration ?? []]);
    if (event.type === 'stream_start') {
      const id = `${place.run}:${event.seq}`;
      this.#streams.set(key, id);
      return streamStart(place, id, [['step', event.node]]);
    }
    const id = this.#streams.get(key) ?? place.run;
    if (event.type === 'stream_chunk') return streamChunk(place, id, event.text);
    this.#streams.delete(key);
    if (event.type === 'stream_end') return streamEnd(place, id);
    const { code, message: text, node } = event.error;
    return streamError(place, id, { code, text, node });
  }

  #finished(place: RunPlace, event: Extract<RunEvent, { type: 'run_finished' }>): ServerMessage {
    const end = endOf(event);
    if (end?.status !== 'succeeded') return errorMessage(place, failureOf(end));
    const refusal = refusalOf(this.#run, end);
    if (refusal) return errorMessage(place, refusal);
    const [first = null] = end.single ? Object.values(end.outputs) : [];
    return completedMessage(place, end.single ? first : end.outputs);
  }

  #ended(place: RunPlace, event: RunEvent & NodeRef, text: Message): ServerMessage {
    if (!event.iteration) this.#done.add(event.node);
    return this.#at(place, event, text);
  }

  #at(place: RunPlace, { node }: NodeRef, text: Message): ServerMessage {
    return this.#progress(place, node, text);
  }

  #progress(place: RunPlace, step: string, text: Message | string): ServerMessage {
    const said = typeof text === 'string' ? text : this.#run.say(text);
    return progressMessage(place, { step, progress: this.#part, text: said });
  }

  /** The part of the nodes outside loops that have ended. */
  get #part(): number {
    const done = [...this.#nodes].filter((id) => this.#done.has(id)).length;
    return this.#nodes.size === 0 ? 0 : Math.round((done / this.#nodes.size) * 1e4) / 1e4;
  }
}

/** A turn of a chat: what the node that answers streams, and what is left of the answer at the end. */
export class ChatTelling implements Telling {
  readonly #run: ToldRun;
  readonly #node: string | undefined;
  readonly #session: string;
  readonly #textOf: (end: RunEnd) => string;
  #told = '';

  /** `node`: whose streamed text is the answer, where that is certain. `textOf`: what the flow says in the end. */
  constructor(
    run: ToldRun,
    chat: {
      readonly node: string | undefined;
      readonly session: string;
      readonly textOf: (end: RunEnd) => string;
    },
  ) {
    this.#run = run;
    this.#node = chat.node;
    this.#session = chat.session;
    this.#textOf = chat.textOf;
  }

  of(event: RunEvent): readonly ServerMessage[] {
    const place = placeOf(this.#run, event);
    const { run: id } = place;
    if (event.type === 'run_started') {
      this.#told = '';
      return [streamStart(place, id, [['session_id', this.#session]])];
    }
    if (event.type === 'stream_chunk' && event.node === this.#node) {
      this.#told += event.text;
      return [streamChunk(place, id, event.text)];
    }
    const end = endOf(event);
    return end ? this.#end(place, event.seq, end) : [];
  }

  broken(time: string): ServerMessage {
    const { id, flow, say } = this.#run;
    return streamError({ run: id, flow, time }, id, interrupted(say));
  }

  #end(place: RunPlace, seq: number, end: RunEnd): ServerMessage[] {
    const { run: id } = place;
    if (end.status !== 'succeeded' && end.status !== 'waiting') {
      return [streamError(place, id, failureOf(end))];
    }
    const refusal = refusalOf(this.#run, end);
    if (refusal) return [streamError(place, id, refusal)];
    const text = this.#textOf(end);
    const before = end.status === 'waiting' && this.#told !== '' ? `${this.#told}\n\n` : this.#told;
    const content = end.status === 'waiting' ? `${before}${text.trimStart()}` : text;
    const rest = content.startsWith(this.#told) ? content.slice(this.#told.length) : '';
    const last = streamEnd(place, id, [
      // The whole of it: what was streamed may differ from what the flow returns.
      ['content', content],
      ['session_id', this.#session],
      ['status', end.status],
    ]);
    if (rest === '') return [last];
    // The event before the last is the end of a node, of which a chat says nothing: its number is free.
    return [streamChunk({ ...place, seq: seq - 1 }, id, rest), last];
  }
}

/** What is told in place of a result that is too large. */
function refusalOf({ id, answers, say }: ToldRun, end: RunEnd): Failure | undefined {
  const refusal = answers.refusal(id, end);
  return refusal && { code: refusal.problem, text: say(refusal.text) };
}

function failureOf(end: RunEnd | undefined): { code: string; text: string; node: string | null } {
  const { code = end?.status ?? 'failed', message: text = code, node = null } = end?.error ?? {};
  return { code, text, node };
}

function interrupted(say: Say): { code: string; text: string } {
  return { code: 'interrupted', text: say(message('socket/interrupted')) };
}

function placeOf({ id, flow }: ToldRun, { seq, time }: RunEvent): RunPlace {
  return { run: id, flow, seq, time };
}

function nodeOf({ node }: NodeRef): { readonly node: string } {
  return { node };
}

/** Nodes in loops and sub-flows are parts of what is counted. */
function isCounted({ id, loop }: { readonly id: string; readonly loop?: string }): boolean {
  return loop === undefined && !id.includes('/');
}
