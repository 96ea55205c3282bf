import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { sayIn } from '../../src/messages/message.ts';
import { readProjectSettings } from '../../src/project/project-file.ts';
import { projectSchema } from '../../src/schemas/project.ts';

function hintsFor(text: string): readonly Diagnostic['hint'][] {
  const found: Diagnostic[] = [];
  const report = (one: Diagnostic): void => void found.push(one);
  const tree = readTree(new SourceFile('bisheng.yaml', text), report);
  if (tree?.kind === 'map') readProjectSettings(tree, report);
  return found.map(({ hint }) => hint);
}

function keysOf(schema: unknown): string[] {
  return Object.keys((schema as { properties: object }).properties).sort();
}

test('the hint for an unknown key has all that the file may have', () => {
  const schema = projectSchema();
  const [hint, below] = hintsFor('qqqqqqqqqq: 1\nserve: {qqqqqqqqqq: 1}\n');
  expect(knownIn(hint)).toEqual(keysOf(schema));
  const { serve } = (schema as { properties: { serve: unknown } }).properties;
  expect(knownIn(below)).toEqual(keysOf(serve));
});

test.each([
  ['proces: shout', 'process'],
  ['chatt: shout', 'chat'],
  ['route: []', 'routes'],
  ['serv: {}', 'serve'],
])('%s is near to a key that is read elsewhere', (text, near) => {
  const [hint] = hintsFor(text);
  expect(hint && sayIn('en')(hint)).toBe(`Did you mean “${near}”?`);
});

function knownIn(hint: Diagnostic['hint']): string[] {
  const known = hint?.values?.known;
  return [...(known as readonly string[])].sort();
}

test.each(['.inf', '-.inf', '.nan', '-1'])('a wrong number is told as written: %s', (text) => {
  const found: Diagnostic[] = [];
  const file = new SourceFile('bisheng.yaml', `timeout: ${text}\n`);
  const tree = readTree(file, () => undefined);
  if (tree?.kind === 'map') readProjectSettings(tree, (one) => void found.push(one));
  expect(found[0]?.message.values?.value).toBe(text);
});
