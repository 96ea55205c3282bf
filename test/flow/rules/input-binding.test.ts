import { describe, expect, test } from 'vitest';
import { codesIn, fakeType, fakeTypes, input, told } from './fake-types.ts';

const types = fakeTypes(
  fakeType('In', { role: 'input', outputs: () => ({ names: ['text'], open: true }) }),
  fakeType('Text', { outputs: () => ({ names: ['text'] }) }),
  fakeType('Free', { outputs: () => ({ names: ['result'], open: true }) }),
  fakeType('NeedsText', { inputs: () => [input('text')], openConfig: true }),
  fakeType('MayText', { inputs: () => [input('text', { required: false })] }),
  fakeType('NeedsTwo', { inputs: () => [input('text'), input('other')] }),
  fakeType('Explicit', { inputs: () => [input('text', { explicit: true })] }),
  fakeType('Router', {
    role: 'router',
    openConfig: true,
    config: { conditions: { type: 'list' }, default_node: { type: 'string', node: true } },
    outputs: () => ({ names: ['matched', 'next_node'] }),
  }),
  fakeType('Merger', { role: 'merger', inputs: () => [input('result')] }),
  fakeType('Sub', { role: 'flow', inputs: () => [input('input')], outputs: () => ({ names: [] }) }),
);

/** Nodes as `id: Type`, edges as `a > b`; `more` has further fields of a node. */
function flow(nodes: string, edges: string, more: Readonly<Record<string, string>> = {}): string {
  const lines = nodes.split(', ').map((node) => {
    const [id = '', type = ''] = node.split(': ');
    return `- {${[`id: ${id}`, `type: ${type}`, more[id]].filter(Boolean).join(', ')}}`;
  });
  const ends = edges === '' ? [] : edges.split(', ');
  const list = ends.map((edge) => `{from: ${edge.replace(' > ', ', to: ')}}`);
  return `nodes:\n${lines.join('\n')}\nedges: [${list.join(', ')}]\n`;
}

const check = (...args: Parameters<typeof flow>): string[] => codesIn(flow(...args), types);

describe('an input that nothing fills', () => {
  test.each<[string, string, string, Record<string, string>]>([
    ['by config', 'a: NeedsText', '', { a: 'config: {text: x}' }],
    ['by inputs', 'a: NeedsText', '', { a: 'inputs: {text: "1"}' }],
    ['by a port edge', 'b: Free, a: NeedsText', 'b > a.text', {}],
    ['by name', 'b: Text, a: NeedsText', 'b > a', {}],
    ['by the predecessor', 'b: MayText, a: NeedsText', 'b > a', {}],
    [
      'by a predecessor before a router',
      'b: MayText, r: Router, a: NeedsText',
      'b > r',
      { r: 'config: {conditions: [{expression: "1", next_node: a}]}' },
    ],
    ['not at all, as it need not', 'a: MayText', '', {}],
    ['perhaps by a run input', 'i: In, a: NeedsTwo', 'i > a', {}],
    ['perhaps by what is open', 'f: Free, b: MayText, a: NeedsTwo', 'f > b, b > a', {}],
  ])('is filled %s', (_, nodes, edges, more) => {
    expect(check(nodes, edges, more)).toEqual([]);
  });

  test('without a predecessor', () => {
    expect(told(flow('a: NeedsTwo', ''), types)).toEqual([
      'input-unbound 2: Nothing gives node “a” its input “text”.',
      'input-unbound 2: Nothing gives node “a” its input “other”.',
    ]);
  });

  test('where the predecessor could fill only one of two', () => {
    expect(check('b: MayText, a: NeedsTwo', 'b > a')).toEqual(['input-unbound', 'input-unbound']);
    expect(check('b: Text, a: NeedsTwo', 'b > a')).toEqual([]);
  });

  test('where it must be said', () => {
    expect(check('b: Text, a: Explicit', 'b > a')).toEqual(['input-unbound']);
    expect(check('i: In, a: Explicit', 'i > a')).toEqual(['input-unbound']);
    expect(check('a: Explicit', '', { a: 'inputs: {text: "1"}' })).toEqual([]);
  });

  test('in a sub-flow’s node only where it has no inputs of its own', () => {
    expect(check('a: Sub', '')).toEqual(['input-unbound']);
    expect(check('a: Sub', '', { a: 'inputs: {other: "1"}' })).toEqual([]);
  });
});

describe('an input that two nodes fill', () => {
  test('equally near, even if it is not required', () => {
    expect(told(flow('a: Text, b: Text, c: MayText', 'a > c, b > c'), types)).toEqual([
      'input-ambiguous 4: Input “text” of node “c” is ambiguous: “a” and “b” are equally near and both give it.',
    ]);
  });

  test('further up, at each node below that asks for it', () => {
    const nodes = 'a: Text, b: Text, m: Merger, c: MayText, d: MayText';
    expect(check(nodes, 'a > m, b > m, m > c, c > d')).toEqual([
      'input-ambiguous',
      'input-ambiguous',
    ]);
  });

  test('not if one is nearer, something nearer may give it, or it is said', () => {
    expect(check('a: Text, b: Text, c: MayText', 'a > b, b > c')).toEqual([]);
    expect(check('a: Text, b: Text, f: Free, c: MayText', 'a > f, b > f, f > c')).toEqual([]);
    expect(
      check('a: Text, b: Text, c: MayText', 'a > c, b > c', { c: 'inputs: {text: a.text}' }),
    ).toEqual([]);
  });

  test('not if they exclude each other', () => {
    const r = { r: 'config: {conditions: [{expression: "1", next_node: a}], default_node: b}' };
    expect(check('r: Router, a: Text, b: Text, c: MayText', 'a > c, b > c', r)).toEqual([]);
    const f = { a: 'on_error: b' };
    expect(check('a: Text, b: Text, c: MayText', 'a > c, b > c', f)).toEqual([]);
  });

  test('as predecessors, once each node and output', () => {
    expect(check('a: MayText, b: MayText, c: NeedsText', 'a > c, b > c')).toEqual([
      'input-ambiguous',
    ]);
    expect(check('a: MayText, c: NeedsText', 'a.result > c, a > c')).toEqual(['input-ambiguous']);
    expect(check('a: MayText, c: NeedsText', 'a > c')).toEqual([]);
    expect(check('a: MayText, b: MayText, c: Merger', 'a > c, b > c')).toEqual([]);
  });

  test('as predecessors through a router', () => {
    const r = { r: 'config: {conditions: [{expression: "1", next_node: c}]}' };
    expect(check('a: MayText, b: MayText, r: Router, c: NeedsText', 'a > r, b > r', r)).toEqual([
      'input-ambiguous',
    ]);
    expect(check('a: MayText, b: MayText, r: Router, c: NeedsText', 'a > r, b > c', r)).toEqual([
      'input-ambiguous',
      'router-target-unconditional',
    ]);
    const skip = { r: 'config: {conditions: [{expression: "1", next_node: c}], default_node: b}' };
    expect(check('a: MayText, r: Router, b: MayText, c: NeedsText', 'a > r, b > c', skip)).toEqual(
      [],
    );
  });

  test('only perhaps where a run input could settle it, and unknown where anything could', () => {
    const nodes = (type: string): string =>
      `i: ${type}, a: MayText, b: MayText, c: Explicit, d: NeedsTwo`;
    const edges = 'i > a, i > b, a > d, b > d, a > c.text';
    expect(check(nodes('In'), edges)).toEqual(['input-doubtful']);
    expect(check(nodes('Free'), edges)).toEqual([]);
  });

  test('by two port edges', () => {
    expect(check('a: Text, b: Text, c: MayText', 'a > c.text, b > c.text')).toEqual([
      'input-ambiguous',
    ]);
    const r = { r: 'config: {conditions: [{expression: "1", next_node: a}], default_node: b}' };
    expect(check('r: Router, a: Text, b: Text, c: MayText', 'a > c.text, b > c.text', r)).toEqual(
      [],
    );
  });
});
