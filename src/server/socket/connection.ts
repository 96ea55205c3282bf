import type { RawData, WebSocket } from 'ws';
import { toJson } from '../../flow/value.ts';
import type { Subscription } from '../../service/subscription.ts';
import type { Bearer } from '../token.ts';
import type { ServerMessage } from '../wire.ts';
import type { SocketCounts } from './counts.ts';
import type { SocketLimits } from './limits.ts';
import type { Telling } from './run-telling.ts';
import { ToldEvents } from './told-events.ts';

/** The codes that a connection is closed with (RFC 6455, 7.4; from 4000 on our own). */
export const closeCodes = {
  stopping: 1001,
  binary: 1003,
  refused: 1008,
  internal: 1011,
  slow: 1013,
  replaced: 4001,
  expired: 4401,
} as const;

/** Timers know no longer time. Milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** What a connection takes and gives besides what it is asked. */
export interface ConnectionOptions {
  readonly bearer: Bearer;
  readonly id: string;
  readonly limits: SocketLimits;
  readonly counts: SocketCounts;
  /** A text that has come. */
  readonly take: (connection: Connection, text: string) => void;
  readonly gone: (connection: Connection) => void;
}

/** One client's socket. What goes out waits for its reader; who reads nothing is cut off, so that it costs no memory. */
export class Connection {
  readonly bearer: Bearer;
  readonly id: string;
  /** Requests that are being looked at. */
  asked = 0;
  /** Refused messages in a row. */
  refusals = 0;
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #follows = new Set<Subscription>();
  readonly #pumps = new Set<Promise<void>>();
  #expiry: NodeJS.Timeout | undefined;
  #isAlive = true;
  #turn: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.bearer = options.bearer;
    this.id = options.id;
    this.#expire();
    socket.on('message', (data: RawData, isBinary: boolean) => this.#take(data, isBinary));
    // What is wrong with frames closes the connection, with the right code.
    socket.on('error', () => undefined);
    socket.on('ping', () => {
      // Answers would pile up before somebody who only asks.
      if (socket.bufferedAmount < options.limits.waitAbove && this.isOpen) socket.pong();
    });
    socket.on('pong', () => (this.#isAlive = true));
    socket.on('close', () => this.#gone());
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** How many runs it follows. */
  get follows(): number {
    return this.#follows.size;
  }

  /** Settles when all that the followed runs have told has gone out. */
  async settled(): Promise<void> {
    await Promise.all(this.#pumps);
  }

  /** Sends at once. Who has too much to take already is cut off. */
  send(one: ServerMessage): void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > this.#options.limits.cutAbove) this.#cut();
    else {
      this.#options.counts.sent++;
      this.#socket.send(toJson(one.json));
    }
  }

  /** Sends what a run tells, behind a number, as the client takes it, until it tells no more. */
  follow(
    events: Subscription,
    telling: Telling,
    change: (one: ServerMessage) => ServerMessage,
    after: number,
  ): void {
    this.#follows.add(events);
    const pump = this.#pump(events, telling, change, after)
      // The store can't be read.
      .catch(() => this.close('internal'))
      .finally(() => {
        events.close();
        this.#follows.delete(events);
        this.#pumps.delete(pump);
      });
    this.#pumps.add(pump);
  }

  close(why: keyof typeof closeCodes): void {
    this.#leave();
    this.#socket.close(closeCodes[why], why);
  }

  /** Whoever says nothing from one time to the next is dead. */
  ping(): void {
    if (!this.#isAlive) {
      this.#options.counts.dead++;
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    if (this.isOpen) this.#socket.ping();
  }

  terminate(): void {
    this.#socket.terminate();
  }

  async #pump(
    events: Subscription,
    telling: Telling,
    change: (one: ServerMessage) => ServerMessage,
    after: number,
  ): Promise<void> {
    // Runs that have ended are read from the disk one after the other, so that no more than one waits for a slow reader.
    const isStored = events.isOver;
    const leave = await this.#enter();
    try {
      const told = new ToldEvents(telling, after);
      while (told.add(await events.take())) {
        while (told.isMore) {
          if (!this.isOpen) return;
          // Nothing of a message may be kept here while it waits: it may be large, and stands in the socket's own buffer.
          const wait = this.#offer(() => {
            const one = told.next();
            return one && toJson(change(one).json);
          });
          if (wait) await wait;
        }
        if (!isStored) leave();
      }
      if (!told.isEnded) this.send(change(telling.broken(new Date().toISOString())));
    } finally {
      leave();
    }
  }

  /** Waits for those who read before; what is returned lets the next go on. */
  async #enter(): Promise<() => void> {
    const before = this.#turn;
    let leave: () => void = () => undefined;
    this.#turn = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  }

  /** Sends what is next, and waits where so much has not gone out that its reader is to take some first. Undefined: at once. */
  #offer(next: () => string | undefined): Promise<void> | undefined {
    const text = next();
    if (text === undefined) return undefined;
    this.#options.counts.sent++;
    if (this.#socket.bufferedAmount + text.length < this.#options.limits.waitAbove) {
      this.#socket.send(text);
      return undefined;
    }
    const going = this.#going();
    // Bytes are sent from where they are; of a text, Node keeps a copy and the text.
    this.#socket.send(Buffer.from(text), { binary: false }, going.done);
    return going.gone;
  }

  /** A message goes out: whoever takes nothing of it for too long is cut off. */
  #going(): { readonly done: () => void; readonly gone: Promise<void> } {
    let done: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (done = resolve));
    const impatience = setTimeout(() => this.#cut(), this.#options.limits.patience).unref();
    return {
      done: () => {
        clearTimeout(impatience);
        done();
      },
      gone,
    };
  }

  #take(data: RawData, isBinary: boolean): void {
    this.#isAlive = true;
    if (!this.isOpen) return;
    this.#options.counts.received++;
    if (isBinary) this.close('binary');
    else this.#options.take(this, (data as Buffer).toString());
  }

  #cut(): void {
    if (!this.isOpen) return;
    this.#options.counts.cut++;
    this.close('slow');
  }

  #expire(): void {
    const left = this.bearer.expires * 1000 - Date.now();
    const next = (): void => (left > LONGEST ? this.#expire() : this.close('expired'));
    this.#expiry = setTimeout(next, Math.min(Math.max(0, left), LONGEST)).unref();
  }

  #leave(): void {
    clearTimeout(this.#expiry);
    for (const events of this.#follows) events.close();
  }

  #gone(): void {
    this.#leave();
    this.#options.gone(this);
  }
}
