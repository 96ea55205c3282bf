import { SecretMask } from '../engine/secrets.ts';
import type { Say } from '../messages/message.ts';
import type { ServedFlow } from '../service/served-flow.ts';

/** Sub-flows in each other are opened to this depth. */
const DEPTH = 20;

/** Pictures are drawn once for each state of a flow and each language. */
const drawn = new WeakMap<object, Map<Say, Promise<string | undefined>>>();

/** A flow's graph as SVG without a style, its nodes named in `data-node`. Undefined for one that is broken or too large. */
export async function flowPicture(served: ServedFlow, say: Say): Promise<string | undefined> {
  const { tree, secrets } = await served.describe();
  if (!tree || tree.flow.nodes.length === 0) return undefined;
  const known = drawn.get(tree) ?? new Map<Say, Promise<string | undefined>>();
  drawn.set(tree, known);
  const draw = async (): Promise<string | undefined> => {
    const [{ drawFlow }, { svg }] = await Promise.all([
      import('../drawing/drawing.ts'),
      import('../drawing/svg/svg.ts'),
    ]);
    const mask = new SecretMask([...secrets]);
    const drawing = drawFlow(tree, { depth: DEPTH, mask: (text) => mask.text(text) });
    const picture = await svg(drawing, say, { styled: false, named: true });
    return picture && mask.text(picture);
  };
  const picture = known.get(say) ?? draw();
  known.set(say, picture);
  return picture;
}
