import { classNameOf } from './class-name.ts';
import type { FieldKind } from '../python/field-types.ts';
import { annotations } from './annotations.ts';
import { sampleValue } from './component-code.ts';
import { Code, type Values } from './fill.ts';
import { pythonLiteral } from './literals.ts';
import type { ComponentPorts } from './port.ts';
import type { ComponentRequest } from './request.ts';
import { testPlace } from './test-place.ts';

/** What the unittest of a component is filled with. */
export function componentTests(
  request: ComponentRequest,
  { inputs, outputs }: ComponentPorts,
): Values {
  const className = classNameOf(request.name, 'Component');
  const given = inputs
    .filter((port) => port.required)
    .map((port) => `${port.name}=${pythonLiteral(sampleValue(port))}`);
  const build = `${className}().build(${given.join(', ')})`;
  const call = { async: `asyncio.run(${build})`, streaming: `"".join(${build})` } as const;
  const isAsync = request.variant === 'async';
  return {
    ...testPlace(request),
    test_imports: new Code(
      [
        ...(isAsync ? ['import asyncio'] : []),
        'import sys',
        'import unittest',
        'from pathlib import Path',
      ].join('\n'),
    ),
    call: new Code(isAsync ? call.async : request.variant === 'streaming' ? call.streaming : build),
    checks: new Code(checks(outputs)),
    more_tests: new Code(
      request.variant === 'stateful' ? stateTest(className, given.join(', ')) : '',
    ),
  };
}

function checks(outputs: ComponentPorts['outputs']): string {
  const [only] = outputs;
  const isInstance = (value: string, kind: FieldKind): string =>
    `self.assertIsInstance(${value}, ${annotations[kind]})`;
  if (outputs.length === 1 && only && only.kind !== 'object' && only.kind !== 'any') {
    return isInstance('result', only.kind);
  }
  const names = outputs.map((port) => pythonLiteral(port.name));
  return [
    `self.assertEqual(set(result), {${names.join(', ')}})`,
    ...outputs.map((port) => isInstance(`result[${pythonLiteral(port.name)}]`, port.kind)),
  ].join('\n');
}

function stateTest(className: string, given: string): string {
  return `
    def test_keeps_its_state(self) -> None:
        first = ${className}()
        first.build(${given})
        second = ${className}()
        second.set_state(first.get_state())
        self.assertEqual(second.calls, 1)`;
}
