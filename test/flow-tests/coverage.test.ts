import { describe, expect, it } from 'vitest';
import { percentOf, shareOf } from '../../src/flow-tests/coverage.ts';
import { greet, runFiles, type Ran } from './run-files.ts';

const happy = 'What a lovely hotel, we will come back!';

/** What was not reached, each as `kind name`. */
function missed({ coverage }: Ran): string[] {
  return coverage.flows.flatMap(({ items }) =>
    items.filter(({ reached }) => !reached).map(({ kind, name }) => `${kind} ${name}`),
  );
}

describe('coverage', () => {
  it('counts nodes and arms over all tests', async () => {
    const one = `tests:\n  - {name: happy, input: "${happy}"}\n`;
    const first = await runFiles({ 'greet.yaml': greet, 'greet.test.yaml': one });
    expect(missed(first)).toEqual(['arm router → default', 'node sorry']);
    expect(shareOf(first.coverage.flows)).toEqual({ reached: 5, total: 7 });
    expect(percentOf(shareOf(first.coverage.flows))).toBe(71);
    const two = `${one}  - {name: sad, input: The room was dirty and loud.}\n`;
    const both = await runFiles({ 'greet.yaml': greet, 'greet.test.yaml': two });
    expect(missed(both)).toEqual([]);
  });

  it('knows conditional edges and what on_error does', async () => {
    const flow = `nodes:
  - {id: input, type: InputNode}
  - {id: risky, type: Transform, config: {expression: int(text)}, on_error: continue}
  - {id: big, type: Transform, config: {expression: '"big"'}}
edges:
  - {from: input, to: risky}
  - {from: risky, to: big, condition: result is not None and result > 9}
`;
    const tests = (inputs: string[]): string =>
      `tests:\n${inputs.map((input) => `  - {name: "${input}", input: "${input}"}\n`).join('')}`;
    const run = (inputs: string[]): Promise<Ran> =>
      runFiles({ 'a.yaml': flow, 'a.test.yaml': tests(inputs) });
    expect(missed(await run(['3']))).toEqual([
      'arm risky → on_error',
      'node big',
      'arm risky → big',
    ]);
    expect(missed(await run(['30']))).toEqual(['arm risky → on_error']);
    expect(missed(await run(['30', 'x']))).toEqual([]);
  });

  it('knows how loops are left', async () => {
    const flow = `nodes:
  - {id: input, type: InputNode}
  - {id: loop, type: LoopController, config: {max_iterations: 3, on_limit: stop, continue_condition: iteration < limit}}
  - {id: step, type: Transform, config: {expression: iteration}}
  - id: check
    type: ConditionalRouter
    config: {conditions: [{name: found, expression: step.result == wanted, next_node: found}], default_node: loop}
  - {id: found, type: Transform, config: {expression: '"found"'}}
edges:
  - {from: input, to: loop}
  - {from: loop, to: step}
  - {from: step, to: check}
`;
    const tests = (cases: [number, number][]): string =>
      `tests:\n${cases.map(([limit, wanted]) => `  - {name: "${limit} ${wanted}", inputs: {input: x, limit: ${limit}, wanted: ${wanted}}}\n`).join('')}`;
    const run = (cases: [number, number][]): Promise<Ran> =>
      runFiles({ 'a.yaml': flow, 'a.test.yaml': tests(cases) });
    const exits = async (cases: [number, number][]): Promise<string[]> =>
      missed(await run(cases)).filter((name) => name.startsWith('exit'));
    expect(await exits([[9, 1]])).toEqual(['exit loop → end', 'exit loop → limit']);
    expect(await exits([[9, 9]])).toEqual(['exit loop → end', 'exit loop → break']);
    expect(
      await exits([
        [9, 1],
        [9, 9],
        [1, 9],
      ]),
    ).toEqual([]);
  });

  it('is whole where there is nothing to reach', () => {
    expect(percentOf({ reached: 0, total: 0 })).toBe(100);
    expect(percentOf({ reached: 999, total: 1000 })).toBe(99);
  });
});
