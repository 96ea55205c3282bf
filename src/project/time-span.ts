const units: ReadonlyMap<string, number> = new Map([
  ['ms', 0.001],
  ['s', 1],
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
  ['w', 604_800],
]);

/** The seconds of a time with its unit, such as `90s`, `1.5h` or `2w`; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|[smhdw])$/.exec(text) ?? [];
  const seconds = units.get(unit);
  // Not 0.30000000000000004.
  return seconds === undefined ? undefined : Number((Number(number) * seconds).toFixed(6));
}
