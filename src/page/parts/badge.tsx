import type { ComponentChildren } from 'preact';
import type { NodeStatus } from '../run/story.ts';
import { useSay } from '../words/say.ts';

export const signs: Readonly<Record<NodeStatus, string>> = {
  pending: '○',
  running: '▶',
  waiting: '?',
  succeeded: '✓',
  failed: '✗',
  cancelled: '⊘',
  interrupted: '⊘',
  skipped: '–',
};

/** A status in a word, a colour and a sign. */
export function Badge({ status }: { readonly status: NodeStatus }): ComponentChildren {
  const say = useSay();
  return (
    <span class={`badge is-${status}`}>
      <span aria-hidden="true">{signs[status]}</span> {say(`status/${status}`)}
    </span>
  );
}
