import { describe, expect, it } from 'vitest';
import { svg } from '../../src/drawing/svg/svg.ts';
import { drawingText } from '../../src/drawing/text/text.ts';
import { drawn, say } from './drawn.ts';

const ids = ['a', 'b', 'c', 'd'];

/** A router with an arm to each of the targets, listed in the order of `arms`, nodes in that of `nodes`. */
function routed(arms: readonly string[], nodes: readonly string[], rest: string): string {
  return `
nodes:
  - {id: input, type: InputNode}
  - id: router
    type: ConditionalRouter
    config:
      conditions:
${arms.map((id) => `        - {name: arm_${id}, expression: 'text == "${id}"', next_node: ${id}}`).join('\n')}
      default_node: other
${[...nodes, 'other', 'more', 'end'].map((id) => `  - {id: ${id}, type: Transform, config: {expression: "1"}}`).join('\n')}
edges:
  - {from: input, to: router}
${rest}`;
}

const join = '  - {from: a, to: more}\n  - {from: more, to: end}\n  - {from: other, to: end}\n';
const backwards = '  - {from: d, to: end}\n  - {from: b, to: end}\n  - {from: a, to: more}\n';
const cases = [
  [ids, ids, ''],
  [[...ids].reverse(), ids, join],
  [ids, [...ids].reverse(), join],
  [['b', 'd', 'a', 'c'], ids, backwards],
  [['c', 'a', 'd', 'b'], [...ids].reverse(), `${join}  - {from: c, to: b}\n`],
] as const;

describe('arms of a router', () => {
  it.each(cases)('%j, nodes %j: stand in the order in which they are tried', async (...given) => {
    const picture = await drawn(routed(...given));
    const expected = [...given[0].map((id) => `arm_${id}`), 'otherwise'];
    const text = await drawingText(picture, { say, unicode: true, width: undefined });
    const columns = text
      .split('\n')
      .flatMap((row) =>
        [...row.matchAll(/arm_\w|otherwise/g)].map(({ index, 0: name }) => ({ x: index, name })),
      );
    expect(columns.sort((a, b) => a.x - b.x).map(({ name }) => name)).toEqual(expected);
    const image = (await svg(picture, say)) ?? '';
    const labels = [...image.matchAll(/x="([\d.]+)" y="[\d.]+">(arm_\w|otherwise)/g)];
    const byX = labels.sort((a, b) => Number(a[1]) - Number(b[1]));
    expect(byX.map(([, , name]) => name)).toEqual(expected);
  });

  it('a red line has a red head', async () => {
    const flow = `
nodes:
  - {id: input, type: InputNode}
  - {id: work, type: Transform, config: {expression: "1"}, on_error: rescue}
  - {id: rescue, type: Transform, config: {expression: "2"}}
edges:
  - {from: input, to: work}
`;
    const image = (await svg(await drawn(flow), say)) ?? '';
    expect(image).toMatch(/class="link handler"[^>]*url\(#head-handler\)/);
    expect(image).toMatch(/class="link plain"[^>]*url\(#head\)/);
    expect(image).toContain('.head.handler{fill:var(--bad)}');
  });
});
