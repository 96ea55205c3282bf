import path from 'node:path';
import { position } from '../../diagnostics/code-frame.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { Served } from '../../server/serve.ts';
import type { ServedFlow } from '../../service/served-flow.ts';
import type { Service } from '../../service/service.ts';
import { reportFindings } from '../findings.ts';
import { note, type Terminal } from '../terminal.ts';
import type { JsonLog } from './json-log.ts';

/** So many errors of a flow stand in the log: who mends it asks `bisheng validate`. */
const MOST = 10;

/** What a server that is ready is told with. */
interface Ready {
  readonly served: Served;
  readonly service: Service;
  readonly project: Project;
}

/** Tells on stderr that the server is ready: in words to whoever sits there, as a line of its log to all else. */
export async function tellReady(
  { served, service, project: { root, file } }: Ready,
  terminal: Terminal,
  log: JsonLog,
): Promise<void> {
  const flows = await service.flows.list();
  const { length: n } = flows;
  if (!terminal.stderr.isTTY) {
    log.write({ event: 'ready', url: served.url, project: root, flows: n });
  } else {
    note(terminal, message('serve/ready', { n, root: foreign(root) }));
    if (n === 0) {
      note(terminal, message('serve/no-flows', { folder: foreign(path.join(root, 'flows')) }));
      if (file === undefined) note(terminal, message('serve/no-project', { root: foreign(root) }));
    }
    note(terminal, message('serve/how-token'));
  }
  void readAll(flows);
}

/** Reads all, one after the other: what is wrong with one is told when it is read. Never rejects. */
async function readAll(flows: readonly ServedFlow[]): Promise<void> {
  for (const flow of flows) await flow.describe().catch(() => undefined);
}

/** What is wrong with a flow, or with bisheng.yaml, that was read while others are served. */
export function tellErrors(errors: readonly Diagnostic[], terminal: Terminal, log: JsonLog): void {
  if (terminal.stderr.isTTY) {
    reportFindings(errors, terminal);
    return;
  }
  for (const { code, message, location } of errors.slice(0, MOST)) {
    const { line, column } = location ? position(location) : { line: 0, column: 0 };
    const place = location && `${location.file.path}:${line}:${column}`;
    log.write({ event: 'error', code, place, message: terminal.say(message) });
  }
}

/** The same of its end; `running`: so many runs go on, which have so many seconds. */
export function tellStopping(
  running: number,
  seconds: number,
  terminal: Terminal,
  log: JsonLog,
): void {
  if (terminal.stderr.isTTY) {
    const key = running === 0 ? 'serve/stopping-none' : 'serve/stopping';
    note(terminal, message(key, { n: running, seconds }));
  } else {
    log.write({ event: 'stopping', runs: running, seconds });
    log.flush();
  }
}
