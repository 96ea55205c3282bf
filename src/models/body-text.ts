import { setTimeout as pause } from 'node:timers/promises';

/** After the end of an answer a server may keep the connection open for so long (ms); then it is closed. */
const LINGER_MS = 1_000;
/** For so long (ms) somebody waits for it: the next question would need a connection of its own. */
const PATIENCE_MS = 50;

/** The body of an answer as text, as it comes in. */
export class BodyText {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #heard: (bytes: number) => void;
  readonly #decoder = new TextDecoder();
  #over = false;

  /** `heard` is told the size of each piece. */
  constructor(body: ReadableStream<Uint8Array>, heard: (bytes: number) => void) {
    this.#reader = body.getReader();
    this.#heard = heard;
  }

  /** The next piece, perhaps an empty one; undefined at the end. Rejects with what the body fails with. */
  async next(): Promise<string | undefined> {
    if (this.#over) return undefined;
    const { done, value } = await this.#reader.read();
    this.#over = done;
    if (!value) return this.#decoder.decode();
    this.#heard(value.byteLength);
    return this.#decoder.decode(value, { stream: true });
  }

  /** What comes up to the first character that is no space; empty where nothing comes. */
  async beginning(): Promise<string> {
    let text: string | undefined = '';
    while (text === '') text = (await this.next())?.trimStart();
    return text ?? '';
  }

  /** The rest of it. */
  async all(): Promise<string> {
    const pieces: string[] = [];
    for (let text = await this.next(); text !== undefined; text = await this.next()) {
      pieces.push(text);
    }
    return pieces.join('');
  }

  /** Nobody wants more of it; a connection that has nothing more to say can be used again. */
  async leave(): Promise<void> {
    if (this.#over) return;
    const timer = setTimeout(() => this.close(), LINGER_MS);
    timer.unref();
    const drain = async (): Promise<void> => {
      while (!(await this.#reader.read()).done);
    };
    const drained = drain()
      .catch(() => undefined)
      .finally(() => clearTimeout(timer));
    await Promise.race([drained, pause(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** Closes the connection. */
  close(): void {
    if (!this.#over) void this.#reader.cancel().catch(() => undefined);
  }
}
