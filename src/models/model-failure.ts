import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { ValueObject } from '../flow/value.ts';
import { message, type Message, type MessageKey, type MessageValues } from '../messages/message.ts';

/** A replay has no answer: that is told by one code, whoever has asked. */
export type ModelCode = Extract<DiagnosticCode, `model-${string}` | 'http-not-recorded'>;

/** A question to a model that came to nothing, in the user's words; no key stands in them. */
export class ModelFailure extends Error {
  override name = 'ModelFailure';
  readonly code: ModelCode;
  readonly text: Message;
  readonly hint: Message | undefined;
  /** What expressions can read of it besides: `status`. */
  readonly details: ValueObject;
  /** The same question may go well a moment later. */
  readonly transient: boolean;
  /** How long the server asks to wait, in milliseconds. */
  readonly pause: number | undefined;

  /** `key` is the catalogue's key; the part before `/` is the code. */
  constructor(
    // An intersection would be too large for the compiler.
    key: Extract<MessageKey, ModelCode | `${ModelCode}/${string}`>,
    values: MessageValues,
    options: {
      readonly hint?: MessageKey | Message;
      readonly details?: ValueObject;
      readonly transient?: boolean;
      readonly pause?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(key, { cause: options.cause });
    const { hint } = options;
    this.code = key.split('/', 1)[0] as ModelCode;
    this.text = message(key, values);
    this.hint = typeof hint === 'string' ? message(hint, values) : hint;
    this.details = options.details ?? {};
    this.transient = options.transient ?? false;
    this.pause = options.pause;
  }
}
