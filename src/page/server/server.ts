import type { RunEvent } from '../../engine/run-event.ts';
import { readFrames } from './frames.ts';
import { Problem, problemIn } from './problem.ts';

/** What is asked with. */
interface Asking {
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** Milliseconds until a lost connection is tried again: the first time, and at most. */
const SOON = 500;
const LATE = 10_000;

/** The server, with a person's token. Methods reject with {@link Problem}. */
export class Server {
  readonly #token: string;
  readonly #expired: () => void;

  /** `expired` is called where the server does not take the token any more. */
  constructor(token: string, expired: () => void) {
    this.#token = token;
    this.#expired = expired;
  }

  async get<T>(path: string): Promise<T> {
    return (await (await this.#fetch(path, {})).json()) as T;
  }

  /** `key`: the same request with the same key is done once. */
  async post<T>(path: string, body: object = {}, key?: string): Promise<T> {
    const headers = {
      'Content-Type': 'application/json',
      ...(key !== undefined && { 'Idempotency-Key': key }),
    };
    const response = await this.#fetch(path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await response.json()) as T;
  }

  /** A picture, parsed by the browser; undefined where there is none. */
  picture(path: string, signal: AbortSignal): Promise<Element | undefined> {
    return new Promise((resolve) => {
      // Of a text, nothing here may make elements; a request may.
      const request = new XMLHttpRequest();
      request.open('GET', path);
      request.responseType = 'document';
      request.overrideMimeType('image/svg+xml');
      request.setRequestHeader('Authorization', `Bearer ${this.#token}`);
      request.onload = () => {
        const root = request.status === 200 ? request.responseXML?.documentElement : undefined;
        resolve(root?.localName === 'svg' ? root : undefined);
      };
      request.onerror = request.onabort = () => resolve(undefined);
      signal.addEventListener('abort', () => request.abort());
      request.send();
    });
  }

  /**
   * The events of a run behind a number, some at a time, as they come; ends when the server has no more. A lost connection is taken
   * up again where it was.
   */
  async *events(
    run: string,
    after: number,
    signal: AbortSignal,
    lost: (isLost: boolean) => void,
  ): AsyncGenerator<readonly RunEvent[]> {
    let last = after;
    let delay = SOON;
    const isStopped = (): boolean => signal.aborted;
    while (!isStopped()) {
      try {
        const headers = last < 0 ? {} : { 'Last-Event-ID': String(last) };
        const path = `/api/v1/runs/${encodeURIComponent(run)}/events`;
        const response = await this.#fetch(path, { headers, signal });
        lost(false);
        if (response.status === 204 || !response.body) return;
        for await (const frames of readFrames(response.body)) {
          const events = frames
            .map(({ data }) => JSON.parse(data) as RunEvent)
            .filter(({ seq }) => seq > last);
          last = events.at(-1)?.seq ?? last;
          delay = SOON;
          if (events.length > 0) yield events;
        }
      } catch (error) {
        if (isStopped()) return;
        if (error instanceof Problem && error.status !== 0 && error.status < 500) throw error;
        lost(true);
        await new Promise((resolve) => setTimeout(resolve, delay));
        delay = Math.min(2 * delay, LATE);
      }
    }
  }

  async #fetch(path: string, init: Asking): Promise<Response> {
    const headers = {
      ...init.headers,
      'Accept-Language': document.documentElement.lang,
      Authorization: `Bearer ${this.#token}`,
    };
    let response: Response;
    try {
      response = await fetch(path, { ...init, headers, cache: 'no-store', credentials: 'omit' });
    } catch (error) {
      throw new Problem(0, 'unreachable', String(error));
    }
    if (response.ok) return response;
    if (response.status === 401) this.#expired();
    throw await problemIn(response);
  }
}

/** A number of 128 bits that nobody else has. (`crypto.randomUUID` is only there on pages that came safely.) */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
