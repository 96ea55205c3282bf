import path from 'node:path';
import { once } from 'node:events';
import { message } from '../../messages/message.ts';
import { projectRoot } from '../../project/project-root.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { serve, type Served } from '../../server/serve.ts';
import type { ServerParts } from '../../server/server-env.ts';
import { Metrics } from '../../server/metrics.ts';
import { RateLimit } from '../../server/rate-limit.ts';
import { secretKey } from '../../server/secret-key.ts';
import { Tokens } from '../../server/token.ts';
import { isLoopback } from '../../server/visitor-refusal.ts';
import { defaultLimits, type RunLimits } from '../../service/run-limits.ts';
import { Service } from '../../service/service.ts';
import { storePlace } from '../../store/store-place.ts';
import { StoreError } from '../../store/store-error.ts';
import { Interrupted, type ExitCode } from '../exit.ts';
import { ownProject } from '../own-project.ts';
import { note, type Terminal } from '../terminal.ts';
import { JsonLog } from './json-log.ts';

/** The flags of `bisheng serve`, as written. */
export interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly allowHost?: readonly string[];
  readonly allowOrigin?: readonly string[];
  readonly rate?: string;
  readonly runs?: string;
  readonly userRuns?: string;
  readonly runTimeout?: string;
  readonly drain?: string;
  readonly quiet?: boolean;
  readonly lang?: string;
}

const PORT = 8_086;
const RATE = 50;
/** Seconds. */
const DRAIN = 10;
const BODY = { bytes: 1024 * 1024, depth: 64 };

/**
 * `bisheng serve`: the flows of the working directory's project over HTTP, until a signal ends it. The address is on stdout,
 * a line of JSON for each request on stderr.
 */
export async function serveCommand(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const settings = readSettings(options);
  await ownProject({ lang: options.lang }, terminal);
  const { folder, environment, say } = terminal;
  const root = await projectRoot(folder, folder);
  const host = options.host ?? '127.0.0.1';
  if (!isLoopback(host) && !environment.BISHENG_SECRET_KEY) {
    throw new UsageError(
      message('serve/open-key', { host: foreign(host) }),
      message('serve/key-hint'),
    );
  }
  const { limits, drain } = settings;
  const service = await opened(Service.open({ root, folder, environment, limits, say }));
  const { project } = service.flows.opened;
  const store = storePlace(project.file === undefined ? undefined : project.root, environment);
  // The project's .env may give it, too.
  const key = secretKey(path.dirname(store), project.environment);
  const log = new JsonLog(terminal.stderr);
  const parts: ServerParts = {
    service,
    tokens: new Tokens(key.bytes),
    rules: {
      host,
      names: (options.allowHost ?? []).map((name) => name.toLowerCase()),
      origins: options.allowOrigin ?? [],
    },
    body: BODY,
    rate: new RateLimit(settings.rate, settings.rate * 2),
    metrics: new Metrics(),
    say,
    log: options.quiet ? () => undefined : (entry) => log.write({ ...entry }),
  };
  const served = await listen(parts, settings.port);
  terminal.stdout.write(`${served.url}\n`);
  const flows = await service.flows.list();
  note(terminal, message('serve/ready', { n: flows.length, root: foreign(root) }));
  note(terminal, message('serve/how-token'));
  await terminal.interrupt.guard(
    async (signal) => {
      if (!signal.aborted) await once(signal, 'abort');
      service.refuseNew();
      const closed = served.close(drain + 1);
      await service.close(drain);
      await closed;
      log.flush();
    },
    () => note(terminal, message('serve/stopping', { n: service.running, seconds: drain })),
    (drain + 5) * 1000,
  );
  throw new Interrupted(terminal.interrupt.received ?? 'SIGINT');
}

interface Settings {
  readonly port: number;
  readonly rate: number;
  readonly drain: number;
  readonly limits: RunLimits;
}

function readSettings(options: ServeOptions): Settings {
  const { runs, runsOfUser } = defaultLimits;
  const seconds = numberOf('--run-timeout', options.runTimeout, 0.001, 86_400 * 30);
  return {
    port: wholeOf('--port', options.port, 0, 65_535) ?? PORT,
    rate: numberOf('--rate', options.rate, 0.01, 1e6) ?? RATE,
    drain: numberOf('--drain', options.drain, 0, 3_600) ?? DRAIN,
    limits: {
      runs: wholeOf('--runs', options.runs, 1, 1e6) ?? runs,
      runsOfUser: wholeOf('--user-runs', options.userRuns, 1, 1e6) ?? runsOfUser,
      ...(seconds !== undefined && { seconds }),
    },
  };
}

function wholeOf(flag: string, text: string | undefined, least: number, most: number) {
  return numberOf(flag, text, least, most, Number.isInteger);
}

function numberOf(
  flag: string,
  text: string | undefined,
  least: number,
  most: number,
  isGood: (value: number) => boolean = Number.isFinite,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && isGood(value) && value >= least && value <= most) return value;
  throw new UsageError(message('serve/number', { flag, value: foreign(text), least, most }));
}

/** What the store says as a usage error: without it nothing can be served. */
async function opened(service: Promise<Service>): Promise<Service> {
  try {
    return await service;
  } catch (error) {
    if (error instanceof StoreError) throw new UsageError(error.text, error.hint);
    throw error;
  }
}

async function listen(parts: ServerParts, port: number): Promise<Served> {
  try {
    return await serve(parts, port);
  } catch (error) {
    await parts.service.close(0);
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const place = `${foreign(parts.rules.host)}:${port}`;
    const key = code === 'EADDRINUSE' ? 'serve/port-taken' : 'serve/listen';
    throw new UsageError(message(key, { place, reason: code }), message('serve/port-hint'));
  }
}
