import type { Drawing, DrawnNode } from '../drawing/drawing.ts';
import { svg, type Mark } from '../drawing/svg/svg.ts';
import { message, type Say } from '../messages/message.ts';
import { count, duration } from '../reporters/text/numbers.ts';
import type { NodeReport } from './executions.ts';
import { markup, trusted, type Html } from './markup.ts';
import { statusSign, statusWords } from './status.ts';

/** The picture of the flow, with what has become of each node; a node leads to where more is told of it. */
export async function runPicture(
  drawing: Drawing | undefined,
  nodes: readonly NodeReport[],
  say: Say,
): Promise<Html> {
  if (!drawing) return markup`<p class="none">${say(message('run-report/no-picture'))}</p>`;
  const places = new Map(nodes.map((node, n) => [node.id, { node, href: `#n${n}` }]));
  const marks = new Map<string, Mark>();
  for (const key of keysOf(drawing)) {
    const place = places.get(key);
    const status = place?.node.status ?? 'pending';
    const words = [`${statusSign(status)} ${statusWords(status, say)}`];
    if (place && place.node.count > 1) words.push(`× ${count(place.node.count)}`);
    if (place && place.node.totalMs > 0) words.push(duration(place.node.totalMs, say));
    const mark = { className: `is-${status}`, text: words.join(' · ') };
    marks.set(key, place ? { ...mark, href: place.href } : mark);
  }
  const drawn = await svg(drawing, say, { marks, styled: false });
  if (drawn === undefined)
    return markup`<p class="none">${say(message('run-report/too-large'))}</p>`;
  return markup`<div
    class="picture"
    tabindex="0"
    role="group"
    aria-label="${say(message('run-report/graph'))}"
  >
    ${trusted(drawn)}
  </div>`;
}

function keysOf({ nodes }: { readonly nodes: readonly DrawnNode[] }): string[] {
  return nodes.flatMap(({ key, loop, flow }) => [
    key,
    ...(loop ? keysOf({ nodes: loop.body }) : []),
    ...(flow ? keysOf(flow) : []),
  ]);
}
