// Connects to a server with many WebSockets, of which some send much and read nothing, and measures runs of the others. Prints a line of
// JSON at each point where the server's memory is to be looked at, and waits for a line then. BENCH_TOKENS has tokens of user0, user1, …
import { once } from 'node:events';
import { WebSocket } from 'ws';

const [url, clients, silent] = process.argv.slice(2);
const tokens = process.env.BENCH_TOKENS.split(' ');
/** Runs that go on at a time. */
const AT_ONCE = 50;
const WARM_UP = 2_000;
const MEASURED = 6_000;

const sockets = [];
for (let n = 0; n < Number(clients); n++) {
  const user = Math.floor(n / 10);
  const address = `${url.replace('http', 'ws')}/ws/user${user}/c${n}`;
  const socket = new WebSocket(address, ['bisheng', `bearer.${tokens[user]}`]);
  socket.on('error', (error) => process.stderr.write(`${error.message}\n`));
  await once(socket, 'open');
  sockets.push(socket);
}
await tell({ at: 'connected' });

const mute = sockets.splice(0, Number(silent));
for (let n = 0; n < mute.length; n += 10) {
  const some = mute.slice(n, n + 10);
  execute(some[0], 'large', {});
  const run_id = await largeRun(some[0]);
  for (const socket of some) {
    socket.pause();
    for (let k = 0; k < 10; k++) socket.send(JSON.stringify({ type: 'resume', run_id }));
  }
}
if (mute.length > 0) {
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  await tell({ at: 'stuck' });
}

const times = [];
let failed = 0;
let counting = false;
let stopped = false;
let turn = 0;
for (let n = 0; n < AT_ONCE; n++) void ask();
await new Promise((resolve) => setTimeout(resolve, WARM_UP));
counting = true;
await new Promise((resolve) => setTimeout(resolve, MEASURED));
stopped = true;
times.sort((a, b) => a - b);
const at = (part) => times[Math.floor(times.length * part)] ?? 0;
const perSecond = times.length / (MEASURED / 1000);
await tell({ at: 'after', perSecond, p50: at(0.5), p99: at(0.99), failed });
process.exit(0);

async function ask() {
  while (!stopped) {
    const socket = sockets[turn++ % sockets.length];
    const since = performance.now();
    const ended = new Promise((resolve) => {
      const take = (data) => {
        const { type } = JSON.parse(data);
        if (type === 'workflow_progress') return;
        socket.off('message', take);
        resolve(type);
      };
      socket.on('message', take);
    });
    execute(socket, 'shout', { input: 'hello' });
    const type = await ended;
    if (!counting || stopped) continue;
    times.push(performance.now() - since);
    if (type !== 'workflow_completed') failed++;
  }
}

function execute(socket, workflow_id, input_data) {
  socket.send(JSON.stringify({ type: 'workflow_execute', workflow_id, input_data }));
}

async function largeRun(socket) {
  for (;;) {
    const { type, run_id } = JSON.parse((await once(socket, 'message'))[0]);
    if (type === 'workflow_completed') return run_id;
    if (type !== 'workflow_progress') throw new Error(type);
  }
}

async function tell(figures) {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  await once(process.stdin, 'data');
}
