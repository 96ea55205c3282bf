import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { message, type Message, type MessageKey, type MessageValues } from '../messages/message.ts';

export type HttpCode = Extract<DiagnosticCode, `http-${string}`>;

/** A request that came to nothing, in the user's words: no query values, credentials or proxy passwords. */
export class HttpFailure extends Error {
  override name = 'HttpFailure';
  readonly code: HttpCode;
  readonly text: Message;
  readonly hint: Message | undefined;
  /** The same request may go well a moment later. */
  readonly transient: boolean;

  /** `key` is the catalogue's key; the part before `/` is the code. */
  constructor(
    key: MessageKey & (HttpCode | `${HttpCode}/${string}`),
    values: MessageValues = {},
    options: { hint?: MessageKey; transient?: boolean; cause?: unknown } = {},
  ) {
    super(key, { cause: options.cause });
    this.code = key.split('/', 1)[0] as HttpCode;
    this.text = message(key, values);
    this.hint = options.hint && message(options.hint, values);
    this.transient = options.transient ?? false;
  }
}
