import { isObject, own, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { answerText, chatInputs, LONGEST_SESSION, type ChatMessage } from './chat.ts';
import type { RunEnd } from './live-run.ts';
import type { Service } from './service.ts';
import type { StartedRun } from './run-request.ts';
import type { Visitor } from './visitor.ts';
import { ServiceError } from './service-error.ts';

/** What a turn is given of what was said before: so many messages, so many characters. */
const MESSAGES = 100;
const CHARACTERS = 64 * 1024;

/** What was said in a chat. */
export interface Turn {
  readonly input: string;
  /** Undefined: a new one. */
  readonly session: string | undefined;
}

/** A turn's run. */
export interface BegunTurn {
  readonly run: StartedRun;
  readonly flow: string;
  readonly session: string;
}

/**
 * The conversations of users with the project's flow for chat. What was said stands in the runs themselves (each has the history that
 * it was given, and its answer), so it survives a restart and goes when its runs do.
 */
export class ChatSessions {
  readonly #service: Service;
  readonly #beginning = new Set<string>();

  constructor(service: Service) {
    this.#service = service;
  }

  /** Begins the run that answers. Rejects with ServiceError, also while the turn before goes on. */
  async begin(visitor: Visitor, { input, session: known }: Turn): Promise<BegunTurn> {
    const flow = (await this.#service.flows.doors()).chat;
    if (flow === undefined) throw new ServiceError('flow-missing', message('socket/no-chat'));
    const session = known ?? crypto.randomUUID();
    if (session.length > LONGEST_SESSION) {
      throw new ServiceError('input', message('socket/session', { most: LONGEST_SESSION }));
    }
    const key = JSON.stringify([visitor.user, session]);
    if (this.#beginning.has(key)) throw new ServiceError('state', message('socket/turn'));
    this.#beginning.add(key);
    try {
      // An admin's conversations are the admin's own, too.
      const self = { user: visitor.user, isAdmin: false };
      const history = known === undefined ? [] : this.#history(self, flow, session);
      const inputs = chatInputs(input, history, session);
      const run = await this.#service.start(self, { flow, inputs });
      return { run, flow, session };
    } finally {
      this.#beginning.delete(key);
    }
  }

  /** An answer that was too large to be sent was not said. */
  #end(visitor: Visitor, id: string): RunEnd | undefined {
    try {
      return this.#service.end(visitor, id);
    } catch (error) {
      if (error instanceof ServiceError && error.problem === 'result-too-large') return undefined;
      throw error;
    }
  }

  #history(visitor: Visitor, flow: string, session: string): readonly ChatMessage[] {
    const [last] = this.#service.runs(visitor, { served: flow, session, limit: 1 });
    if (!last) return [];
    if (last.status === 'running') throw new ServiceError('state', message('socket/turn'));
    const { id } = last;
    const run = this.#service.run(visitor, id);
    const end = this.#end(visitor, id);
    const asked = own(run.origin, 'inputs');
    const inputs = isObject(asked) ? asked : {};
    const before = messagesIn(own(inputs, 'history'));
    const input = own(inputs, 'input');
    if (end?.status !== 'succeeded' || typeof input !== 'string') return before;
    return shortened([
      ...before,
      { role: 'user', content: input },
      { role: 'assistant', content: answerText(end.outputs) },
    ]);
  }
}

function messagesIn(history: Value | undefined): ChatMessage[] {
  if (!Array.isArray(history)) return [];
  return history.flatMap((one: Value) => {
    const role = isObject(one) ? own(one, 'role') : undefined;
    const content = isObject(one) ? own(one, 'content') : undefined;
    return typeof role === 'string' && typeof content === 'string' ? [{ role, content }] : [];
  });
}

/** Without the oldest, a question and its answer at a time. */
function shortened(history: readonly ChatMessage[]): readonly ChatMessage[] {
  let kept = history.slice(-MESSAGES);
  const size = (): number => kept.reduce((sum, { content }) => sum + content.length, 0);
  while (kept.length > 0 && size() > CHARACTERS) kept = kept.slice(2);
  return kept;
}
