import { describe, expect, it } from 'vitest';
import { missingInput } from '../../src/cli/missing-input.ts';
import type { PortValues } from '../../src/engine/component.ts';
import { planned } from './planned.ts';

const input = (config = '{}'): string =>
  `nodes:\n  - {id: in, type: InputNode, config: ${config}}\n`;
const batch = (config = '{}'): string =>
  `nodes:\n  - {id: in, type: BatchInput, config: ${config}}\n`;

describe('missingInput', () => {
  it.each<[string, PortValues, string | undefined]>([
    [input(), {}, 'text'],
    [input(), { input: 'x' }, undefined],
    [input(), { q: 'x' }, undefined],
    [input(), { text: 'x', other: 'y' }, undefined],
    [input(), { a: 'x', b: 'y' }, 'several'],
    [input(), { n: 3 }, 'text'],
    [input('{required: false}'), {}, undefined],
    [input('{input_type: file}'), {}, 'file'],
    [input('{input_type: file}'), { file: 'a.txt' }, undefined],
    [input('{input_type: data}'), {}, 'data'],
    [input('{input_type: data}'), { n: 3 }, undefined],
    [batch(), {}, 'items'],
    [batch(), { items: [] }, undefined],
    [batch('{items: [1]}'), {}, undefined],
    [batch('{source: a.jsonl}'), {}, undefined],
    ["nodes:\n  - {id: a, type: Transform, config: {expression: '1'}}\n", {}, undefined],
  ])('%j with %j: %s', async (text, inputs, missing) => {
    expect(missingInput(await planned(text), inputs)).toBe(missing);
  });
});
