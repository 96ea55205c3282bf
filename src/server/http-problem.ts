import type { Message } from '../messages/message.ts';
import type { Value } from '../flow/value.ts';

/** One thing that is wrong with a request, as FastAPI tells it. */
export interface FieldProblem {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: Value;
  readonly ctx?: Readonly<Record<string, string>>;
}

/** What a request is refused with. The guide's routes tell it as FastAPI does, ours as RFC 9457 says. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly status: number;
  /** Stable; ours only. */
  readonly code: string;
  /** The guide's own words, or a sentence of the catalogue. */
  readonly detail: string | Message;
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: readonly FieldProblem[];

  constructor(
    status: number,
    code: string,
    detail: string | Message,
    more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly fields?: readonly FieldProblem[];
    } = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.headers = more.headers ?? {};
    this.fields = more.fields ?? [];
  }
}
