import { describe, expect, it } from 'vitest';
import { inSourceOrder } from '../../../src/diagnostics/diagnostic.ts';
import { sayIn } from '../../../src/messages/message.ts';
import { findingsIn } from '../findings.ts';

const say = sayIn('en');

/** What is found in a flow with a router that has one condition. */
function found(condition: string, more = ''): ReturnType<typeof findingsIn> {
  const text = `${more}
nodes:
  - { id: ask, type: InputNode }
  - { id: tone, type: TextAnalyzer, config: { analysis_type: sentiment } }
  - id: route
    type: ConditionalRouter
    config:
      conditions: [{ expression: ${JSON.stringify(condition)}, next_node: a }]
      default_node: b
  - { id: a, type: OutputNode, inputs: { value: text } }
  - { id: b, type: OutputNode, inputs: { value: text } }
edges:
  - { from: ask, to: tone }
  - { from: tone, to: route }
`;
  return inSourceOrder(findingsIn(Buffer.from(text)));
}

const told = (condition: string, more?: string): string[] =>
  found(condition, more).map(({ code, message }) => `${code}: ${say(message)}`);

describe('what is said of a condition', () => {
  it('that contradicts itself: once, and not to move it', () => {
    const [only, ...others] = found('sentiment_score > 0.8 and sentiment_score < 0.2');
    expect(others).toEqual([]);
    expect(only?.code).toBe('branch-unreachable');
    expect(only?.hint?.key).toBe('branch-unreachable/hint-remove');
    expect(only?.related?.map(({ message }) => message.key)).toEqual(['branch-unreachable/node']);
  });

  it('names what is compared', () => {
    expect(told('sentiment == "happy"')).toEqual([
      expect.stringContaining('comparison-constant: “sentiment” is never "happy". It can be:'),
    ]);
    expect(told('tone["sentiment"] == "happy"')).toEqual([
      expect.stringContaining('“tone["sentiment"]” is never "happy".'),
    ]);
  });

  it('calls types as flows do', () => {
    expect(told('text + 1 == 2')).toEqual([expect.stringMatching(/string and number/)]);
  });

  it.each([
    ['${mode} == "c"', 'enum: [a, b]', 'string', '“${mode}” is never "c". It can be: a, b.'],
    ['mode == "c"', 'enum: [a, b], default: a', 'string', '“mode” is never "c"'],
    ['mode > 20', 'max: 10, default: 3', 'integer', '≤ 10'],
  ])('sees what a parameter can’t be: %s', (condition, rest, type, text) => {
    const parameter = `parameters: [{ name: mode, type: ${type}, ${rest} }]`;
    expect(told(condition, parameter).join('\n')).toContain(text);
  });

  it.each([
    'text == "a" or text != "a"',
    'len(text) > 3 or text in ["a", "b"] or text not in ["a", "b"]',
    'ask["text"] or not ask["text"]',
  ])('that is met by everything: what is left for the others: %s', (condition) => {
    const [only, ...others] = found(condition);
    expect(others).toEqual([]);
    expect(only?.message.key).toBe('branch-unreachable/default');
    expect(only?.related?.map(({ message }) => message.key)).toEqual([
      'branch-unreachable/earlier',
      'branch-unreachable/node',
    ]);
  });

  it.each([
    'text == "a" or text != "b"',
    'text == "a" or text == "b"',
    'text < "a" or text >= "a"',
    'ask.text == ${mode} or ask.text != ${other}',
    'ask.text == mode or ask.text != other',
  ])('and not of one that only looks so: %s', (condition) => {
    const same = ['mode', 'other'].map((name) => `{ name: ${name}, type: string, default: a }`);
    expect(
      told(condition, `parameters: [${same.join(', ')}]`).filter((t) => !t.includes('unused')),
    ).toEqual([]);
  });

  it('that contradicts itself by an opposite', () => {
    expect(told('text == "a" and text != "a"')).toEqual([
      expect.stringContaining('branch-unreachable'),
    ]);
  });

  it('whose comparison can’t be met: with the node that never runs', () => {
    const [only, ...others] = found('sentiment == "happy"');
    expect(others).toEqual([]);
    expect(only?.code).toBe('comparison-constant');
    expect(only?.related?.map(({ message }) => message.key)).toEqual(['branch-unreachable/node']);
  });

  it('leaves alone what a parameter can be', () => {
    const closed = 'parameters: [{ name: mode, type: string, enum: [a, b], default: a }]';
    expect(told('mode == "b"', closed)).toEqual([]);
    const bounded = 'parameters: [{ name: top, type: integer, max: 10, default: 3 }]';
    expect(told('top > 9', bounded)).toEqual([]);
  });
});

describe('a loop', () => {
  const loop = (expression: string): string[] =>
    findingsIn(
      Buffer.from(`
nodes:
  - { id: ask, type: InputNode }
  - { id: rounds, type: LoopController, config: { max_iterations: 5, continue_condition: step.result < 3 } }
  - { id: step, type: Transform, config: { expression: ${expression} } }
  - { id: end, type: OutputNode, inputs: { value: text } }
edges:
  - { from: ask, to: rounds }
  - { from: rounds, to: step }
  - { from: step, to: rounds }
  - { from: rounds, to: end }
`),
    ).map(({ code }) => code);

  it('that asks for an output which never changes has a fixed condition', () => {
    expect(loop('"1"').filter((code) => code.startsWith('loop-'))).toHaveLength(1);
    expect(loop('iteration + 1').filter((code) => code.startsWith('loop-'))).toEqual([]);
  });
});
