/** A value that is no text as a plain scalar that YAML 1.2 and 1.1 read alike. */
export function plainText(value: null | boolean | number | bigint): string {
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
  if (Object.is(value, -0)) return '-0.0';
  // YAML 1.1 takes an exponent only behind a number with a dot, and with a sign, which JavaScript always writes.
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}
