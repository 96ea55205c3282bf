import { once } from 'node:events';
import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message, type Message } from '../messages/message.ts';
import type { MockRequest } from '../mock-llm/call.ts';
import { startMockLlm, type MockLlm, type MockLlmOptions } from '../mock-llm/mock-llm.ts';
import { readScript } from '../mock-llm/read-script.ts';
import type { MockScript } from '../mock-llm/script.ts';
import { isLoopback } from '../mock-llm/visitor.ts';
import { readSource } from '../project/read-source.ts';
import { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { exitCode, Interrupted, type ExitCode } from './exit.ts';
import { reportFindings } from './findings.ts';
import { ownProject } from './own-project.ts';
import { note, type Terminal } from './terminal.ts';

export interface MockLlmCommandOptions {
  readonly port?: string;
  readonly host?: string;
  readonly latency?: string;
  readonly chunkDelay?: string;
  readonly quiet?: boolean;
  readonly lang?: string;
}

/** The port unless `--port` names another. */
const PORT = 8_089;

/**
 * `bisheng mock-llm`: serves scripted answers as an OpenAI-compatible server until a signal ends it. Its base_url is on
 * stdout, one line for each request on stderr.
 */
export async function mockLlm(
  file: string | undefined,
  options: MockLlmCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await ownProject({ lang: options.lang }, terminal);
  const port = numberOf('--port', options.port, 65_535) ?? PORT;
  const latency = numberOf('--latency', options.latency, 3_600);
  const delay = numberOf('--chunk-delay', options.chunkDelay, 3_600);
  const read = file === undefined ? {} : await scriptIn(file, terminal);
  if (!read) return exitCode.failed;
  const script = {
    ...read,
    ...(latency !== undefined && { latency }),
    ...(delay !== undefined && { chunk_delay: delay }),
  };
  const answered = (request: MockRequest): void => {
    if (!options.quiet) note(terminal, lineFor(request));
  };
  const host = options.host ?? '127.0.0.1';
  const server = await listen({ script, port, host, answered });
  terminal.stdout.write(`${server.url}\n`);
  if (!isLoopback(host)) note(terminal, message('mock-llm/open', { host: foreign(host) }));
  if (!options.quiet) note(terminal, message('mock-llm/ready', { url: server.url }));
  await terminal.interrupt.guard(
    async (signal) => {
      if (!signal.aborted) await once(signal, 'abort');
      await server.close();
    },
    () => note(terminal, message('mock-llm/stopped')),
  );
  throw new Interrupted(terminal.interrupt.received ?? 'SIGINT');
}

/** Undefined where it has errors, which are told. Throws UsageError where there is no such file. */
async function scriptIn(file: string, terminal: Terminal): Promise<MockScript | undefined> {
  const decoded = await readSource(path.resolve(terminal.folder, file), file);
  if ('diagnostic' in decoded) {
    if (decoded.diagnostic.code === 'file-unreadable') {
      throw new UsageError(decoded.diagnostic.message);
    }
    reportFindings([decoded.diagnostic], terminal);
    return undefined;
  }
  const findings: Diagnostic[] = [];
  const script = readScript(decoded.source, (finding) => findings.push(finding));
  reportFindings(findings, terminal);
  return script;
}

function numberOf(flag: string, text: string | undefined, maximum: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  const isWhole = flag !== '--port' || Number.isInteger(value);
  if (text.trim() !== '' && isWhole && value >= 0 && value <= maximum) return value;
  throw new UsageError(message('mock-llm/number', { flag, value: foreign(text), maximum }));
}

async function listen(options: MockLlmOptions): Promise<MockLlm> {
  try {
    return await startMockLlm(options);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const place = `${options.host ?? ''}:${options.port ?? 0}`;
    const key = code === 'EADDRINUSE' ? 'mock-llm/port-taken' : 'mock-llm/listen';
    throw new UsageError(message(key, { place, reason: code }), message('mock-llm/port-hint'));
  }
}

function lineFor({ method, path: asked, status, chunks, aborted }: MockRequest): Message {
  const values = { method, path: foreign(asked), status: status ?? '-', n: chunks };
  const request = message(chunks > 0 ? 'mock-llm/request-stream' : 'mock-llm/request', values);
  return aborted ? message('mock-llm/request-aborted', { request }) : request;
}
