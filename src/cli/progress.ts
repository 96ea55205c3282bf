import { setImmediate as nextTurn } from 'node:timers/promises';
import { message } from '../messages/message.ts';
import type { Terminal } from './terminal.ts';

/** Fewer files than this are checked before anybody could read that they are. */
const WORTH_TELLING = 200;

export interface Progress {
  /** Takes a turn of the event loop. */
  update(done: number): Promise<void>;
  stop(): void;
}

/** Shows on a terminal that many files are being checked, and how many are done. */
export function startProgress(total: number, { stderr, live, say, color }: Terminal): Progress {
  if (!live || total < WORTH_TELLING) return { update: () => nextTurn(), stop: () => undefined };
  const text = (done: number): string => say(message('validating', { done, total }));
  let done = 0;
  let stopped = false;
  let spinner: { text: string; stop(): unknown } | undefined;
  void import('ora').then(({ default: ora }) => {
    if (stopped) return;
    const options = { stream: stderr, text: text(done), discardStdin: false };
    spinner = ora(color ? options : { ...options, color: false }).start();
  });
  return {
    update: (now) => {
      done = now;
      if (spinner) spinner.text = text(done);
      return nextTurn();
    },
    stop: () => {
      stopped = true;
      spinner?.stop();
    },
  };
}
