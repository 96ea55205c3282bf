import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How often it is looked whether anything has gone. Milliseconds. */
const LOOK = 15_000;
/** So often nothing has gone of what waits: a minute. */
const PATIENCE = 4;

/** Cuts off connections whose clients take nothing of their answers for a minute: what waits for them takes memory. */
export function cutStuck(server: Server, look = LOOK): void {
  const waiting = new Map<Socket, { left: number; looks: number }>();
  server.on('connection', (socket: Socket) => {
    waiting.set(socket, { left: 0, looks: 0 });
    socket.on('close', () => waiting.delete(socket));
  });
  const timer = setInterval(() => {
    for (const [socket, before] of waiting) {
      const left = socket.writableLength;
      const looks = left > 0 && left >= before.left ? before.looks + 1 : 0;
      waiting.set(socket, { left, looks });
      if (looks > PATIENCE) socket.destroy();
    }
  }, look).unref();
  server.on('close', () => clearInterval(timer));
}
