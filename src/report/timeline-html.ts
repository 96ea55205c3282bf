import { message, type Say } from '../messages/message.ts';
import type { Stretch, Stretches } from '../reporters/runs/stretches.ts';
import { duration } from '../reporters/text/numbers.ts';
import type { NodeReport } from './executions.ts';
import { markup, type Html } from './markup.ts';
import { statusSign, statusWords } from './status.ts';
import { time } from './node-html.ts';

/** More rows than this nobody reads, and more pieces of one bar nobody sees. */
const ROWS = 200;
const PIECES = 500;
/** The width of a bar in units of its own. */
const WIDTH = 1000;
const HEIGHT = 12;

/** When a session of a run began. */
export interface SessionBegin {
  /** Milliseconds of the time in which the run went on. */
  readonly at: number;
  /** ISO 8601. */
  readonly time: string;
}

/** Which node was at work when, over the time in which the run went on, and when its sessions began. */
export function timelineHtml(
  { byNode, length }: Stretches,
  begins: readonly SessionBegin[],
  nodes: readonly NodeReport[],
  say: Say,
): Html {
  const ran = nodes.map((node, n) => ({ node, n })).filter(({ node }) => node.status !== 'pending');
  const rows = ran.slice(0, ROWS).map(
    ({ node, n }) =>
      markup`<tr class="is-${node.status}">
        <th scope="row">
          <a href="#n${n}"><bdi>${node.id}</bdi></a>
        </th>
        <td class="bar">
          ${bar(
            byNode.get(node.id) ?? [],
            length,
            begins.map(({ at }) => at),
          )}
        </td>
        <td class="num">${node.totalMs > 0 ? duration(node.totalMs, say) : ''}</td>
        <td>
          <span aria-hidden="true">${statusSign(node.status)}</span>
          ${statusWords(node.status, say)}
        </td>
      </tr>`,
  );
  const left = ran.length - rows.length;
  const column = (key: 'node' | 'when' | 'took' | 'status'): Html =>
    markup`<th scope="col" class="${key === 'took' ? 'num' : 'col'}">${say(message(`run-report/column-${key}`))}</th>`;
  return markup`${
    begins.length > 1
      ? markup`<p class="facts">${say(message('run-report/length', { time: duration(length, say) }))}</p>
          <ol class="sessions">
            ${begins.map(({ at, time: iso }, n) => markup`<li>${say(message(n === 0 ? 'run-report/begun' : 'run-report/resumed'))} ${time(iso)}${n > 0 ? markup` · ${say(message('run-report/at', { time: duration(at, say) }))}` : ''}</li>`)}
          </ol>`
      : undefined
  }
    <div
      class="scroll"
      tabindex="0"
      role="group"
      aria-label="${say(message('run-report/timeline'))}"
    >
      <table class="timeline">
        <thead>
          <tr>
            ${column('node')}${column('when')}${column('took')}${column('status')}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${left > 0 ? markup`<p class="cut">${say(message('run-report/rows-left', { n: left }))}</p>` : undefined}`;
}

/** Its words stand beside it. */
function bar(stretches: readonly Stretch[], length: number, begins: readonly number[]): Html {
  const unit = WIDTH / Math.max(length, 1);
  const x = (ms: number): string => (ms * unit).toFixed(1);
  const pieces = joined(stretches, 1 / unit).map(({ from, to, kind }) => {
    const width = Math.max(3, (to - from) * unit);
    const left = Math.min(from * unit, WIDTH - width);
    return markup`<rect
      class="${kind}"
      x="${left.toFixed(1)}"
      y="1"
      width="${width.toFixed(1)}"
      height="${HEIGHT - 2}"
    />`;
  });
  const lines = begins
    .filter((at) => at > 0)
    .map((at) => markup`<line x1="${x(at)}" x2="${x(at)}" y1="0" y2="${HEIGHT}" />`);
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="${WIDTH}" height="${HEIGHT}" />
    ${pieces}${lines}
  </svg>`;
}

/** Pieces of one kind with nothing visible between them are one. */
function joined(stretches: readonly Stretch[], visible: number): Stretch[] {
  const found: Stretch[] = [];
  for (const stretch of stretches) {
    const last = found.at(-1);
    if (last?.kind === stretch.kind && stretch.from - last.to < visible) {
      found[found.length - 1] = { ...last, to: Math.max(last.to, stretch.to) };
    } else if (found.length < PIECES) found.push(stretch);
  }
  return found;
}
