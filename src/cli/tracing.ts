import { message } from '../messages/message.ts';
import type { Project } from '../project.ts';
import { doorOf } from '../project/door.ts';
import { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { note, type Terminal } from './terminal.ts';
import { version } from './version.ts';

/**
 * Begins to trace where `--otel` asks for it; undefined where the environment switches it off, which is said. Throws UsageError
 * for variables that make no sense.
 */
export async function openTracing(
  asked: boolean | undefined,
  project: Project,
  terminal: Terminal,
): Promise<Tracing | undefined> {
  if (!asked) return undefined;
  const { readTelemetrySettings } = await import('../telemetry/settings.ts');
  const settings = readTelemetrySettings(project.environment);
  if (!settings) {
    note(terminal, message('otel-off'));
    return undefined;
  }
  if ('problem' in settings) throw new UsageError(settings.problem, settings.hint);
  // Large, and only for those who want it.
  const { startTracing } = await import('../telemetry/tracing.ts');
  const door = doorOf(project);
  return startTracing({ settings, door, version, models: project.models.models });
}

/** Sends what is left, and says it where something has not arrived. */
export async function closeTracing(
  tracing: Tracing | undefined,
  { stderr, say }: Terminal,
): Promise<void> {
  const lost = await tracing?.close();
  if (lost) stderr.write(`${foreign(say(lost))}\n`);
}
