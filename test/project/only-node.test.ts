import { describe, expect, it } from 'vitest';
import type { PortValues } from '../../src/engine/component.ts';
import { onlyNode } from '../../src/project/only-node.ts';
import { UsageError } from '../../src/project/usage-error.ts';
import { loaded } from '../cli/planned.ts';

const text = `nodes:
  - {id: input, type: InputNode}
  - {id: mood, type: TextAnalyzer, on_error: continue}
  - {id: pick, type: TextAnalyzer, inputs: {text: input.text}}
  - {id: items, type: BatchInput, config: {items: [1]}}
  - {id: loop, type: LoopController, config: {batch_size: 1}}
  - {id: work, type: ItemProcessor, config: {expression: item}}
edges:
  - {from: input, to: mood}
  - {from: input, to: pick}
  - {from: items, to: loop}
  - {from: loop, to: work}
  - {from: work, to: loop}
`;

async function inputsOf(id: string, given: PortValues): Promise<Record<string, string>> {
  const { nodes, edges } = onlyNode((await loaded(text)).flow, id, given);
  expect(nodes.map((node) => node.id)).toEqual([id]);
  expect(edges).toEqual([]);
  expect(nodes[0]?.onError).toEqual({ kind: 'fail' });
  return Object.fromEntries(
    (nodes[0]?.inputs ?? []).map(({ name, expression }) => [name, expression?.source ?? '']),
  );
}

describe('onlyNode', () => {
  it('binds run inputs of the names of its inputs, and the text to the one that is left', async () => {
    expect(await inputsOf('mood', { text: 'x' })).toEqual({ text: 'text' });
    expect(await inputsOf('mood', { input: 'x' })).toEqual({ text: 'input' });
    expect(await inputsOf('work', { batch: [1], input: 'x' })).toEqual({ batch: 'batch' });
  });

  it('says how to give an input that is missing, but only when the node runs', async () => {
    const { nodes } = onlyNode((await loaded(text)).flow, 'work', { item: 1 });
    const scope = { lookup: () => undefined, names: () => [] };
    expect(() => nodes[0]?.inputs[0]?.expression?.evaluate(scope)).toThrow(
      expect.objectContaining({
        code: 'input-unbound',
        hint: { key: 'input-unbound/only-hint', values: { name: 'batch' } },
      }),
    );
  });

  it('keeps written inputs, unless a run input takes their place', async () => {
    expect(await inputsOf('pick', { input: { text: 'x' } })).toEqual({ text: 'input.text' });
    expect(await inputsOf('pick', { text: 'x' })).toEqual({ text: 'text' });
  });

  it('refuses what is no node, and what can not run alone', async () => {
    const { flow } = await loaded(text);
    expect(() => onlyNode(flow, 'moood', {})).toThrow(UsageError);
    expect(() => onlyNode(flow, 'loop', {})).toThrow(UsageError);
  });
});
