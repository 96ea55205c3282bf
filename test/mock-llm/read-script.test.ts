import { expect, test } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readScript } from '../../src/mock-llm/read-script.ts';

function read(text: string): { script: unknown; found: string[] } {
  const found: string[] = [];
  const file = new SourceFile('script.yaml', text);
  const script = readScript(file, ({ code, location }) => {
    found.push(`${code} ${text.slice(location?.start, location?.end)}`);
  });
  return { script, found };
}

test('a script as it is written', () => {
  const text = `
latency: 0.2
models: [a]
replies:
  - {when: [x, y], text: [one, two], after: 0, fault: stall}
  - {json: null}
  - {json: {a: [1]}, times: 2, status:}
`;
  expect(read(text)).toEqual({
    script: {
      latency: 0.2,
      models: ['a'],
      replies: [
        { when: ['x', 'y'], text: ['one', 'two'], after: 0, fault: 'stall' },
        { json: null },
        { json: { a: [1] }, times: 2 },
      ],
    },
    found: [],
  });
});

test('an empty one answers with what it is told', () => {
  expect(read('# nothing')).toEqual({ script: {}, found: [] });
});

test.each([
  ['replies: [{fault: cutt}]', 'config-enum cutt'],
  ['replies: [{status: 200}]', 'config-range 200'],
  ['replies: [just a text]', 'config-type just a text'],
  ['latency: -1', 'config-range -1'],
  ['latency: fast', 'config-type fast'],
  ['chunk_size: 0', 'config-range 0'],
  ['- a', 'field-type - a'],
  ['a: [', 'yaml-syntax '],
])('%s', (text, expected) => {
  const { script, found } = read(text);
  expect(script).toBeUndefined();
  expect(found).toEqual([expect.stringMatching(new RegExp(`^${expected}`))]);
});

test('an unknown key is a warning', () => {
  expect(read('latncy: 1').found).toEqual(['config-key-unknown latncy']);
});
