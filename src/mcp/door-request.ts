import type { Value } from '../flow/value.ts';
import type { Visitor } from '../service/visitor.ts';

/** A request whose token was checked. */
export interface DoorRequest {
  /** Without its body. Its signal aborts when the client goes away. */
  readonly request: Request;
  /** Undefined where the method has none. */
  readonly body: Value | undefined;
  readonly visitor: Visitor;
  /** When the visitor’s token ends, in seconds since 1970. */
  readonly expires: number;
}
