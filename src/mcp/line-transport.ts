import type { Readable, Writable } from 'node:stream';
import {
  parseJSONRPCMessage,
  type JSONRPCMessage,
  type Transport,
} from '@modelcontextprotocol/server';
import { nestsDeeper } from '../flow/json-depth.ts';
import { parseJson } from '../flow/json.ts';
import { isObject, own, toJson, type Value } from '../flow/value.ts';

/** A message may have so many bytes. */
const LONGEST = 10 * 1024 * 1024;
const DEEPEST = 64;
/** While so many requests wait for their answers, no more are read. */
const MOST_PENDING = 1_000;
/** So long the last requests have for their answers when the client sends no more. Milliseconds. */
const GRACE = 500;
const NEWLINE = 0x0a;

/**
 * MCP over two streams, a message on each line. Beyond what the SDK's own transport does, it answers lines that are no messages, and reads
 * only as fast as answers are taken.
 */
export class LineTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** Settles when the client has gone, or {@link close} was called. */
  readonly closed: Promise<void>;
  readonly #stdin: Readable;
  readonly #stdout: Writable;
  readonly #pending = new Set<Value>();
  #pieces: Buffer[] = [];
  #length = 0;
  #drained: Promise<undefined> | undefined;
  #isEnding = false;
  #isClosed = false;
  #tellClosed: () => void = () => undefined;

  constructor(stdin: Readable, stdout: Writable) {
    this.#stdin = stdin;
    this.#stdout = stdout;
    this.closed = new Promise((resolve) => (this.#tellClosed = resolve));
  }

  start(): Promise<void> {
    this.#stdin.on('data', this.#take);
    this.#stdin.on('end', this.#end);
    this.#stdin.on('close', this.#end);
    this.#stdin.on('error', this.#end);
    this.#stdout.on('error', this.#broken);
    return Promise.resolve();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#isClosed) return;
    const { id, method } = message as { readonly id?: Value; readonly method?: string };
    if (id !== undefined && method === undefined) this.#pending.delete(id);
    await this.#write(message as unknown as Value);
    this.#go();
  }

  close(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#isClosed = true;
    this.#pieces = [];
    this.#stdin.off('data', this.#take);
    this.#stdin.pause();
    this.#tellClosed();
    this.onclose?.();
    return Promise.resolve();
  }

  readonly #take = (bytes: Buffer): void => {
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      this.#add(bytes.subarray(from, at));
      this.#line();
      from = at + 1;
    }
    this.#add(bytes.subarray(from));
    if (this.#pending.size >= MOST_PENDING) this.#stdin.pause();
  };

  readonly #end = (): void => {
    if (this.#isEnding) return;
    this.#isEnding = true;
    if (this.#length > 0) this.#line();
    if (this.#pending.size === 0) void this.close();
    else setTimeout(() => void this.close(), GRACE);
  };

  readonly #broken = (): void => void this.close();

  /** Of a line that is too long nothing is kept. */
  #add(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length <= LONGEST) this.#pieces.push(bytes);
    else this.#pieces = [];
  }

  #line(): void {
    const isLong = this.#length > LONGEST;
    const text = Buffer.concat(this.#pieces).toString();
    this.#pieces = [];
    this.#length = 0;
    if (isLong) return this.#refuse(-32600, 'The message is too large.');
    if (text.trim() === '') return;
    if (nestsDeeper(text, DEEPEST)) return this.#refuse(-32600, 'The message is nested too deep.');
    const value = parseJson(text);
    if (value === undefined) return this.#refuse(-32700, 'Parse error');
    const message = messageIn(value);
    if (!message) return this.#refuse(-32600, 'Invalid Request', idIn(value));
    if ('method' in message && 'id' in message) this.#pending.add(message.id);
    this.onmessage?.(message);
  }

  /** JSON-RPC's own words: programs read them. */
  #refuse(code: number, text: string, id: Value = null): void {
    void this.#write({ jsonrpc: '2.0', id, error: { code, message: text } }).then(() => this.#go());
  }

  async #write(value: Value): Promise<void> {
    if (this.#stdout.write(`${toJson(value)}\n`)) return;
    // Who takes no answers asks for no more.
    this.#stdin.pause();
    this.#drained ??= new Promise<void>((resolve) => {
      this.#stdout.once('drain', resolve);
      void this.closed.then(resolve);
    }).then(() => (this.#drained = undefined));
    await this.#drained;
  }

  /** Reads on, or comes to the end. */
  #go(): void {
    if (this.#isClosed) return;
    if (this.#isEnding) {
      if (this.#pending.size === 0) void this.close();
    } else if (this.#pending.size < MOST_PENDING && !this.#stdout.writableNeedDrain) {
      this.#stdin.resume();
    }
  }
}

function messageIn(value: Value): JSONRPCMessage | undefined {
  try {
    return parseJSONRPCMessage(value);
  } catch {
    return undefined;
  }
}

function idIn(value: Value): Value {
  const id = isObject(value) ? own(value, 'id') : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
