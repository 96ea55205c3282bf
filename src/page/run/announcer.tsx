import type { ComponentChildren } from 'preact';
import { useSay } from '../words/say.ts';
import type { Story } from './story.ts';

/** Tells those who don't see the page how a run goes: which nodes work, and its end; not every piece of a stream. */
export function Announcer({ story }: { readonly story: Story | undefined }): ComponentChildren {
  const say = useSay();
  return (
    <p class="hidden" role="status">
      {story && words(story)}
    </p>
  );

  function words({ status, nodes }: Story): string {
    if (status === 'waiting') return say('say/question');
    if (status !== 'running') return status === undefined ? '' : say(`status/${status}`);
    const working = nodes.filter((node) => node.status === 'running').map(({ id }) => id);
    return working.length === 0 ? '' : say('say/started', { node: working.join(', ') });
  }
}
