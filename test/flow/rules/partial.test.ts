import { describe, expect, test } from 'vitest';
import { codesIn } from './fake-types.ts';

const parameters =
  'parameters: [{ name: p, type: string, required: true }, { name: o, type: object, required: true }]';

describe('links that depend on a parameter without a value', () => {
  test.each([
    [
      'an id',
      '- { id: "${p}", type: InputNode }\n- { id: end, type: OutputNode }\nedges: [{ from: a, to: end }]',
    ],
    [
      'a type',
      '- { id: a, type: "${p}" }\n- { id: end, type: OutputNode }\nedges: [{ from: a, to: end }]',
    ],
    ['a config', '- { id: a, type: Flow, config: "${o}" }\n- { id: end, type: OutputNode }'],
    ['inputs', '- { id: end, type: OutputNode, inputs: "${o}" }'],
    [
      'an edge',
      '- { id: a, type: InputNode }\n- { id: end, type: OutputNode }\nedges: [{ from: "${p}", to: end }]',
    ],
    ['edges', '- { id: a, type: InputNode }\n- { id: end, type: OutputNode }\nedges: "${o}"'],
    [
      'a router’s target',
      '- { id: r, type: ConditionalRouter, config: { conditions: [{ expression: "1", next_node: "${p}" }] } }\n- { id: end, type: OutputNode }',
    ],
    [
      'a handler',
      '- { id: a, type: HTTPRequest, config: { url: "http://a" }, on_error: "${p}" }\n- { id: end, type: OutputNode }',
    ],
  ])('%s: nothing is said to be missing', (_, nodes) => {
    expect(codesIn(`${parameters}\nnodes:\n${nodes}\n`)).toEqual([]);
  });

  test('what is wrong in itself is still found', () => {
    const nodes = [
      '- { id: "${p}", type: InputNode }',
      '- { id: a, type: InputNode, config: { input_type: tex } }',
      '- { id: a, type: OutputNode }',
    ];
    expect(codesIn(`${parameters}\nnodes:\n${nodes.join('\n')}\n`)).toEqual([
      'config-enum',
      'node-id-duplicate',
    ]);
  });
});

test('a value within an expression is not a name', () => {
  const text = `${parameters}\nnodes:\n- { id: a, type: Transform, config: { expression: "\${p} + \${o}.x" } }\n`;
  expect(codesIn(text)).toEqual([]);
});
