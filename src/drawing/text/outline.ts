import type { Say } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { labelLines, nodeLines, signText } from '../label-text.ts';
import type { Item, Scope } from '../scope.ts';

interface OutlineLook {
  readonly say: Say;
  readonly unicode: boolean;
}

/** A picture as a list: each node with what it leads to, and below it what is in it. Ended by a line break. */
export function outline(scope: Scope, look: OutlineLook): string {
  return `${linesOf(scope, '', look).join('\n')}\n`;
}

function linesOf({ items, links }: Scope, indent: string, look: OutlineLook): string[] {
  const { say, unicode } = look;
  const arrow = unicode ? '→' : '->';
  return items.flatMap((item, n) => {
    const inner =
      item.kind === 'node' && item.inner ? linesOf(item.inner, `${indent}    `, look) : [];
    const leads = links
      .filter(({ from }) => from === n)
      .map(({ to, labels }) => {
        const target = items[to];
        const when = labelLines(labels, say).map(foreign).join(' / ');
        return `${indent}  ${arrow} ${target ? titleOf(target, look) : ''}  ${when}`.trimEnd();
      });
    // What a round's signs say is told where they lead to or come from.
    if (item.kind === 'to' || item.kind === 'again') return [];
    const about = item.kind === 'node' ? nodeLines(item.node, say).map(foreign).join(', ') : '';
    return [`${indent}${titleOf(item, look)}  ${about}`.trimEnd(), ...inner, ...leads];
  });
}

function titleOf(item: Item, { say }: OutlineLook): string {
  return foreign(item.kind === 'node' ? item.node.id : signText(item, say));
}
