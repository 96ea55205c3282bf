import type { KeptResult } from '../engine/kept-result.ts';
import type { Value } from '../flow/value.ts';
import { isObject, toJson } from '../flow/value.ts';
import type { Cell, Row } from './database.ts';
import { objectIn, valueIn } from './event-row.ts';

/** A result's columns: key, seq, body. Its node stands in the body where the key is another text. */
export function resultCells({ key, seq, node, ...rest }: KeptResult): Cell[] {
  const body = { ...(node !== key && { node }), ...rest };
  return [key, seq ?? null, toJson(body as unknown as Value)];
}

/**
 * The result that a row keeps; `type` and `event` are of the event that tells it, where one does. Where anything of it can't be
 * read, the node has to do its work again.
 */
export function resultOf({ key, told, seq, body, type, event }: Row): KeptResult {
  const name = typeof key === 'string' ? key : '';
  const rest = valueIn(body);
  // In front of the rounds, see `KeptResult.key`.
  const node = name.replace(/\[[^\]]*\]/g, '');
  if (!isObject(rest)) return { key: name, node, attempts: 1, again: 'damaged' };
  const result = { key, node: name, ...(told === 1 && { seq }), ...rest } as unknown as KeptResult;
  if (result.again ?? result.failed ?? result.outputs) return result;
  const { node: teller, outputs } = type === 'node_finished' ? objectIn(event) : {};
  if (teller !== result.node || !isObject(outputs)) return { ...result, again: 'damaged' };
  return { ...result, outputs };
}
