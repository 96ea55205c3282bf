import { SecretMask } from '../engine/secrets.ts';

/** Takes secrets out of all that is written to some streams, whoever writes it, from the moment that they are known. */
export class MaskedOutput {
  readonly #secrets = new Set<string>();
  #mask = new SecretMask([]);

  constructor(streams: readonly NodeJS.WriteStream[]) {
    for (const stream of streams) this.#guard(stream);
  }

  /** Nothing shows these any more. */
  conceal(secrets: Iterable<string>): void {
    for (const secret of secrets) this.#secrets.add(secret);
    this.#mask = new SecretMask([...this.#secrets]);
  }

  /** A text without them. */
  text(text: string): string {
    return this.#mask.text(text);
  }

  #guard(stream: NodeJS.WriteStream): void {
    const write = stream.write.bind(stream) as (...args: readonly unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: readonly unknown[]) =>
      write(typeof chunk === 'string' ? this.text(chunk) : chunk, ...rest);
  }
}
