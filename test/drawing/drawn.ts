import { drawFlow, type Drawing } from '../../src/drawing/drawing.ts';
import { sayIn } from '../../src/messages/message.ts';
import { loaded } from '../cli/planned.ts';

export const say = sayIn('en');

/** The picture of a flow that is given as text. */
export async function drawn(text: string): Promise<Drawing> {
  return drawFlow(await loaded(text), { depth: 9, mask: (shown) => shown });
}

/** A flow whose texts try to be something else than text wherever they stand. */
export const hostile = `
name: '"]; </title><script>alert(1)</script> %%{init: {}}%%'
nodes:
  - {id: end, type: InputNode}
  - id: subgraph
    type: ConditionalRouter
    config:
      conditions:
        - {name: 'a"]; B[<img src=x onerror=alert(1)>', expression: 'text == "</text><script>alert(1)</script>"', next_node: 节点}
        - {name: '\`b\` \\N #quot; &amp;', expression: "text == '\\x1b[31m'", next_node: graph}
      default_node: style
  - {id: 节点, type: Transform, config: {expression: "1"}}
  - {id: graph, type: Transform, config: {expression: "1"}}
  - {id: style, type: Transform, config: {expression: "1"}}
edges:
  - {from: end, to: subgraph}
`;
