import { getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { Diagnostic, Location, Report } from '../../diagnostics/diagnostic.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import { message } from '../../messages/message.ts';
import { DecodedScalar } from './decoded-scalar.ts';
import { plainText } from './plain-text.ts';
import type { ScalarTree } from '../tree.ts';
import { skipSigns } from './gap.ts';
import { OUT_OF_RANGE, resolveScalar, type ScalarValue } from './resolve-scalar.ts';
import { rewritten, type Repair } from './scalar-fixes.ts';
import { scalarOffsets } from './scalar-offsets.ts';
import type { CoreTag } from './tags.ts';
import { differsInYaml11, type Yaml11 } from './yaml-1-1.ts';

/** What else decides what a scalar is. */
interface Surroundings {
  readonly tag: CoreTag | undefined;
  /** Where what stands before it ends: an empty scalar is there, and the header of a block is searched from there. */
  readonly from: number;
  readonly isKey: boolean;
}

/** The tree of a scalar; doubtful and impossible values are reported. */
export function readScalar(
  file: SourceFile,
  event: ScalarEvent,
  { tag, from, isKey }: Surroundings,
  report: Report,
): ScalarTree {
  const { text: source } = file;
  const { start, end } = extentOf(source, event, from);
  const location = { file, start, end };
  const textStart = event.valueStart === -1 ? from : event.valueStart;
  const text = getScalarValue(source, event);
  const plain = event.style === SCALAR_STYLE.PLAIN;
  if (tag === undefined && plain) {
    // What these two are as keys is the keys' affair.
    const value =
      isKey && (text === '<<' || text === '=') ? text : plainValue(text, location, report);
    if (typeof value !== 'string')
      return { kind: 'scalar', value, location, quoted: false, textStart };
  } else if (tag !== undefined && tag !== 'str') {
    const value = taggedValue(text, tag, location, report);
    return { kind: 'scalar', value, location, quoted: false, textStart };
  }
  const quoted = !plain || tag === 'str';
  if (event.fast || text === '') {
    return { kind: 'scalar', value: text, location, quoted, textStart };
  }
  const scalar = { value: text, location, quoted, textStart };
  return new DecodedScalar(scalar, () => scalarOffsets(source, event));
}

/** From a quote to its partner, from the header of a block to the end of its last line with text. */
function extentOf(
  source: string,
  event: ScalarEvent,
  from: number,
): { start: number; end: number } {
  const { valueStart, valueEnd } = event;
  if (valueStart === -1) return { start: from, end: from };
  switch (event.style) {
    case SCALAR_STYLE.PLAIN:
      return { start: valueStart, end: valueEnd };
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return { start: valueStart - 1, end: valueEnd + 1 };
    default: {
      const start = Math.min(skipSigns(source, from, ':-?'), valueStart);
      let end = valueEnd;
      while (end > start + 1 && /\s/.test(source.charAt(end - 1))) end--;
      return { start, end };
    }
  }
}

function plainValue(text: string, location: Location, report: Report): ScalarValue {
  const value = resolveScalar(text);
  if (value === OUT_OF_RANGE) {
    report({
      severity: 'error',
      code: 'yaml-number',
      message: message('yaml-number', { text: excerpt(text, 40) }),
      location,
      hint: message('yaml-number/hint'),
    });
    return text;
  }
  // Python has a reader of its own for JSON.
  if (location.file.path.endsWith('.json')) return value;
  const theirs = differsInYaml11(text, value);
  if (theirs) report(differenceFinding(text, value, theirs, location));
  return value;
}

function differenceFinding(
  text: string,
  value: ScalarValue,
  theirs: Yaml11,
  location: Location,
): Diagnostic {
  const kind = differenceKind(value, theirs);
  const values = {
    text: excerpt(text),
    here: typeof value === 'string' ? '' : plainText(value),
    there: 'value' in theirs ? plainText(theirs.value) : '',
  };
  return {
    severity: 'warning',
    code: 'yaml-1-1-differs',
    message: message(`yaml-1-1-differs/${kind}`, values),
    location,
    hint: message(`yaml-1-1-differs/${kind}-hint`, values),
    ...fixFor(text, value, location),
  };
}

/** Written so that both read what is read here. */
function fixFor(text: string, value: ScalarValue, location: Location): Repair {
  const { file, start, end } = location;
  if (file.text.slice(start, end) !== text || /["\\]/.test(text)) return {};
  const written = typeof value === 'string' ? `"${text}"` : plainText(value);
  return rewritten({ start, end, text: written });
}

/** What is read here, and what there. */
function differenceKind(
  value: ScalarValue,
  { kind }: Yaml11,
): 'text-value' | 'text-date' | 'text-refused' | 'value-value' | 'value-text' {
  if (typeof value !== 'string') return kind === 'value' ? 'value-value' : 'value-text';
  if (kind === 'value') return 'text-value';
  return kind === 'date' ? 'text-date' : 'text-refused';
}

const fits: Readonly<Record<CoreTag, (value: ScalarValue) => boolean>> = {
  str: () => true,
  int: (value) => typeof value === 'bigint' || Number.isInteger(value),
  float: (value) => typeof value === 'number' || typeof value === 'bigint',
  bool: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  seq: () => false,
  map: () => false,
};

/** What an explicit tag makes of a text; one that does not fit is reported and leaves the text. */
function taggedValue(text: string, tag: CoreTag, location: Location, report: Report): ScalarValue {
  const value = resolveScalar(text);
  if (value !== OUT_OF_RANGE && fits[tag](value)) return value;
  report({
    severity: 'error',
    code: 'yaml-tag',
    message: message('yaml-tag/mismatch', { tag: `!!${tag}`, text: excerpt(text, 40) }),
    location,
    hint: message('yaml-tag/mismatch-hint'),
  });
  return text;
}
