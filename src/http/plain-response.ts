import { PlainHeaders } from './plain-headers.ts';

export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Iterable<readonly [string, string]>;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly redirected: boolean;
}

/**
 * An answer as the Fetch standard has it, as far as clients read one: its head, its body as a stream, a text, JSON or bytes, once.
 * See {@link PlainHeaders} for why it is not Node's.
 */
export class PlainResponse {
  readonly type = 'default';
  readonly status: number;
  readonly statusText: string;
  readonly headers: PlainHeaders;
  readonly url: string;
  readonly redirected: boolean;
  readonly body: ReadableStream<Uint8Array> | null;

  constructor(body: ReadableStream<Uint8Array> | string | null, head: ResponseHead) {
    this.status = head.status;
    this.statusText = head.statusText;
    this.headers = new PlainHeaders(head.headers);
    this.url = head.url;
    this.redirected = head.redirected;
    this.body = typeof body === 'string' ? streamOf(body) : body;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  async bytes(): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.body ?? []) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(await this.bytes()).buffer;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }
}

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (text !== '') controller.enqueue(Buffer.from(text));
      controller.close();
    },
  });
}
