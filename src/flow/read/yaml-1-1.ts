import type { ScalarValue } from './resolve-scalar.ts';

/**
 * What PyYAML, which reads YAML 1.1, makes of a plain scalar: the rules of its `yaml/resolver.py`, and the values of
 * its `yaml/constructor.py` (release 6.0).
 */
export type Yaml11 =
  | { readonly kind: 'text' | 'null' | 'date' | 'refused' }
  | { readonly kind: 'value'; readonly value: boolean | number | bigint };

const TEXT: Yaml11 = { kind: 'text' };
const REFUSED: Yaml11 = { kind: 'refused' };

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const INTEGER =
  /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/;
const INFINITY = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const DATE =
  /^([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:(?:[Tt]|[ \t]+)([0-9][0-9]?):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+]([0-9][0-9]?)(?::[0-9]{2})?))?)?$/;

/** What PyYAML reads for the text of a plain scalar. */
export function readYaml11(text: string): Yaml11 {
  if (NULL.test(text)) return { kind: 'null' };
  if (TRUE.test(text)) return { kind: 'value', value: true };
  if (FALSE.test(text)) return { kind: 'value', value: false };
  if (INTEGER.test(text)) return integer(text.replaceAll('_', ''));
  if (FLOAT.test(text)) return float(text.replaceAll('_', ''));
  if (INFINITY.test(text)) {
    return { kind: 'value', value: text.startsWith('-') ? -Infinity : Infinity };
  }
  if (NOT_A_NUMBER.test(text)) return { kind: 'value', value: NaN };
  // `=` and `<<` have tags of their own, for which its safe loader has no value.
  if (text === '=' || text === '<<') return REFUSED;
  return date(text);
}

function integer(text: string): Yaml11 {
  const digits = text.replace(/^[-+]/, '');
  const value = digits.includes(':') ? sexagesimal(digits) : whole(digits);
  if (value === undefined) return REFUSED;
  const signed = text.startsWith('-') ? -value : value;
  const number = Number(signed);
  return { kind: 'value', value: Number.isSafeInteger(number) ? number + 0 : signed };
}

/** Undefined where Python's `int` takes no such text, as that of `0x_`. */
function whole(digits: string): bigint | undefined {
  if (/^0[bx]$/.test(digits)) return undefined;
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits}`);
  return BigInt(digits);
}

function float(text: string): Yaml11 {
  const digits = text.replace(/^[-+]/, '');
  const value = digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return { kind: 'value', value: text.startsWith('-') ? -value : value };
}

/** `1:30` is 90: a number to the base of 60. */
function sexagesimal(digits: string): bigint {
  return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
}

/** A date needs two digits for month and day unless a time follows; one that is in no calendar is refused. */
function date(text: string): Yaml11 {
  const match = DATE.exec(text);
  if (!match) return TEXT;
  const part = (n: number): number | undefined => (match[n] ? Number(match[n]) : undefined);
  const [year = 0, month = 0, day = 0] = [part(1), part(2), part(3)];
  const [hour, minute, second, zone] = [part(4), part(5), part(6), part(7)];
  if (hour === undefined && !/^....-..-..$/.test(text)) return TEXT;
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  const exists = time.getUTCMonth() === month - 1 && year >= 1;
  const inDay = [hour, zone].every((h = 0) => h < 24) && [minute, second].every((n = 0) => n < 60);
  return exists && inDay ? { kind: 'date' } : REFUSED;
}

/** What a plain scalar that PyYAML might not read as a text begins with. */
const SUSPICIOUS =
  /^[-+.0-9=<~]|^(?:[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|[tT]rue|TRUE|[fF]alse|FALSE|[nN]ull|NULL)$/;

/** Numbers as most people write them, which all versions read alike. */
const COMMON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/**
 * What PyYAML reads for a plain scalar, where that is something else than `value`, which YAML 1.2 reads for it.
 */
export function differsInYaml11(text: string, value: ScalarValue): Yaml11 | undefined {
  if (!SUSPICIOUS.test(text) || COMMON_NUMBER.test(text)) return undefined;
  // Python itself refuses longer numbers.
  if (text.length > 4300) return undefined;
  const read = readYaml11(text);
  switch (read.kind) {
    case 'text':
      return typeof value === 'string' ? undefined : read;
    case 'null':
      return value === null ? undefined : read;
    case 'value':
      return Object.is(read.value, value) || (read.value === 0 && value === 0) ? undefined : read;
    case 'date':
    case 'refused':
      return read;
  }
}
