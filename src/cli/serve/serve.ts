import path from 'node:path';
import { once } from 'node:events';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { FailedLogins } from '../../server/failed-logins.ts';
import { Metrics } from '../../server/metrics.ts';
import { RateLimit } from '../../server/rate-limit.ts';
import { secretKey } from '../../server/secret-key.ts';
import type { ServerParts } from '../../server/server-env.ts';
import { StreamLimit } from '../../server/stream-limit.ts';
import { Tokens } from '../../server/token.ts';
import { isLoopback } from '../../server/visitor-refusal.ts';
import type { ProjectPlace } from '../../service/flows.ts';
import { Service } from '../../service/service.ts';
import { storePlace } from '../../store/store-place.ts';
import { exitCode, Interrupted, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { ownProject } from '../own-project.ts';
import type { Terminal } from '../terminal.ts';
import { closeTracing, openTracing } from '../tracing.ts';
import { version } from '../version.ts';
import { JsonLog } from './json-log.ts';
import { listen, refuseNowhere } from './listen.ts';
import { opened } from './opened.ts';
import { tellErrors, tellReady, tellStopping } from './tell.ts';

/** The flags of `bisheng serve`, as written; each but the last three has a setting. */
export interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly allowHost?: readonly string[];
  readonly allowOrigin?: readonly string[];
  readonly rate?: string;
  readonly runs?: string;
  readonly userRuns?: string;
  readonly userSockets?: string;
  readonly userStreams?: string;
  readonly runTimeout?: string;
  readonly drain?: string;
  readonly otel?: boolean;
  readonly quiet?: boolean;
  readonly lang?: string;
}

const BODY = { bytes: 1024 * 1024, depth: 64 };

/**
 * `bisheng serve`: the flows of the working directory's project over HTTP, until a signal ends it. The address is on stdout,
 * a line of JSON for each request on stderr.
 */
export async function serveCommand(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const project = await ownProject(flagsOf(options), terminal);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  const { settings } = project;
  await refuseOpen(project);
  const tracing = await openTracing(options.otel, project, terminal);
  const log = new JsonLog(terminal.stderr);
  const tell = (errors: readonly Diagnostic[]): void => tellErrors(errors, terminal, log);
  const service = await opened(serviceOf(project, terminal, { tracing, tell }));
  const parts: ServerParts = {
    service,
    ...limitsOf(project, terminal),
    body: BODY,
    logins: new FailedLogins(),
    metrics: new Metrics(),
    say: terminal.say,
    log: options.quiet ? () => undefined : (entry) => log.write({ ...entry }),
  };
  const served = await listen(parts, settings['serve.port']);
  terminal.stdout.write(`${served.url}\n`);
  await tellReady({ served, service, project }, terminal, log);
  const drain = settings['serve.drain'];
  await terminal.interrupt.guard(
    async (signal) => {
      if (!signal.aborted) await once(signal, 'abort');
      service.refuseNew();
      // Who follows, reads or cancels a run can do so until it has ended.
      const drained = service.drained(drain);
      const closed = served.close(drain + 1, drained);
      await drained;
      await service.close(0);
      await closed;
      log.flush();
      await closeTracing(tracing, terminal);
    },
    () => tellStopping(service.running, drain, terminal, log),
    (drain + 5) * 1000,
  );
  throw new Interrupted(terminal.interrupt.received ?? 'SIGINT');
}

function flagsOf(options: ServeOptions): Parameters<typeof ownProject>[0] {
  return {
    lang: options.lang,
    'serve.port': options.port,
    'serve.host': options.host,
    'serve.allow_host': options.allowHost?.join(),
    'serve.allow_origin': options.allowOrigin?.join(),
    'serve.rate': options.rate,
    'serve.runs': options.runs,
    'serve.user_runs': options.userRuns,
    'serve.user_sockets': options.userSockets,
    'serve.user_streams': options.userStreams,
    'serve.run_timeout': options.runTimeout,
    'serve.drain': options.drain,
  };
}

/** Where others can ask, a key that was made unseen is not enough. */
async function refuseOpen({ settings, environment }: Project): Promise<void> {
  const host = settings['serve.host'];
  if (isLoopback(host) || environment.BISHENG_SECRET_KEY) return;
  await refuseNowhere(host, settings['serve.port']);
  throw new UsageError(
    message('serve/open-key', { host: foreign(host) }),
    message('serve/key-hint'),
  );
}

function serviceOf(
  { root, settings }: Project,
  terminal: Terminal,
  more: Pick<ProjectPlace, 'tracing' | 'tell'>,
): Promise<Service> {
  const { folder, environment, say } = terminal;
  const limits = {
    runs: settings['serve.runs'],
    runsOfUser: settings['serve.user_runs'],
    seconds: settings['serve.run_timeout'] ?? undefined,
    result: settings['serve.max_result'],
  };
  return Service.open({ root, folder, environment, limits, say, version, ...more });
}

/** Who may ask, and how much. */
function limitsOf(
  { root, file, settings, environment }: Project,
  terminal: Terminal,
): Pick<ServerParts, 'tokens' | 'rules' | 'rate' | 'streams' | 'sockets'> {
  const store = storePlace(file === undefined ? undefined : root, terminal.environment);
  // The project's .env may give it, too.
  const key = secretKey(path.dirname(store), environment);
  const rate = settings['serve.rate'];
  return {
    tokens: new Tokens(key.bytes),
    rules: {
      host: settings['serve.host'],
      names: (settings['serve.allow_host'] ?? []).map((name) => name.toLowerCase()),
      origins: settings['serve.allow_origin'] ?? [],
    },
    rate: new RateLimit(rate, rate * 2),
    streams: new StreamLimit(settings['serve.user_streams']),
    sockets: { ofUser: settings['serve.user_sockets'] },
  };
}
