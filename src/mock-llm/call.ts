import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Value } from '../flow/value.ts';
import type { MockReply, MockScript } from './script.ts';

/** A request that has come in, as it went on. */
export interface MockRequest {
  /** From 1, in the order in which they came. */
  readonly number: number;
  readonly method: string;
  /** Without `/v1`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Undefined where it was no JSON. */
  readonly body: Value | undefined;
  /** Undefined until the head of the answer is sent. */
  status: number | undefined;
  /** Chunks of a stream that were sent. */
  chunks: number;
  /** Whoever asked has gone before the end. */
  aborted: boolean;
}

/** Called before something is sent: chunk 0 is the first token, or all of an answer that is no stream. */
export type Pace = (step: { readonly request: number; readonly chunk: number }) => unknown;

/** One request with what is needed to answer it. */
export class Call {
  readonly request: MockRequest;
  readonly script: MockScript;
  readonly #response: ServerResponse;
  readonly #gone: AbortSignal;
  readonly #pace: Pace | undefined;

  constructor(
    request: MockRequest,
    response: ServerResponse,
    { script, gone, pace }: { script: MockScript; gone: AbortSignal; pace: Pace | undefined },
  ) {
    this.request = request;
    this.#response = response;
    this.script = script;
    this.#gone = gone;
    this.#pace = pace;
  }

  /** Waits as the script or the test says. Rejects when whoever asked has gone. */
  async wait(chunk: number, reply: MockReply | undefined): Promise<void> {
    if (this.#pace) {
      await this.#pace({ request: this.request.number, chunk });
      this.#gone.throwIfAborted();
      return;
    }
    const { latency = 0, chunk_delay: delay = 0 } = { ...this.script, ...reply };
    const seconds = chunk === 0 ? latency : delay;
    if (seconds > 0) await setTimeout(seconds * 1_000, undefined, { signal: this.#gone });
  }

  head(status: number, headers: Readonly<Record<string, string>>): void {
    this.request.status = status;
    this.#response.writeHead(status, headers);
    this.#response.flushHeaders();
  }

  async write(text: string): Promise<void> {
    if (!this.#response.write(text)) await once(this.#response, 'drain', { signal: this.#gone });
  }

  end(text = ''): void {
    this.#response.end(text);
  }

  /** Breaks the connection off, when what was written has left. */
  cut(): void {
    this.#response.write('', () => this.#response.destroy());
  }

  /** Nothing more comes until whoever asked has gone. */
  async stall(): Promise<void> {
    if (!this.#gone.aborted) await once(this.#gone, 'abort');
  }

  json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
    this.request.status = status;
    const text = JSON.stringify(value);
    const length = String(Buffer.byteLength(text));
    const type = { 'content-type': 'application/json', 'content-length': length };
    this.#response.writeHead(status, { ...type, ...headers }).end(text);
  }

  /** An error in the form that all compatible servers give it. */
  error(status: number, text: string, code: string | null = null, retryAfter?: number): void {
    const type =
      status === 429
        ? 'rate_limit_error'
        : status >= 500
          ? 'server_error'
          : 'invalid_request_error';
    const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    this.json(status, { error: { message: text, type, param: null, code } }, headers);
  }
}
