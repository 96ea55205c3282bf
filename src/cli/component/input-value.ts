import { valueTypeOf } from '../../components/python-component.ts';
import { bindParameters, type GivenValue } from '../../flow/parameters/bind-parameters.ts';
import { SourceFile } from '../../diagnostics/source-file.ts';
import type { Value } from '../../flow/value.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { InspectedInput } from '../../python/inspection.ts';

/** A text of the command line as a value of the type that an input declares. Throws UsageError. */
export function readTyped(
  { name, type: declared }: Pick<InspectedInput, 'name' | 'type'>,
  text: Value,
): Value {
  const type = valueTypeOf(declared);
  if (type === 'any' || typeof text !== 'string') return text;
  const nowhere = { file: new SourceFile('--input', ''), start: 0, end: 0 };
  const problems: Diagnostic[] = [];
  const given = new Map<string, GivenValue>([[name, { value: text, typed: false }]]);
  const parameter = { name, type, required: true, secret: false, location: nowhere };
  const { values } = bindParameters([parameter], given, {}, {}, (found) => problems.push(found));
  const bound = values.get(name);
  if (bound && 'value' in bound) return bound.value;
  throw new UsageError(
    message('component-input-type', { name, type: declared ?? type, value: text }),
    problems[0]?.hint,
  );
}
