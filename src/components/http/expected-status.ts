import { toJson, type Value } from '../../flow/value.ts';

/** Whether a status is one that a node takes for a success. */
export type ExpectedStatus = (status: number) => boolean;

/**
 * Reads `expect_status`: a status, a class (`2xx`), a range (`200-299`), `any`, or a list of these; 2xx where there is
 * none. The first part that can't be read is given back instead.
 */
export function readExpectedStatus(value: Value | undefined): ExpectedStatus | { wrong: Value } {
  const parts = Array.isArray(value) ? (value as readonly Value[]) : [value ?? '2xx'];
  const ranges: [number, number][] = [];
  for (const part of parts) {
    const range = readRange(part);
    if (!range) return { wrong: part };
    ranges.push(range);
  }
  if (ranges.length === 0) return { wrong: value ?? null };
  return (status) => ranges.some(([from, to]) => from <= status && status <= to);
}

function readRange(value: Value): [number, number] | undefined {
  const text = (typeof value === 'string' ? value : toJson(value)).trim().toLowerCase();
  if (text === 'any') return [100, 999];
  const [, hundreds] = /^([1-5])xx$/.exec(text) ?? [];
  if (hundreds) return [Number(hundreds) * 100, Number(hundreds) * 100 + 99];
  const [, from, to = from] = /^([1-9]\d\d)(?:-([1-9]\d\d))?$/.exec(text) ?? [];
  return from && to && from <= to ? [Number(from), Number(to)] : undefined;
}
