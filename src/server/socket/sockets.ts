import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { message } from '../../messages/message.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ServerParts } from '../server-env.ts';
import { disconnectedMessage, stoppingMessage } from '../wire.ts';
import { chosenProtocol, type Admitted } from './admit.ts';
import { Connection } from './connection.ts';
import { Connections } from './connections.ts';
import { Conversation } from './conversation.ts';
import type { SocketCounts } from './counts.ts';
import type { SocketLimits } from './limits.ts';

/** All WebSockets of a server. */
export class Sockets {
  readonly #parts: ServerParts;
  readonly #limits: SocketLimits;
  readonly #counts: SocketCounts;
  readonly #server: WebSocketServer;
  readonly #connections = new Connections();
  readonly #conversation: Conversation;
  readonly #pings: NodeJS.Timeout;
  #isClosed = false;

  constructor(parts: ServerParts, limits: SocketLimits, counts: SocketCounts) {
    this.#parts = parts;
    this.#limits = limits;
    this.#counts = counts;
    this.#conversation = new Conversation(parts, limits, counts, this.#connections);
    const options = {
      noServer: true,
      clientTracking: false,
      autoPong: false,
      perMessageDeflate: false,
      maxPayload: parts.body.bytes,
      closeTimeout: limits.grace,
      handleProtocols: chosenProtocol,
    };
    this.#server = new WebSocketServer(options);
    this.#pings = setInterval(() => {
      for (const connection of this.#connections.all()) connection.ping();
    }, limits.ping).unref();
  }

  /** Lets one in. Throws HttpProblem where the user has too many. */
  enter(admitted: Admitted, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { bearer, connection: id, resume } = admitted;
    const { ofUser } = this.#limits;
    if (this.#isClosed) throw new HttpProblem(503, 'closing', message('service/closing'));
    if (this.#connections.countOf(bearer.user, id) >= ofUser) {
      const headers = { 'Retry-After': '5' };
      throw new HttpProblem(429, 'too-many-sockets', message('socket/many', { n: ofUser }), {
        headers,
      });
    }
    this.#server.handleUpgrade(incoming, socket, head, (client) => {
      const connection = new Connection(client, {
        bearer,
        id,
        limits: this.#limits,
        counts: this.#counts,
        take: (one, text) => this.#conversation.take(one, text),
        gone: (one) => this.#gone(one),
      });
      this.#counts.open++;
      this.#connections.add(connection)?.close('replaced');
      if (resume) this.#conversation.resumeAtOnce(connection, resume);
    });
  }

  /** Tells everybody, waits for runs that go on, at most so many seconds, and closes all. */
  async close(seconds: number): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#pings);
    const { closed } = this.#parts.service;
    const text = this.#parts.say(message('socket/stopping'));
    this.#connections.broadcast(stoppingMessage(text, new Date().toISOString()));
    await orAfter(seconds * 1000, (done) => {
      if (closed.aborted) done();
      else closed.addEventListener('abort', done, { once: true });
    });
    const all = [...this.#connections.all()];
    await orAfter(this.#limits.grace, (done) => {
      if (closed.aborted) void Promise.all(all.map((one) => one.settled())).then(done);
      else done();
    });
    for (const connection of all) connection.close('stopping');
    // Those that don't say goodbye are gone after the grace of `closeTimeout`.
    this.#server.close();
  }

  #gone(connection: Connection): void {
    this.#counts.open--;
    if (!this.#connections.remove(connection)) return;
    const { user } = connection.bearer;
    this.#connections.tellUser(user, disconnectedMessage(user, connection.id));
  }
}

/** Settles when it is done, or after so many milliseconds. */
async function orAfter(most: number, work: (done: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, most);
    work(() => resolve());
  });
  clearTimeout(timer);
}
