// Asks a server over some connections, each as soon as it has its answer, and prints what came of it as JSON. It speaks
// HTTP/1.1 over plain sockets: the client must cost less than the server. BENCH_TOKEN is the token.
import net from 'node:net';

const [url, method, target, body, connections, warmUp, measured] = process.argv.slice(2);
const { hostname, port, host } = new URL(url);
const request = Buffer.from(
  [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${process.env.BENCH_TOKEN}`,
    ...(body
      ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]
      : []),
    '',
    body,
  ].join('\r\n') + (body ? '' : '\r\n'),
);
let counting = false;
let stopped = false;
let failed = 0;
const times = [];

for (let n = 0; n < Number(connections); n++) {
  const socket = net.connect(Number(port), hostname, () => send());
  socket.setNoDelay(true);
  let since = 0;
  let text = '';
  const send = () => {
    since = performance.now();
    text = '';
    socket.write(request);
  };
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
    const head = text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const isChunked = /\r\ntransfer-encoding: chunked/i.test(text.slice(0, head + 2));
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (isChunked ? !text.endsWith('\r\n0\r\n\r\n') : text.length < head + 4 + length) return;
    if (counting) {
      times.push(performance.now() - since);
      if (!text.startsWith('HTTP/1.1 200')) failed++;
    }
    if (!stopped) send();
  });
  socket.on('error', () => failed++);
}

setTimeout(() => (counting = true), Number(warmUp) * 1000);
setTimeout(
  () => {
    stopped = true;
    times.sort((a, b) => a - b);
    const at = (part) => times[Math.floor(times.length * part)] ?? 0;
    const perSecond = times.length / Number(measured);
    process.stdout.write(
      `${JSON.stringify({ perSecond, p50: at(0.5), p99: at(0.99), failed })}\n`,
      () => process.exit(0),
    );
  },
  (Number(warmUp) + Number(measured)) * 1000,
);
