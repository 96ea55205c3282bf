import { message } from '../messages/message.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { Spinner } from './spinner.ts';
import type { Terminal } from './terminal.ts';

/** What says something itself, or asks: the sign must be gone before it does. */
const SPEAKING = new Set([
  'stream_chunk',
  'stream_error',
  'warning',
  'log',
  'node_failed',
  'node_retrying',
  'run_waiting',
  'run_finished',
]);

/** Shows on a terminal that the answer of a conversation is on its way, until the first word of it comes. */
export function chatSign(terminal: Terminal): Reporter & { stop(): void } {
  const spinner = new Spinner(terminal);
  const stop = (): void => void spinner.stop();
  return {
    report: ({ type }) => {
      if (type === 'run_started') spinner.show(terminal.say(message('chat-thinking')));
      else if (SPEAKING.has(type)) stop();
    },
    close: () => spinner.stop(),
    stop,
  };
}
