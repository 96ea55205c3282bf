import type { KeptResult } from '../engine/kept-result.ts';
import type { Value } from '../flow/value.ts';
import { isObject, toJson } from '../flow/value.ts';
import type { Cell, Row } from './database.ts';
import { objectIn } from './event-row.ts';

/** A result's columns: key, seq, body. Its node stands in the body where the key is another text. */
export function resultCells({ key, seq, node, ...rest }: KeptResult): Cell[] {
  const body = { ...(node !== key && { node }), ...rest };
  return [key, seq ?? null, toJson(body as unknown as Value)];
}

/** The result that a row keeps; `event` is the body of the node_finished that tells it, where one does. */
export function resultOf({ key, seq, body, event }: Row): KeptResult {
  const rest = objectIn(body);
  const { outputs } = objectIn(event);
  return {
    key,
    node: key,
    ...(seq !== null && { seq }),
    ...(isObject(outputs) && { outputs }),
    ...rest,
  } as unknown as KeptResult;
}
