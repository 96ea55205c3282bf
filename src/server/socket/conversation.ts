import { parseJson } from '../../flow/json.ts';
import { nestsDeeper } from '../../flow/json-depth.ts';
import { isObject, own, type ValueObject } from '../../flow/value.ts';
import { message, type Message } from '../../messages/message.ts';
import { answerText } from '../../service/chat.ts';
import { ChatSessions } from '../../service/chat-sessions.ts';
import { sessionOf } from '../../service/chat.ts';
import type { RunEnd } from '../../service/live-run.ts';
import { problemOf } from '../answer.ts';
import { answeringNode } from '../openai/answering-node.ts';
import { questionsText } from '../openai/questions-text.ts';
import type { ServerParts } from '../server-env.ts';
import {
  problemMessage,
  readRequest,
  refusedMessage,
  statusMessage,
  withTag,
  type Failure,
  type Request,
  type ServerMessage,
} from '../wire.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';
import type { SocketCounts } from './counts.ts';
import type { SocketLimits } from './limits.ts';
import { ChatTelling, RunTelling, type Telling } from './run-telling.ts';

/** Does what clients ask over their sockets. Every message gets an answer. */
export class Conversation {
  readonly #parts: ServerParts;
  readonly #limits: SocketLimits;
  readonly #counts: SocketCounts;
  readonly #connections: Connections;
  readonly #sessions: ChatSessions;

  constructor(
    parts: ServerParts,
    limits: SocketLimits,
    counts: SocketCounts,
    connections: Connections,
  ) {
    this.#parts = parts;
    this.#limits = limits;
    this.#counts = counts;
    this.#connections = connections;
    this.#sessions = new ChatSessions(parts.service);
  }

  /** Takes a text that has come. */
  take(connection: Connection, text: string): void {
    const { rate, body } = this.#parts;
    const wait = rate.take(connection.bearer.user);
    if (wait !== undefined) return this.#tooFast(connection, wait);
    connection.refusals = 0;
    if (nestsDeeper(text, body.depth)) {
      return this.#problem(connection, 'deep', message('socket/deep', { n: body.depth }));
    }
    const value = parseJson(text);
    if (value === undefined) return this.#problem(connection, 'json', message('socket/json'));
    const request = readRequest(value);
    if (request.kind === 'misunderstood') {
      return this.#problem(connection, request.code, request.text, request.tag);
    }
    this.#do(connection, request);
  }

  /** Follows a run that the address names. */
  resumeAtOnce(
    connection: Connection,
    { run, after = '-1' }: { readonly run: string; readonly after: string | undefined },
  ): void {
    const seq = /^(?:-1|\d{1,15})$/.test(after) ? Number(after) : null;
    if (seq === null) {
      const what = message('socket/whole');
      return this.#problem(connection, 'field', message('socket/field', { name: 'seq', what }));
    }
    this.#do(connection, { kind: 'resume', run, after: seq, tag: undefined });
  }

  #do(connection: Connection, request: Request): void {
    if (
      request.kind !== 'monitor' &&
      connection.follows + connection.asked >= this.#limits.follows
    ) {
      const n = this.#limits.follows;
      return this.#problem(connection, 'busy', message('socket/follows', { n }), request.tag);
    }
    connection.asked++;
    void this.#done(connection, request)
      .catch((error: unknown) => {
        connection.send(withTag(this.#refusal(request, error), request.tag));
      })
      .finally(() => connection.asked--);
  }

  async #done(connection: Connection, request: Request): Promise<void> {
    const { service } = this.#parts;
    const { bearer } = connection;
    switch (request.kind) {
      case 'execute': {
        const { flow, inputs, parameters, key } = request;
        const run = await service.start(bearer, { flow, inputs, parameters, key });
        // Who looks at a run before has it written at once, and by itself.
        await run.begun;
        const told = await this.#telling({ id: run.id, flow, inputs, parameters });
        return this.#follow(connection, run.id, told, request.tag, -1);
      }
      case 'chat': {
        const { run, flow, session } = await this.#sessions.begin(bearer, request);
        await run.begun;
        const told = await this.#chat({ id: run.id, flow, parameters: {} }, session);
        return this.#follow(connection, run.id, told, request.tag, -1);
      }
      case 'resume': {
        const { id, origin, flow } = service.run(bearer, request.run);
        const name = own(origin, 'name');
        const told = await this.#telling({
          id,
          flow: typeof name === 'string' ? name : flow,
          inputs: objectIn(origin, 'inputs'),
          parameters: objectIn(origin, 'parameters'),
        });
        return this.#follow(connection, id, told, request.tag, request.after);
      }
      case 'monitor': {
        const status = await this.#status(connection);
        connection.send(withTag(statusMessage(status, now()), request.tag));
      }
    }
  }

  /** Always from the first event on: what a message says depends on those before. */
  #follow(
    connection: Connection,
    run: string,
    telling: Telling,
    tag: string | undefined,
    after: number,
  ): void {
    if (!connection.isOpen) return;
    const events = this.#parts.service.subscribe(connection.bearer, run, 0);
    connection.follow(events, telling, (one: ServerMessage) => withTag(one, tag), after);
  }

  /** A run with a session is a turn of a chat, however it was begun. */
  async #telling(run: {
    readonly id: string;
    readonly flow: string;
    readonly inputs: ValueObject;
    readonly parameters: ValueObject;
  }): Promise<Telling> {
    const { id, flow, inputs } = run;
    const { service, say } = this.#parts;
    const session = sessionOf(inputs);
    return session === undefined
      ? new RunTelling({ id, flow, say, answers: service.answers })
      : this.#chat(run, session);
  }

  async #chat(
    {
      id,
      flow,
      parameters,
    }: { readonly id: string; readonly flow: string; readonly parameters: ValueObject },
    session: string,
  ): Promise<Telling> {
    const { service, say } = this.#parts;
    // A flow that is there no more has still told its answer.
    const planned = await service
      .flow(flow)
      .then((served) => served.plan(parameters))
      .catch(() => undefined);
    const textOf = (end: RunEnd): string =>
      end.status === 'waiting' ? questionsText(end.questions, id, say) : answerText(end.outputs);
    const node = planned && answeringNode(planned.plan);
    const told = { id, flow, say, answers: service.answers };
    return new ChatTelling(told, { node, session, textOf });
  }

  /** How the server is; how others use it is for admins only. */
  async #status(connection: Connection): Promise<ValueObject> {
    const { service } = this.#parts;
    const { user, isAdmin } = connection.bearer;
    const status = {
      status: service.isClosing ? 'closing' : 'ok',
      workflows: (await service.flows.list()).length,
      connections: this.#connections.countOf(user, ''),
      following: connection.follows,
    };
    if (!isAdmin) return status;
    const { rss, heapUsed } = process.memoryUsage();
    return {
      ...status,
      system: {
        runs: service.running,
        connections: this.#counts.open,
        users: this.#connections.users,
        listeners: service.listeners,
        memory_bytes: rss,
        heap_bytes: heapUsed,
        uptime_seconds: Math.round(process.uptime()),
      },
    };
  }

  /** What keeps a run from beginning, as the guide's clients expect it. */
  #refusal(request: Request, error: unknown): ServerMessage {
    const { say, log } = this.#parts;
    const problem = problemOf(error, say);
    if (problem.code === 'internal') {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const entry = { method: 'WS', path: request.kind, status: 500, duration_ms: 0, error: text };
      log({ request_id: crypto.randomUUID(), ...entry });
    }
    const [field] = problem.fields;
    const detail = typeof problem.detail === 'string' ? problem.detail : say(problem.detail);
    const failure: Failure = {
      code: problem.code,
      text: field === undefined ? detail : `${detail} ${field.msg}`,
    };
    if (request.kind === 'chat') return refusedMessage('chat', failure, now());
    if (request.kind !== 'execute') return problemMessage(failure, now());
    const text = problem.code === 'flow-missing' ? '工作流不存在' : failure.text;
    return refusedMessage({ flow: request.flow }, { ...failure, text }, now());
  }

  #tooFast(connection: Connection, wait: number): void {
    if (++connection.refusals > this.#limits.refusals) return connection.close('refused');
    const text = this.#parts.say(message('serve/too-often'));
    connection.send(problemMessage({ code: 'too-many-requests', text }, now(), wait));
  }

  #problem(connection: Connection, code: string, text: Message, tag?: string): void {
    const failure = { code, text: this.#parts.say(text) };
    connection.send(withTag(problemMessage(failure, now()), tag));
  }
}

function objectIn(origin: ValueObject, name: string): ValueObject {
  const value = own(origin, name);
  return isObject(value) ? value : {};
}

function now(): string {
  return new Date().toISOString();
}
