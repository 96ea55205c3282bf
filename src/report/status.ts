import { message, type Say } from '../messages/message.ts';
import { markup, type Html } from './markup.ts';
import type { NodeStatus } from './executions.ts';
import type { RunStatus } from './reported-run.ts';

type Status = NodeStatus | RunStatus;

/** For those who don't tell colours apart. */
export function statusSign(status: Status): string {
  return signs[status];
}

const signs: Readonly<Record<Status, string>> = {
  succeeded: '✓',
  failed: '✗',
  cancelled: '⊘',
  interrupted: '⊘',
  skipped: '–',
  waiting: '?',
  running: '▶',
  pending: '○',
};

export function statusWords(status: Status, say: Say): string {
  return say(message(`run-report/status-${status}`));
}

export function badge(status: Status, say: Say): Html {
  const words = statusWords(status, say);
  return markup`<span class="badge is-${status}"
    ><span aria-hidden="true">${statusSign(status)}</span> ${words}</span
  >`;
}
