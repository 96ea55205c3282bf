import type { ComponentChildren } from 'preact';
import { Badge } from '../parts/badge.tsx';
import { duration, useSay, type Say } from '../words/say.ts';
import type { NodeStory, Story } from './story.ts';

interface TimelineProps {
  readonly story: Story;
  readonly selected: string | undefined;
  readonly select: (node: string) => void;
}

/** The width of a bar in units of its own. */
const WIDTH = 1000;
/** More pieces of one bar nobody sees. */
const PIECES = 300;

/** Which node was at work when; a row is the way to what is known of a node. */
export function Timeline({ story, selected, select }: TimelineProps): ComponentChildren {
  const say = useSay();
  return (
    <div class="scroll">
      <table class="timeline">
        <thead>
          <tr>
            <th scope="col">{say('run/node')}</th>
            <th scope="col" class="when">
              {say('run/when')}
            </th>
            <th scope="col" class="number">
              {say('run/took')}
            </th>
            <th scope="col">{say('run/status')}</th>
          </tr>
        </thead>
        <tbody>
          {story.nodes.map((node) => (
            <tr
              key={node.id}
              class={`is-${node.status} ${node.id === selected ? 'is-selected' : ''}`}
            >
              <th scope="row">
                <button
                  class="link"
                  aria-expanded={node.id === selected}
                  onClick={() => select(node.id)}
                >
                  <bdi>{node.id}</bdi>
                </button>
              </th>
              <td class="when">
                <Bar node={node} story={story} />
              </td>
              <td class="number">{node.took > 0 ? duration(node.took, say) : ''}</td>
              <td>
                <Badge status={node.status} /> <span class="quiet small">{aside(node, say)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bar(props: { readonly node: NodeStory; readonly story: Story }): ComponentChildren {
  const { node, story } = props;
  const { byNode, length } = story.stretches;
  const unit = WIDTH / Math.max(1, length);
  const stretches = byNode.get(node.id) ?? [];
  return (
    <svg class="bar" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width={WIDTH} height="10" rx="2" />
      {stretches.slice(-PIECES).map(({ from, to, kind }, n) => {
        const width = Math.max(6, (to - from) * unit);
        const isOpen = n === stretches.length - 1 && node.status === 'running';
        const x = Math.min(from * unit, WIDTH - width);
        return (
          <rect
            class={
              isOpen ? 'worked' : node.type === 'HumanInput' && kind === 'broken' ? 'waited' : kind
            }
            x={x}
            width={width}
            height="10"
            rx="2"
          />
        );
      })}
    </svg>
  );
}

/** How often, which round, how far. */
export function aside(node: NodeStory, say: Say): string {
  const { round, progress, retry, times, status, isReused } = node;
  const words: string[] = [];
  if (round) {
    const { round: n, most, done, total } = round;
    words.push(
      most === null ? say('run/round', { round: n }) : say('run/round-of', { round: n, most }),
    );
    if (done !== null && total !== null && status === 'running')
      words.push(say('run/items', { done, total }));
  } else if (times > 1) words.push(say('run/times', { n: times }));
  if (retry) words.push(say('run/retry', { ...retry }));
  if (progress?.done !== undefined && progress.total != null)
    words.push(say('run/items', { done: progress.done, total: progress.total }));
  if (progress?.message !== undefined) words.push(progress.message);
  if (isReused) words.push(say('run/reused'));
  return words.join(' · ');
}
