import { Float, type Datum } from './datum.ts';
import type { Run } from './run.ts';

/** An int: a number within ±(2^53-1), else a bigint. */
export type Int = number | bigint;

/** Bits of the largest int. Its text stays below the 4,300 digits at which Python itself refuses to write one. */
export const MAX_INT_BITS = 14_000;
const LIMIT = 2n ** BigInt(MAX_INT_BITS);
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** An int in its normal form. Throws where it is too large. */
export function toInt(value: bigint, run: Run): Int {
  if (value <= SAFE && value >= -SAFE) return Number(value);
  if (value >= LIMIT || value <= -LIMIT) {
    run.fail('expression-limit/number', { max: MAX_INT_BITS });
  }
  return value;
}

/** An int as a count or width. Throws for one that has too many bits for that in Python too. */
export function countOf(value: Int, run: Run): number {
  if (value >= 2 ** 63 || value < -(2 ** 63)) run.fail('expression-limit/number', { max: 63 });
  return Number(value);
}

/** A float as a datum. */
export function toFloat(value: number): number | Float {
  return Number.isSafeInteger(value) ? new Float(value) : value;
}

/** The value of an int or bool; undefined for anything else. */
export function intOf(datum: Datum): Int | undefined {
  switch (typeof datum) {
    case 'number':
      // -0 from outside is an int, and ints know no -0.
      return Number.isSafeInteger(datum) ? datum + 0 : undefined;
    case 'bigint':
      return datum;
    case 'boolean':
      return datum ? 1 : 0;
    default:
      return undefined;
  }
}

/** The value of a float; undefined for anything else. */
export function floatOf(datum: Datum): number | undefined {
  if (typeof datum === 'number') return Number.isSafeInteger(datum) ? undefined : datum;
  return datum instanceof Float ? datum.value : undefined;
}

/** The value of an int, bool or float, whichever it is: enough to compare with; undefined for anything else. */
export function numberOf(datum: Datum): number | bigint | undefined {
  switch (typeof datum) {
    case 'number':
      return datum + 0;
    case 'bigint':
      return datum;
    case 'boolean':
      return datum ? 1 : 0;
    default:
      return datum instanceof Float ? datum.value : undefined;
  }
}

/** What {@link numberOf} gave as a float. Throws for an int beyond the floats. */
export function floatFrom(value: number | bigint, run: Run): number {
  const float = Number(value);
  if (typeof value === 'bigint' && !Number.isFinite(float)) run.fail('expression-value/overflow');
  return float;
}

/** The int nearest to zero from a float. Throws for NaN and infinities. */
export function truncate(value: number, run: Run): Int {
  if (!Number.isFinite(value)) run.fail('expression-value/not-finite');
  const whole = Math.trunc(value) + 0;
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
}

/** One of `+ - * / // % **` on two ints and on two floats. */
export interface Arithmetic {
  ints(left: Int, right: Int, run: Run): Datum;
  floats(left: number, right: number, run: Run): Datum;
}

export const arithmetic = {
  '+': { ints: addInts, floats: (a, b) => toFloat(a + b) },
  '-': { ints: subtractInts, floats: (a, b) => toFloat(a - b) },
  '*': { ints: multiplyInts, floats: (a, b) => toFloat(a * b) },
  '/': {
    ints: (a, b, run) => toFloat(divideInts(a, notZero(b, run), run)),
    floats: (a, b, run) => toFloat(a / notZero(b, run)),
  },
  '//': {
    ints: (a, b, run) => floorDivideInts(a, notZero(b, run), run).quotient,
    floats: (a, b, run) => toFloat(floorDivideFloats(a, notZero(b, run)).quotient),
  },
  '%': {
    ints: (a, b, run) => floorDivideInts(a, notZero(b, run), run).remainder,
    floats: (a, b, run) => toFloat(floorDivideFloats(a, notZero(b, run)).remainder),
  },
  '**': { ints: powerOfInts, floats: (a, b, run) => toFloat(powerOfFloats(a, b, run)) },
} as const satisfies Record<string, Arithmetic>;

export type ArithmeticOperator = keyof typeof arithmetic;

// Of two safe ints a result that is safe is exact: an inexact one is rounded to something beyond.

function addInts(a: Int, b: Int, run: Run): Int {
  const sum = typeof a === 'number' && typeof b === 'number' ? a + b : Infinity;
  return Number.isSafeInteger(sum) ? sum : toInt(BigInt(a) + BigInt(b), run);
}

function subtractInts(a: Int, b: Int, run: Run): Int {
  const difference = typeof a === 'number' && typeof b === 'number' ? a - b : Infinity;
  return Number.isSafeInteger(difference) ? difference : toInt(BigInt(a) - BigInt(b), run);
}

function multiplyInts(a: Int, b: Int, run: Run): Int {
  const product = typeof a === 'number' && typeof b === 'number' ? a * b : Infinity;
  // Adding 0 makes -0 a 0, which is all that ints know.
  return Number.isSafeInteger(product) ? product + 0 : toInt(BigInt(a) * BigInt(b), run);
}

function notZero<N extends Int>(divisor: N, run: Run): N {
  if (divisor == 0) run.fail('expression-value/zero-division');
  return divisor;
}

/** The float nearest to the quotient of two ints, as Python's `/`. */
function divideInts(a: Int, b: Int, run: Run): number {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const negative = a < 0 !== b < 0;
  const top = absolute(BigInt(a));
  const bottom = absolute(BigInt(b));
  // Two bits more than a float holds, and a last one for all that is cut off, let Number() round correctly.
  const shift = Math.min(55 + bitLength(bottom) - bitLength(top), 1074);
  const [scaledTop, scaledBottom] =
    shift >= 0 ? [top << BigInt(shift), bottom] : [top, bottom << BigInt(-shift)];
  let quotient = scaledTop / scaledBottom;
  const rest = scaledTop % scaledBottom;
  if (bitLength(quotient) > 53) quotient |= rest ? 1n : 0n;
  else if (rest * 2n > scaledBottom || (rest * 2n === scaledBottom && quotient & 1n))
    quotient += 1n;
  const result = timesPowerOfTwo(Number(quotient), -shift);
  if (!Number.isFinite(result)) run.fail('expression-value/overflow');
  return negative ? -result : result;
}

/** In two steps, because 2 ** 1074 itself is no float. */
function timesPowerOfTwo(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

interface Division<N> {
  quotient: N;
  remainder: N;
}

function floorDivideInts(a: Int, b: Int, run: Run): Division<Int> {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    const quotient = (a - rest) / b;
    const down = rest !== 0 && rest < 0 !== b < 0;
    return {
      quotient: (down ? quotient - 1 : quotient) + 0,
      remainder: (down ? rest + b : rest) + 0,
    };
  }
  const top = BigInt(a);
  const bottom = BigInt(b);
  const rest = top % bottom;
  const down = rest !== 0n && rest < 0n !== bottom < 0n;
  return {
    quotient: toInt(down ? top / bottom - 1n : top / bottom, run),
    remainder: toInt(down ? rest + bottom : rest, run),
  };
}

/** As CPython does it, signed zeros and rounding included. */
function floorDivideFloats(a: number, b: number): Division<number> {
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest === 0) rest = b < 0 ? -0 : 0;
  else if (b < 0 !== rest < 0) {
    rest += b;
    quotient -= 1;
  }
  const floor = Math.floor(quotient);
  if (quotient === 0)
    return { quotient: a / b < 0 || Object.is(a / b, -0) ? -0 : 0, remainder: rest };
  return { quotient: quotient - floor > 0.5 ? floor + 1 : floor, remainder: rest };
}

function powerOfInts(a: Int, b: Int, run: Run): Datum {
  if (b < 0) return toFloat(powerOfFloats(floatFrom(a, run), floatFrom(b, run), run));
  if (a == 0 || a == 1) return b == 0 ? 1 : a;
  if (a == -1) return BigInt(b) % 2n ? -1 : 1;
  const base = BigInt(a);
  if (typeof b === 'bigint' || (bitLength(absolute(base)) - 1) * b > MAX_INT_BITS) {
    run.fail('expression-limit/number', { max: MAX_INT_BITS });
  }
  return toInt(base ** BigInt(b), run);
}

function powerOfFloats(a: number, b: number, run: Run): number {
  if (a === 1 || b === 0) return 1;
  if (a === 0 && b < 0 && b !== -Infinity) run.fail('expression-value/zero-division');
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return 1;
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
    run.fail('expression-value/complex');
  }
  const result = accuratePower(a, b, run);
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    run.fail('expression-value/overflow');
  }
  return result;
}

/**
 * A power that is correct in its last digit, as Python's is and JavaScript's is not, for whole exponents up to 1,024
 * and for the square root. Others may differ from Python in the last digit.
 */
function accuratePower(a: number, b: number, run: Run): number {
  if (b === 0.5 && a > 0) return Math.sqrt(a);
  const exact = Number.isInteger(b) && Math.abs(b) <= 1_024;
  // Beyond this the result is 0 or infinite, and 0 to any power too.
  const inRange = Math.abs(Math.log2(Math.abs(a)) * b) < 1_200;
  if (!exact || !inRange) return a ** b;
  run.spend(1_000);
  const [top, bottom] = fractionOf(Math.abs(a));
  const power = BigInt(Math.abs(b));
  const [over, under] = b > 0 ? [top, bottom] : [bottom, top];
  const result = divideInts(over ** power, under ** power, run);
  return a < 0 && b % 2 !== 0 ? -result : result;
}

/** `round(x, digits)` of a float: correct in the decimal sense, halves to the even neighbour. */
export function roundFloat(value: number, digits: number, run: Run): number {
  if (!Number.isFinite(value) || digits > 323) return value;
  if (digits < -308) return value * 0;
  const [numerator, denominator] = fractionOf(Math.abs(value));
  const scale = 10n ** BigInt(Math.abs(digits));
  const quotient = divideHalfEven(
    digits >= 0 ? numerator * scale : numerator,
    digits >= 0 ? denominator : denominator * scale,
  );
  const result = Number(`${String(quotient)}e${-digits}`);
  if (result === Infinity) run.fail('expression-value/overflow');
  return value < 0 || Object.is(value, -0) ? -result : result;
}

/** `round(x)` of a float. Throws for NaN and infinities. */
export function roundToInt(value: number, run: Run): Int {
  if (!Number.isFinite(value)) run.fail('expression-value/not-finite');
  return truncate(roundFloat(value, 0, run), run);
}

/** `round(n, -digits)` of an int: to a multiple of 10 ** digits, halves to the even one. */
export function roundInt(value: Int, digits: number, run: Run): Int {
  if (digits > MAX_INT_BITS) run.fail('expression-limit/number', { max: MAX_INT_BITS });
  const scale = 10n ** BigInt(digits);
  const int = BigInt(value);
  const rounded = divideHalfEven(absolute(int), scale) * scale;
  return toInt(int < 0n ? -rounded : rounded, run);
}

/** A positive float as an exact fraction. */
function fractionOf(value: number): [bigint, bigint] {
  let denominator = 1n;
  while (!Number.isInteger(value)) {
    // Exact: a power of two only moves the exponent, and a float that is not whole is far from overflow.
    value *= 2 ** 52;
    denominator <<= 52n;
  }
  return [BigInt(value), denominator];
}

function divideHalfEven(top: bigint, bottom: bigint): bigint {
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  return twice > bottom || (twice === bottom && quotient & 1n) ? quotient + 1n : quotient;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Bits of a positive bigint. */
function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex.charAt(0), 16)) + 28;
}
