import { describe, expect, it } from 'vitest';
import { svg } from '../../src/drawing/svg/svg.ts';
import { drawingText } from '../../src/drawing/text/text.ts';
import { drawn, say } from './drawn.ts';

/** A router with an arm to each of the targets, listed in the order of `arms`, nodes in that of `nodes`; `more` edges as `a>b`. */
function routed(arms: string, nodes: string, more: string): string {
  const edges = more.split(' ').filter(Boolean);
  return `
nodes:
  - {id: input, type: InputNode}
  - id: router
    type: ConditionalRouter
    config:
      conditions:
${Array.from(arms, (id) => `        - {name: arm_${id}, expression: 'text == "${id}"', next_node: ${id}}`).join('\n')}
      default_node: other
${[...Array.from(nodes), 'other', 'more', 'end'].map((id) => `  - {id: ${id}, type: Transform, config: {expression: "1"}}`).join('\n')}
edges:
  - {from: input, to: router}
${edges.map((edge) => `  - {from: ${edge.replace('>', ', to: ')}}`).join('\n')}
`;
}

/** Flows that the library alone draws in another order; but for the first, which is the plainest. */
const cases = [
  ['abcd', 'abcd', ''],
  ['cdba', 'cdba', 'b>other b>more'],
  ['bcda', 'cdba', 'a>more a>d'],
  ['bdca', 'cdba', 'c>d b>c'],
  ['cdba', 'bcda', 'c>other b>more'],
  ['bdca', 'bcda', 'c>end b>more c>more'],
  ['bcda', 'bdca', 'b>c b>other b>more'],
  ['cadb', 'dcba', 'a>more more>end other>end c>b'],
] as const;

describe('arms of a router', () => {
  it.each(cases)(
    '%s, nodes %s, %s: stand in the order in which they are tried',
    async (...given) => {
      const picture = await drawn(routed(...given));
      const expected = [...Array.from(given[0], (id) => `arm_${id}`), 'otherwise'];
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
    },
  );

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
