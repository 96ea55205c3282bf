import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../src/components/registry.ts';
import type { Change } from '../../src/comparison/change.ts';
import { compareFlows } from '../../src/comparison/compare-flows.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readFlow } from '../../src/flow/read/read.ts';
import type { MapTree } from '../../src/flow/tree.ts';
import { createDoor } from '../../src/http/door.ts';

const types = createRegistry({ door: createDoor({ env: {} }) });

const flow = `
name: answers
parameters:
  - {name: top_k, type: integer, default: 3}
  - {name: key, type: string, secret: true, default: abcdefgh}
nodes:
  - {id: question, type: InputNode}
  - id: kind
    type: ConditionalRouter
    config:
      conditions:
        - {name: long, expression: len(text) > 100, next_node: shorten}
        - {name: short, expression: 'text == "hi"', next_node: greet}
      default_node: merge
  - {id: shorten, type: Transform, config: {expression: "text[:100]", fallback: 1}}
  - {id: greet, type: Transform, config: {template: "Hello {question.text}!"}}
  - {id: merge, type: ResultMerger, config: {merge_strategy: concat}}
edges:
  - {from: question, to: kind}
  - {from: shorten, to: merge}
  - {from: greet, to: merge}
  - {from: question, to: merge, condition: len(text) > 3}
outputs:
  answer: merge.result
`;

function tree(text: string): MapTree | undefined {
  return readFlow(new SourceFile('flow.yaml', text), () => undefined);
}

function changes(after: string, before = flow): Change[] {
  return compareFlows(tree(before), tree(after), types);
}

/** Each change in short: what, of what, and from what to what. */
function told(after: string, before = flow): string[] {
  return changes(after, before).map(({ change, subject, name, path, before: was, after: is }) =>
    [change, subject, name, path ?? '', JSON.stringify(was), JSON.stringify(is)].join(' '),
  );
}

function edited(...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [old, fresh]) => {
    expect(text).toContain(old);
    return text.replaceAll(old, fresh);
  }, flow);
}

describe('no change in meaning', () => {
  it.each<[string, (readonly [string, string])[]]>([
    ['comments and blank lines', [['nodes:', '\n# about nodes\nnodes: # here']]],
    ['the order of keys', [['{id: question, type: InputNode}', '{type: InputNode, id: question}']]],
    ['quotes', [['name: answers', 'name: "answers"']]],
    ['a number written otherwise', [['default: 3', 'default: 0x3']]],
    ['spaces in an expression', [['len(text) > 100', '"len( text )  >  100"']]],
    ['the quotes in an expression', [['\'text == "hi"\'', '"text==\'hi\'"']]],
    ['an edge that the router implies', [['edges:', 'edges:\n  - {from: kind, to: greet}']]],
    ['the same edge twice', [['edges:', 'edges:\n  - {from: question, to: kind}']]],
    ['a key without a value', [['name: answers', 'name: answers\ndescription:']]],
  ])('%s', (_, edits) => {
    expect(told(edited(...edits))).toEqual([]);
  });

  it('the order of nodes and parameters', () => {
    const greet =
      '  - {id: greet, type: Transform, config: {template: "Hello {question.text}!"}}\n';
    const moved = edited([greet, ''], ['nodes:\n', `nodes:\n${greet}`]);
    expect(told(moved)).toEqual([]);
  });

  it('is found in a flow and itself, whatever it holds', () => {
    expect(told(flow)).toEqual([]);
    const odd = 'nodes:\n  - {id: __proto__, type: constructor, config: {__proto__: 1}}\n';
    expect(told(odd, odd)).toEqual([]);
    expect(told(odd.replace(': 1', ': 2'), odd)).toEqual([
      'changed node __proto__ config.__proto__ 1 2',
    ]);
  });
});

describe('a change', () => {
  it.each<[string, (readonly [string, string])[], string[]]>([
    [
      'of a value',
      [['fallback: 1', 'fallback: "1"']],
      ['changed node shorten config.fallback 1 "1"'],
    ],
    [
      'of a condition, by its name',
      [['> 100', '> 200']],
      ['changed node kind config.conditions.long.expression "len(text) > 100" "len(text) > 200"'],
    ],
    ['of a parameter', [['default: 3', 'default: 4']], ['changed parameter top_k default 3 4']],
    [
      'of a type',
      [['id: merge, type: ResultMerger', 'id: merge, type: Transform']],
      ['changed node merge type "ResultMerger" "Transform"'],
    ],
    [
      "of an edge's condition",
      [['len(text) > 3}', 'len(text) > 4}']],
      ['changed edge question → merge condition "len(text) > 3" "len(text) > 4"'],
    ],
    [
      'of an output',
      [['answer: merge.result', 'answer: merge.result[0]']],
      ['changed output answer  "merge.result" "merge.result[0]"'],
    ],
    [
      'of the order in which branches are merged',
      [
        [
          '  - {from: shorten, to: merge}\n  - {from: greet, to: merge}\n',
          '  - {from: greet, to: merge}\n  - {from: shorten, to: merge}\n',
        ],
      ],
      ['reordered node merge edges ["shorten","greet","question"] ["greet","shorten","question"]'],
    ],
    [
      'of a default',
      [['default_node: merge', 'default_node: greet']],
      ['changed node kind config.default_node "merge" "greet"'],
    ],
  ])('%s', (_, edits, expected) => {
    expect(told(edited(...edits))).toEqual(expected);
  });

  it('of the order in which conditions are tried', () => {
    const [long, short] = flow.match(/ {8}- \{name.*\n/g) ?? [];
    const swapped = flow.replace(`${long ?? ''}${short ?? ''}`, `${short ?? ''}${long ?? ''}`);
    expect(told(swapped)).toEqual([
      'reordered node kind config.conditions ["long","short"] ["short","long"]',
    ]);
  });

  it('is a node that is new or gone, with its edges', () => {
    const more = edited([
      'edges:',
      '  - {id: log, type: Transform, config: {expression: "1"}}\nedges:\n  - {from: question, to: log}',
    ]);
    expect(told(more)).toEqual([
      'added node log  null {"config":{"expression":"1"}}',
      'added edge question → log  null {}',
    ]);
    expect(told(flow, more).map((line) => line.split('  ')[0])).toEqual([
      'removed node log',
      'removed edge question → log',
    ]);
  });

  it('never tells a secret', () => {
    const text = JSON.stringify([
      ...changes(edited(['abcdefgh', 'hgfedcba'])),
      ...compareFlows(tree(flow), undefined, types),
    ]);
    expect(text).toContain('******');
    expect(text).not.toMatch(/abcdefgh|hgfedcba/);
  });
});

describe('a node with a new id', () => {
  it('is told as such, and what names it is no change', () => {
    const renamed = edited(['greet', 'welcome'], ['question', 'query']);
    expect(told(renamed)).toEqual([
      'renamed node query  "question" "query"',
      'renamed node welcome  "greet" "welcome"',
    ]);
  });

  it('may be changed a little, too', () => {
    const renamed = edited(['greet', 'welcome'], ['Hello {', 'Hi {']);
    expect(told(renamed).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'renamed node welcome ',
      'changed node welcome config.template',
    ]);
  });

  it('is another one where it does something else', () => {
    const other = edited(
      ['id: greet, type: Transform', 'id: welcome, type: OutputNode'],
      ['from: greet', 'from: welcome'],
      ['next_node: greet', 'next_node: welcome'],
    );
    const kinds = changes(other).filter(({ subject, path }) => subject === 'node' && !path);
    expect(kinds.map(({ change, name }) => `${change} ${name}`)).toEqual([
      'removed greet',
      'added welcome',
    ]);
  });
});
