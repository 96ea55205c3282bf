import type { Explanations } from '../explanations.ts';

/** Explains findings about what ends a run, or is told of it. */
export const run = {
  cancelled: {
    means: 'A node or the run was ended from outside.',
    advice:
      'Another node failed, a race was lost, or somebody pressed Ctrl-C. The cause, if there is one, is told at the node that failed. `bisheng runs resume` goes on with a run that was interrupted.',
  },
  'stream-interrupted': {
    means: 'A session of the run ended while a node streamed.',
    advice:
      'What it had streamed is void. When the run goes on, the node streams anew from its beginning. A program ends with its window or connection; `nohup` keeps it going.',
  },
  'run-timeout': {
    means: 'The run did not end within `--timeout`.',
    advice:
      'What still ran was cancelled. Allow more, or give slow nodes a `timeout` of their own, so that the message names the one that hangs.',
  },
  'store-full': {
    means:
      'The disk is full: what the run does could not be written to the store of runs any more.',
    advice:
      'The run was ended; all that was written before is kept. Make room on the disk, or run with `--no-store`, which keeps nothing.',
  },
  'store-failed': {
    means:
      'The store of runs (`.bisheng/store.db`) could not be used, so the run was not begun, or was ended.',
    advice:
      'The message says why: a newer version of bisheng has written it, another process holds it for too long, or its disk can’t be read or written. `--no-store` runs without it.',
  },
  'node-timeout': {
    means: 'A node did not end within its `timeout`.',
    advice:
      'The timeout holds for each attempt. Give it more time, a `retry`, or an `on_error` that lets the flow go on.',
  },
  'retry-wanted': {
    means: 'A node gave an answer that `retry.when` does not want.',
    advice: 'It is asked again after the delay; the answer is thrown away.',
  },
  'retry-exhausted': {
    means: 'A node has tried as often as it may, and `retry.when` is still not content.',
    advice: 'Raise `max_attempts`, ask for less in `when`, or say with `on_error` what follows.',
  },
  'node-failed-handled': {
    means: 'A node failed and its handler took over.',
    advice:
      'The run goes on, as `on_error` says; the warning is there so that nobody overlooks it.',
  },
  'node-failed-continued': {
    means: 'A node failed and the flow went on without it.',
    advice: 'Its outputs are None for the nodes behind it: they must be able to live with that.',
  },
  'loop-limit-reached': {
    means: 'A loop came to `max_iterations` before it was finished.',
    advice:
      'The message says how many items are left. Raise `max_iterations` or `batch_size`; `on_limit: stop` takes what there is, with this as a warning.',
  },
  'loop-items-not-a-list': {
    means: 'A loop was given items that are no list.',
    advice:
      'It hands out a list or a file of items, batch by batch. Bind one: `inputs: {items: name}`.',
  },
  'stream-in-expression': {
    means: 'An expression uses a stream of items.',
    advice:
      'A file of any size is read item by item and never held as a whole, so an expression cannot see it. Let a `LoopController` hand it out, or give it to a node’s input.',
  },
  'expression-missing': {
    means: 'An expression could not be read, so it cannot be computed.',
    advice:
      '`bisheng run` refuses a flow with such an expression, so no file shows this: should it come about, run `bisheng validate`, which says what is wrong with the expression, and please report it.',
  },
  'output-too-large': {
    means: 'A node gives more than a run can hold.',
    advice:
      'Written out, it has too many values or characters, or is nested too deeply. Write large data to a file and give its path, or process items one by one.',
  },
  'component-defect': {
    means: 'A node failed in a way that it does not explain.',
    advice:
      'What goes wrong in your own Python has a code of its own, so this is a mistake in bisheng itself and no file shows it. The message has the words of the failure; please report them together with the flow.',
  },
} as const satisfies Explanations;
