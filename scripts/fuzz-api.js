// Sends all that the OpenAPI document allows, and much that it doesn't, to a server of a small project:
// npm run fuzz-api [-- <seconds> [<seed>]]
// Schemathesis comes by pip into the user's cache; without a network for it this says that it was skipped.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '4.32.5';
/** Seconds that pip has. */
const INSTALL_TIME = 300;
const [seconds = '90', seed = '1'] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const program = path.join(here, '../bin/bisheng.js');

const flows = {
  hello: `nodes:
  - {id: input, type: InputNode}
  - {id: greet, type: Transform, config: {expression: '"hello " + text'}}
edges:
  - {from: input, to: greet}
`,
  ask: `nodes:
  - {id: input, type: InputNode}
  - {id: ok, type: HumanInput, config: {prompt: 'Send {text}?', options: ['yes', 'no']}}
edges:
  - {from: input, to: ok}
`,
};

/** The program, which is installed where it isn't yet; undefined where that can't be done. */
function schemathesis() {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const folder = path.join(cache, 'bisheng-cli', `schemathesis-${VERSION}`);
  const found = path.join(folder, 'bin', 'schemathesis');
  if (existsSync(found)) return found;
  const made = spawnSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
  if (made.status !== 0) return undefined;
  const flags = ['--quiet', '--disable-pip-version-check', '--retries', '1', '--timeout', '20'];
  const installed = spawnSync(
    path.join(folder, 'bin', 'pip'),
    ['install', ...flags, `schemathesis==${VERSION}`],
    { stdio: 'ignore', timeout: INSTALL_TIME * 1000 },
  );
  return installed.status === 0 ? found : undefined;
}

async function project() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-fuzz-'));
  await mkdir(path.join(folder, 'flows'));
  await writeFile(
    path.join(folder, 'bisheng.yaml'),
    'process: hello\nchat: hello\nroutes: [{path: /own/hello, flow: hello}]\n',
  );
  for (const [id, text] of Object.entries(flows)) {
    await writeFile(path.join(folder, 'flows', `${id}.yaml`), text);
  }
  return folder;
}

async function fuzz(command) {
  const cwd = await project();
  const flags = ['--port', '0', '--rate', '100000', '--quiet'];
  const server = spawn(process.execPath, [program, 'serve', ...flags], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(server.stdout, 'data');
    const url = String(line).trim();
    const create = [program, 'token', 'create', 'root', '--role', 'admin'];
    const token = execFileSync(process.execPath, create, { cwd, encoding: 'utf8' }).trim();
    const config = path.join(here, 'schemathesis.toml');
    const asked = ['--max-time', seconds, '--seed', seed];
    const { status } = spawnSync(
      command,
      ['--config-file', config, '--no-color', 'run', `${url}/openapi.json`]
        .concat(['-H', `Authorization: Bearer ${token}`])
        .concat(asked),
      { cwd, stdio: 'inherit' },
    );
    const isUp = server.exitCode === null && (await fetch(`${url}/livez`)).ok;
    if (!isUp) process.stdout.write('The server is not up any more.\n');
    return status === 0 && isUp ? 0 : 1;
  } finally {
    if (server.exitCode === null) {
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
    await rm(cwd, { recursive: true, force: true });
  }
}

const command = schemathesis();
if (command) process.exitCode = await fuzz(command);
else process.stdout.write(`skipped: schemathesis ${VERSION} can’t be installed here\n`);
