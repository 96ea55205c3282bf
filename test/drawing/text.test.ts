import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../src/diagnostics/text-width.ts';
import { drawFlow } from '../../src/drawing/drawing.ts';
import { drawingText } from '../../src/drawing/text/text.ts';
import { modelText } from '../engine/model-text.ts';
import { randomModel } from '../engine/random-flow.ts';
import { planYaml } from '../engine/harness.ts';
import { drawn, hostile, say } from './drawn.ts';
import { Calls } from '../engine/calls.ts';
import { typesFor } from '../engine/harness.ts';

const router = `
nodes:
  - {id: question, type: InputNode}
  - id: kind
    type: ConditionalRouter
    config:
      conditions:
        - {name: long, expression: len(text) > 100, next_node: shorten}
      default_node: answer
  - {id: shorten, type: Transform, config: {expression: "text[:100]"}, on_error: answer}
  - {id: answer, type: Transform, config: {expression: "1"}}
edges:
  - {from: question, to: kind}
`;

const loop = `
nodes:
  - {id: rounds, type: LoopController, config: {max_iterations: 3, continue_condition: iteration < 2}}
  - {id: write, type: Transform, config: {expression: iteration}}
  - id: check
    type: ConditionalRouter
    config: {conditions: [{name: done, expression: write.result > 1, next_node: out}], default_node: again}
  - {id: again, type: Transform, config: {expression: "1"}}
  - {id: out, type: OutputNode, inputs: {value: write.result}}
edges:
  - {from: rounds, to: write}
  - {from: write, to: check}
  - {from: again, to: rounds}
`;

const look = { say, unicode: true, width: undefined };

async function rows(text: string, width?: number, unicode = true): Promise<string[]> {
  const drawing = await drawingText(await drawn(text), { say, unicode, width });
  return drawing.split('\n');
}

describe('a flow as text', () => {
  it('shows arms with their conditions and what a failure does', async () => {
    expect(`\n${(await rows(router)).join('\n')}`).toMatchInlineSnapshot(`
      "
                 ┌───────────┐
                 │ question  │
                 │ InputNode │
                 └─────┬─────┘
                       ▼
             ┌───────────────────┐
             │ ◆ kind            │
             │ ConditionalRouter │
             └─────────┬─────────┘
                ┌──────┴──────┐
      long: len(text) > 100   │
                ▼             │
          ┌───────────┐   otherwise
          │ shorten   │       │
          │ Transform │       │
          └─────┬─────┘       │
                │             │
           on failure         │
                └──────┬──────┘
                       ▼
                 ┌───────────┐
                 │ answer    │
                 │ Transform │
                 └───────────┘
      "
    `);
  });

  it('shows a loop as a box, in it where rounds begin, go on and are left', async () => {
    expect(`\n${(await rows(loop)).join('\n')}`).toMatchInlineSnapshot(`
      "
      ╭───────────────────────────────────────╮
      │ rounds  LoopController                │
      │ at most 3 rounds                      │
      │ while iteration < 2                   │
      │                                       │
      │               ● each round            │
      │                     ▼                 │
      │               ┌───────────┐           │
      │               │ write     │           │
      │               │ Transform │           │
      │               └─────┬─────┘           │
      │                     ▼                 │
      │           ┌───────────────────┐       │
      │           │ ◆ check           │       │
      │           │ ConditionalRouter │       │
      │           └─────────┬─────────┘       │
      │            ┌────────┴─────────┐       │
      │ done: write.result > 1    otherwise   │
      │            ▼                  ▼       │
      │        ▷ to out         ┌───────────┐ │
      │                         │ again     │ │
      │                         │ Transform │ │
      │                         └─────┬─────┘ │
      │                               ▼       │
      │                         ↻ next round  │
      ╰───────────────────┬───────────────────╯
                          ▼
                   ┌─────────────┐
                   │ out         │
                   │ OutputNode  │
                   └─────────────┘
      "
    `);
  });

  it('needs no more than ASCII where a terminal has no more', async () => {
    for (const text of [router, loop]) {
      expect((await rows(text, undefined, false)).join('')).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  it.each([60, 40, 20])('fits into %d columns, or is a list', async (width) => {
    const drawing = await rows(router, width);
    const isList = drawing[0]?.startsWith('question');
    expect(isList === true || drawing.every((row) => textWidth(row) <= width)).toBe(true);
    const all = drawing.join(' ');
    for (const word of ['question', 'kind', 'shorten', 'answer', 'len(text) > 100', 'otherwise']) {
      expect(all).toContain(word);
    }
  });

  it('keeps what flows hold from getting at the terminal', async () => {
    expect((await rows(hostile)).join('\n')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });
});

describe('any flow', () => {
  it('is drawn with each node once, in rows that do not run into each other', async () => {
    const flows = fc.array(fc.nat(1_000), { maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(flows, async (choices) => {
        const model = randomModel(choices);
        const { flow } = planYaml(modelText(model), typesFor(new Calls(), {}), {});
        const drawing = drawFlow({ flow, subFlows: new Map() }, { depth: 0, mask: (t) => t });
        const text = await drawingText(drawing, look);
        if (text.includes('  → ')) return;
        for (const { id } of model.nodes) {
          const shown = text.match(new RegExp(`[│◆] ${id} +(?:[│ ]|\\w)`, 'g')) ?? [];
          expect(shown.length, `${id} in\n${text}`).toBe(1);
        }
        const [corners, others] = [text.match(/[┌╭]─/g) ?? [], text.match(/─[┘╯]/g) ?? []];
        expect(others.length).toBeGreaterThanOrEqual(Math.min(corners.length, model.nodes.length));
      }),
      { numRuns: 40 },
    );
  });
});
