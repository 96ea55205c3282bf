import type { RunEvent } from '../../engine/run-event.ts';
import type { Value } from '../../flow/value.ts';
import { Output } from '../output.ts';
import type { Reporter, Sink } from '../reporter.ts';
import { jsonChunks } from '../text/json-chunks.ts';

/** Lines are gathered up to this length (and no longer than until the run pauses), because each write costs. */
const BATCH = 64 * 1024;

/**
 * Every event as one line of JSON on stdout, as soon as the run lets go for a moment. A run that awaits `full`
 * is slowed down to what the reader takes.
 */
export function ndjson({ stdout }: { readonly stdout: Sink }): Reporter {
  const output = new Output(stdout);
  let batch = '';
  let scheduled: NodeJS.Immediate | undefined;

  const flush = (): void => {
    if (scheduled) clearImmediate(scheduled);
    scheduled = undefined;
    output.write(batch);
    batch = '';
  };
  const report = (event: RunEvent): void => {
    if (output.closed) return;
    for (const chunk of jsonChunks(event as unknown as Value)) {
      batch += chunk;
      if (batch.length >= BATCH) flush();
    }
    batch += '\n';
    scheduled ??= setImmediate(flush);
  };
  return {
    report,
    recall: report,
    full: () => output.full(),
    close: async () => {
      flush();
      await output.end();
    },
  };
}
