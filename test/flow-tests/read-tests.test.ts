import { describe, expect, it } from 'vitest';
import { inSourceOrder, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import type { TestFile } from '../../src/flow-tests/flow-test.ts';
import { readTests } from '../../src/flow-tests/read-tests.ts';
import { sayIn } from '../../src/messages/message.ts';

const say = sayIn('en');
const about = { absolute: '/p/greet.test.yaml', ownFlow: 'greet' };

/** What is wrong with a file: place, code and the words there. */
async function findings(text: string): Promise<string[]> {
  const found: Diagnostic[] = [];
  await readTests(new SourceFile('t.yaml', text), about, (finding) => found.push(finding));
  return inSourceOrder(found).map(({ severity, code, location, message }) => {
    expect(say(message)).not.toMatch(/\{\w+[|}]/);
    const { file, start, end } = location ?? { file: new SourceFile('', ''), start: 0, end: 0 };
    const words = text.slice(start, end).trim();
    return `${severity} ${code} ${file.lineAt(start) + 1}: ${words.slice(0, 30)}`;
  });
}

async function read(text: string): Promise<TestFile> {
  const file = await readTests(new SourceFile('t.yaml', text), about, (finding) => {
    throw new Error(say(finding.message));
  });
  if (!file) throw new Error('no tests');
  return file;
}

describe('a file of tests', () => {
  it('is about the flow of its name, or one that it names', async () => {
    expect((await read('tests: [{name: a}]')).flow.path).toBe('greet');
    expect((await read('flow: ../x.yaml\ntests: [{name: a}]')).flow.path).toBe('../x.yaml');
  });

  it('says for all tests what each can say otherwise', async () => {
    const { tests } = await read(`
params: {a: 1, b: 2}
env: {X: x, N: 3}
model: echo
timeout: 5
mocks: {m: 1, n: 2}
tests:
  - name: one
  - {name: two, params: {b: 3}, env: {X: y}, model: offline, timeout: 9, mocks: {n: 3}}
`);
    const shown = tests.map(({ parameters, environment, model, timeout, mocks }) => [
      [...parameters].map(([name, { value }]) => [name, value]),
      environment,
      model?.value,
      timeout,
      [...mocks].map(([name, { value }]) => [name, value]),
    ]);
    const mock = (value: number): object[] => [{ kind: 'primary', value }];
    expect(shown).toEqual([
      [
        [
          ['a', 1],
          ['b', 2],
        ],
        { X: 'x', N: '3' },
        'echo',
        5,
        [
          ['m', mock(1)],
          ['n', mock(2)],
        ],
      ],
      [
        [
          ['a', 1],
          ['b', 3],
        ],
        { X: 'y', N: '3' },
        'offline',
        9,
        [
          ['m', mock(1)],
          ['n', mock(3)],
        ],
      ],
    ]);
  });

  it('gives run inputs by name', async () => {
    const { tests } = await read('tests: [{name: a, input: x, inputs: {n: 1, __proto__: 2}}]');
    expect(Object.entries(tests[0]?.inputs ?? {})).toEqual([
      ['n', 1],
      ['__proto__', 2],
      ['input', 'x'],
    ]);
  });

  it('can leave a test out', async () => {
    const { tests } = await read(
      'tests: [{name: a, skip: too slow}, {name: b, skip: true}, {name: c, skip: false}]',
    );
    expect(tests.map(({ skip }) => skip)).toEqual(['too slow', '', undefined]);
  });

  it('expects a run with an error to fail', async () => {
    const { tests } = await read('tests: [{name: a, expect: {error: x}}, {name: b}]');
    expect(tests.map((test) => test.expect.status.value)).toEqual(['failed', 'succeeded']);
  });
});

describe('what is wrong with a file of tests', () => {
  it.each<[string, string[]]>([
    ['- a', ['error tests-missing 1: - a']],
    ['', ['error tests-missing 1: ']],
    ['flow: x', ['error tests-missing 1: flow: x']],
    ['tests: []', ['error tests-missing 1: []']],
    ['tests: {a: 1}', ['error field-type 1: {a: 1}']],
    ['tests: [text]', ['error test-not-a-map 1: text']],
    ['tests: [{input: x}]', ['error test-name-missing 1: {input: x}']],
    ['tests: [{name: " "}]', ['error test-name-missing 1: " "']],
    ['tests: [{name: a}, {name: a}]', ['error test-name-duplicate 1: a']],
    ['test: 1\ntests: [{name: a}]', ['error key-unknown 1: test']],
    ['tests: [{name: a, expct: {}}]', ['error key-unknown 1: expct']],
    ['tests: [{name: a, expect: {outptu: 1}}]', ['error key-unknown 1: outptu']],
    ['tests: [{name: a, input: 1, inputs: {input: 2}}]', ['error test-input-twice 1: input']],
    ['tests: [{name: a, mocks: {m: {each: []}}}]', ['error test-mock 1: []']],
    ['tests: [{name: a, mocks: {m: {fail: {message: x}}}}]', ['error test-mock 1: {message: x}']],
    ['tests: [{name: a, expect: {status: done}}]', ['error test-expectation 1: done']],
    [
      'tests: [{name: a, expect: {error: x, status: waiting}}]',
      ['error test-expectation 1: waiting'],
    ],
    ['tests: [{name: a, expect: {calls: {m: often}}}]', ['error test-expectation 1: often']],
    ['tests: [{name: a, expect: {calls: {m: {cuont: 1}}}}]', ['error key-unknown 1: cuont']],
    ['tests: [{name: a, expect: {output: {matches: "("}}}]', ['error test-expectation 1: "("']],
    [
      'tests: [{name: a, expect: {output: {schema: {type: x}}}}]',
      ['error test-expectation 1: {type: x}'],
    ],
    ['tests: [{name: a, expect: {expression: 1 +}}]', ['error expression-syntax 1: ']],
    ['tests: [{name: a, timeout: 0}]', ['error field-type 1: 0']],
    ['tests: [{name: a', ['error yaml-syntax 1: ']],
  ])('%s', async (text, expected) => {
    const found = await findings(text);
    expect(found).toHaveLength(expected.length);
    for (const [n, start] of expected.entries())
      expect(found[n]).toMatch(new RegExp(`^${start.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  });
});
