import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';

/** Which column gives which run input, by the inputs' names. Empty: each column gives the input of its name. */
export type ColumnMap = ReadonlyMap<string, string>;

/**
 * The run inputs that a row of data gives. A row that is a text is `input`, as for `bisheng run`; with a map only the
 * columns that it names are given. A message says why the row is no use.
 */
export function inputsOf(
  row: Value,
  map: ColumnMap,
): { inputs: ValueObject } | { problem: Message } {
  if (!isObject(row)) {
    if (map.size > 0) return { problem: message('batch-row/no-columns') };
    if (Array.isArray(row)) return { inputs: objectOf([['items', row]]) };
    return { inputs: objectOf([['input', row]]) };
  }
  if (map.size === 0) return { inputs: row };
  const entries: [string, Value][] = [];
  for (const [name, column] of map) {
    const value = own(row, column);
    if (value === undefined) {
      const columns = Object.keys(row);
      return { problem: message('batch-row/column', { column, columns }) };
    }
    entries.push([name, value]);
  }
  return { inputs: objectOf(entries) };
}
