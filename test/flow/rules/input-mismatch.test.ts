import { describe, expect, it } from 'vitest';
import { inSourceOrder } from '../../../src/diagnostics/diagnostic.ts';
import { sayIn } from '../../../src/messages/message.ts';
import { findingsIn } from '../findings.ts';

const say = sayIn('en');

/** What is said of a value that a node of some type and config gets. */
function told(type: string, config: string, input: string, value: string): string[] {
  const text = `
nodes:
  - { id: ask, type: InputNode }
  - { id: it, type: ${type}, config: ${config}, inputs: { ${input}: ${JSON.stringify(value)} } }
edges: [{ from: ask, to: it }]
`;
  return inSourceOrder(findingsIn(Buffer.from(text)))
    .filter(({ code }) => code === 'input-mismatch')
    .map(({ message }) => say(message));
}

describe('what a method of gathering refuses', () => {
  it.each([
    ['sum', 'str(text)'],
    ['merge', 'len(text)'],
    ['concat', 'len(text)'],
  ])('%s of %s', (method, value) => {
    const config = `{ aggregation_method: ${method} }`;
    expect(told('ResultAggregator', config, 'results', value)).toHaveLength(1);
  });

  it.each([
    ['sum', 'len(text)'],
    ['sum', 'text.split()'],
    ['merge', '{"a": 1}'],
    ['concat', 'str(text)'],
    ['collect', 'str(text)'],
  ])('and takes: %s of %s', (method, value) => {
    const config = `{ aggregation_method: ${method} }`;
    expect(told('ResultAggregator', config, 'results', value)).toEqual([]);
  });
});

describe('what is dealt out', () => {
  it.each(['chunk', 'round_robin'])('by %s is no text', (strategy) => {
    const config = `{ split_strategy: ${strategy} }`;
    expect(told('DataSplitter', config, 'data', 'text.strip()')).toHaveLength(1);
    expect(told('DataSplitter', config, 'data', 'text.split()')).toEqual([]);
  });

  it('to all alike may be anything', () => {
    expect(told('DataSplitter', '{ split_strategy: parallel }', 'data', 'str(text)')).toEqual([]);
    expect(told('DataSplitter', '{}', 'data', 'str(text)')).toEqual([]);
  });
});
