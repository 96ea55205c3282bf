import { isObject, own, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { RunRecord } from '../store/run-record.ts';
import { answerText, chatInputs, type ChatMessage } from './chat.ts';
import type { Service } from './service.ts';
import type { StartedRun } from './run-request.ts';
import type { Visitor } from './visitor.ts';
import { ServiceError } from './service-error.ts';

/** So many users, and sessions of each, are remembered; others are found in the store again. */
const USERS = 1_000;
const SESSIONS = 1_000;
/** Among so many of a user's latest runs sessions are looked for. */
const LOOKED_AT = 200;
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
 * it was given, and its answer), so it survives a restart and goes when its runs do; in memory is only which run was the last of a session.
 */
export class ChatSessions {
  readonly #service: Service;
  readonly #latest = new Map<string, Map<string, string>>();
  readonly #beginning = new Set<string>();

  constructor(service: Service) {
    this.#service = service;
  }

  /** Begins the run that answers. Rejects with ServiceError, also while the turn before goes on. */
  async begin(visitor: Visitor, { input, session: known }: Turn): Promise<BegunTurn> {
    const flow = (await this.#service.flows.doors()).chat;
    if (flow === undefined) throw new ServiceError('flow-missing', message('socket/no-chat'));
    const session = known ?? crypto.randomUUID();
    const key = JSON.stringify([visitor.user, session]);
    if (this.#beginning.has(key)) throw new ServiceError('state', message('socket/turn'));
    this.#beginning.add(key);
    try {
      // An admin's conversations are the admin's own, too.
      const self = { user: visitor.user, isAdmin: false };
      const history = known === undefined ? [] : this.#history(self, flow, session);
      const inputs = chatInputs(input, history, session);
      const run = await this.#service.start(self, { flow, inputs });
      this.#remember(self, flow, session, run.id);
      return { run, flow, session };
    } finally {
      this.#beginning.delete(key);
    }
  }

  #history(visitor: Visitor, flow: string, session: string): readonly ChatMessage[] {
    const id = this.#sessionsOf(visitor, flow).get(session);
    if (id === undefined) return [];
    const run = this.#found(visitor, id);
    if (!run) return [];
    if (run.status === 'running') throw new ServiceError('state', message('socket/turn'));
    const end = this.#service.end(visitor, id);
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

  /** Old runs are cleared away. */
  #found(visitor: Visitor, id: string): RunRecord | undefined {
    try {
      return this.#service.run(visitor, id);
    } catch (error) {
      if (error instanceof ServiceError) return undefined;
      throw error;
    }
  }

  #sessionsOf(visitor: Visitor, flow: string): Map<string, string> {
    const key = JSON.stringify([visitor.user, flow]);
    const known = this.#latest.get(key);
    if (known) return known;
    const sessions = new Map<string, string>();
    // The oldest first: later ones take their places.
    for (const { id, origin } of this.#service.runs(visitor, { limit: LOOKED_AT }).reverse()) {
      const session = own(origin, 'name') === flow ? sessionOf(own(origin, 'inputs')) : undefined;
      if (session !== undefined) sessions.set(session, id);
    }
    this.#latest.set(key, sessions);
    drop(this.#latest, USERS);
    return sessions;
  }

  #remember(visitor: Visitor, flow: string, session: string, run: string): void {
    const sessions = this.#sessionsOf(visitor, flow);
    sessions.delete(session);
    sessions.set(session, run);
    drop(sessions, SESSIONS);
  }
}

/** The session that a run is a turn of, by its inputs; undefined for other runs. */
export function sessionOf(inputs: Value | undefined): string | undefined {
  if (!isObject(inputs) || !Array.isArray(own(inputs, 'history'))) return undefined;
  const session = own(inputs, 'session_id');
  return typeof session === 'string' ? session : undefined;
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

function drop(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
