import path from 'node:path';
import { stat } from 'node:fs/promises';
import { message } from '../messages/message.ts';
import { serveOverStdio } from '../mcp/serve-stdio.ts';
import { Tools } from '../mcp/tools.ts';
import { openProject } from '../project.ts';
import { projectRoot } from '../project/project-root.ts';
import { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { defaultLimits } from '../service/run-limits.ts';
import { Service } from '../service/service.ts';
import { StoreError } from '../store/store-error.ts';
import { exitCode, Interrupted, type ExitCode } from './exit.ts';
import { reportFindings } from './findings.ts';
import { note, speak, type Terminal } from './terminal.ts';
import { version } from './version.ts';

/** The flags of `bisheng mcp`, as written. */
export interface McpOptions {
  readonly flow?: readonly string[];
  readonly lang?: string;
}

/** Whose runs they are, in the store. */
const USER = 'local';
/** Seconds that runs have to end when the client has gone. */
const DRAIN = 2;

/** `bisheng mcp`: the flows of a folder's project as tools, for the client at the other end of stdin and stdout. */
export async function mcp(
  dir: string | undefined,
  { flow: only, lang }: McpOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const folder = path.resolve(terminal.folder, dir ?? '.');
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UsageError(message('mcp/no-folder', { folder: foreign(folder) }));
  }
  const { environment } = terminal;
  const root = await projectRoot(folder, folder);
  const project = await openProject(root, { folder, environment, flags: { lang } });
  speak(terminal, project.settings.lang);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  const { say, stdin, stdout } = terminal;
  const limits = { ...defaultLimits, result: project.settings['serve.max_result'] };
  const service = await opened(Service.open({ root, folder, environment, limits, say, version }));
  try {
    const flows = await service.flows.list();
    for (const name of only ?? []) {
      if (flows.some(({ id }) => id === name)) continue;
      const values = { flow: foreign(name), root: foreign(root) };
      throw new UsageError(message('mcp/unknown-flow', values));
    }
    const tools = new Tools(service, say, only && new Set(only));
    const n = (await tools.list()).length;
    note(terminal, message('mcp/ready', { n, root: foreign(root) }));
    const caller = { service, say, visitor: { user: USER, isAdmin: false }, isLocal: true };
    const failed = (error: unknown): void =>
      void terminal.stderr.write(
        `${error instanceof Error ? String(error.stack) : String(error)}\n`,
      );
    await terminal.interrupt.guard(async (signal) => {
      await serveOverStdio({ stdin, stdout }, { tools, caller, failed }, signal);
      await service.close(DRAIN);
    });
  } finally {
    if (!service.isClosing) await service.close(0);
  }
  const { received } = terminal.interrupt;
  if (received) throw new Interrupted(received);
  return exitCode.ok;
}

/** What the store says as a usage error: without it nothing can be run. */
async function opened(service: Promise<Service>): Promise<Service> {
  try {
    return await service;
  } catch (error) {
    if (error instanceof StoreError) throw new UsageError(error.text, error.hint);
    throw error;
  }
}
