import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { SourceFile } from '../../../src/diagnostics/source-file.ts';
import { confine } from '../../../src/plugins/confine.ts';
import { readManifest } from '../../../src/plugins/manifest.ts';
import { pluginHome } from '../../../src/plugins/plugin-rules.ts';
import { sandboxLevel } from '../../../src/plugins/sandbox-level.ts';
import { createWorkers } from '../../../src/python/workers.ts';
import {
  PythonFailure,
  type PythonInstance,
  type PythonWorkers,
} from '../../../src/python/instance.ts';
import { findInterpreter } from '../../../src/python/interpreter.ts';

const plugins = path.join(import.meta.dirname, 'plugins');

/** Why the sandbox can't be tested on this machine; undefined where it can. */
export async function unsupported(): Promise<string | undefined> {
  const support = await sandboxLevel(await executable());
  return support.level === 'kernel' ? undefined : `no sandbox on this machine: ${support.reason}`;
}

async function executable(): Promise<string> {
  return (await findInterpreter({ project: tmpdir(), env: process.env })).executable;
}

/** The names of the methods that a plugin of ours is called with. */
export function methodsOf(name: string): string[] {
  const text = readFileSync(path.join(plugins, name, 'plugin.py'), 'utf8');
  return [...text.matchAll(/^ {4}def ([a-z]\w*)\(self\):/gm)].map(([, method = '']) => method);
}

/** What a call came to. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly failure: PythonFailure };

/** A place with a project, a secret beside it, and somebody who listens. */
export interface Stage {
  readonly root: string;
  readonly project: string;
  readonly secret: string;
  /** What the plugins want to know. */
  readonly config: Readonly<Record<string, string | number>>;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-hostile-')));
  const project = path.join(root, 'project');
  const outside = path.join(root, 'outside');
  const secret = path.join(outside, 'secret.txt');
  const other = path.join(project, 'plugins', 'other');
  const folders = [
    other,
    path.join(outside, 'empty'),
    path.join(project, 'data'),
    path.join(project, 'output'),
  ];
  for (const folder of folders) await mkdir(folder, { recursive: true });
  await writeFile(path.join(project, 'bisheng.yaml'), '');
  await writeFile(path.join(project, 'data', 'terms.txt'), 'terms\n');
  await writeFile(secret, 'hunter2', { mode: 0o644 });
  const database = path.join(outside, 'secrets.db');
  const sql = `import sqlite3, sys
c = sqlite3.connect(sys.argv[1]); c.execute("create table secrets as select 'hunter2' as p"); c.commit()`;
  execFileSync(await executable(), ['-c', sql, database]);
  const http = createServer((_request, response) => void response.end('hello'));
  const unix = createSocketServer((socket) => socket.end());
  const socket = path.join(outside, 'socket');
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => unix.listen(socket, done));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    root,
    project,
    secret,
    config: { secret, outside, database, project, other, port, socket },
    async close() {
      await Promise.all([closed(http), new Promise((done) => unix.close(done))]);
      await rm(root, { recursive: true, force: true });
    },
  };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** A plugin of ours as a project has it, opened as a flow opens it. */
export class OpenedPlugin {
  readonly #workers: PythonWorkers;
  readonly #instance: PythonInstance;
  /** Characters that its calls have logged and streamed. */
  heard = 0;

  private constructor(workers: PythonWorkers, instance: PythonInstance) {
    this.#workers = workers;
    this.#instance = instance;
  }

  static async open(name: string, stage: Stage): Promise<OpenedPlugin> {
    const folder = path.join(stage.project, 'plugins', name);
    await cp(path.join(plugins, name), folder, { recursive: true });
    const text = readFileSync(path.join(folder, 'config.yaml'), 'utf8');
    const findings: unknown[] = [];
    const source = new SourceFile('config.yaml', text);
    const plugin = readManifest(source, { id: name, path: folder }, (found) =>
      findings.push(found),
    );
    if (!plugin || findings.length > 0) throw new Error(`${name}: ${JSON.stringify(findings)}`);
    const interpreter = await findInterpreter({ project: stage.project, env: process.env });
    const environment = { ...process.env, SECRET: 'hunter2', GRANTED_NAME: 'granted' };
    const confinement = await confine(plugin, {
      place: {
        project: stage.project,
        environment: [],
        home: pluginHome(stage.project, name),
        programs: process.env.PATH ?? '',
      },
      interpreter: interpreter.executable,
      setting: 'on',
      environment,
    });
    if (confinement.kind !== 'run') throw new Error(confinement.message.key);
    const { project } = stage;
    const { sandbox } = confinement;
    const workers = createWorkers({ interpreter, project, sandbox, environment, limit: 1 });
    const { className } = plugin;
    const what = {
      kind: 'plugin',
      path: folder,
      className,
      config: stage.config,
      isAsync: false,
    } as const;
    return new OpenedPlugin(workers, workers.open(what));
  }

  /** Has it do one thing; never rejects. */
  async call(method: string): Promise<Outcome> {
    const options = {
      signal: AbortSignal.timeout(60_000),
      chunk: (value: unknown) => void (this.heard += JSON.stringify(value).length),
      log: (_: string, text: string) => void (this.heard += text.length),
      progress: () => undefined,
      stateLost: () => undefined,
      idempotencyKey: 'run:node',
      unkept: () => undefined,
    };
    try {
      const result = await this.#instance.call({ input_data: method }, options);
      return { kind: 'value', value: 'value' in result ? result.value : undefined };
    } catch (error) {
      if (error instanceof PythonFailure) return { kind: 'failed', failure: error };
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#instance.close();
    await this.#workers.close();
  }
}
