import { message, type Say } from '../messages/message.ts';
import type { DrawnNode, LinkLabel } from './drawing.ts';
import type { Item } from './scope.ts';

/** What stands at a link, in a person's words; each condition is a line of its own. */
export function labelLines(labels: readonly LinkLabel[], say: Say): string[] {
  return labels.map((label) => {
    switch (label.kind) {
      case 'arm':
        return [label.name, label.expression].filter(Boolean).join(': ');
      case 'condition':
        return label.expression;
      case 'otherwise':
        return say(message('drawing/otherwise'));
      case 'failure':
        return say(message('drawing/failure'));
      case 'port':
        return [label.from, label.to].filter(Boolean).join(' → ');
    }
  });
}

/** What a sign within a loop says. */
export function signText(sign: Exclude<Item, { kind: 'node' }>, say: Say): string {
  return 'id' in sign
    ? say(message(`drawing/${sign.kind}`, { node: sign.id }))
    : say(message(`drawing/${sign.kind}`));
}

/** What stands below a node's id: its type, the file of the flow that it runs, the limits of its loop. */
export function nodeLines({ type, loop, flow }: DrawnNode, say: Say): string[] {
  const lines = [type];
  if (flow) lines.push(flow.file);
  if (loop?.batchSize !== undefined) {
    lines.push(say(message('drawing/batch', { n: loop.batchSize })));
  }
  if (loop?.maxIterations !== undefined) {
    lines.push(say(message('drawing/at-most', { n: loop.maxIterations })));
  }
  if (loop?.continueCondition !== undefined) {
    lines.push(say(message('drawing/while', { condition: loop.continueCondition })));
  }
  return lines;
}
