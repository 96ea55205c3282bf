import type { HttpBindings } from '@hono/node-server';
import type { Socket } from 'node:net';

/** Who waits for the end of a connection; one listener for all of them, because many requests may come over one. */
const waiting = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `then` once, when an answer has gone out or whoever asked is gone. An answer that waits behind another of its connection is not
 * told by Node when that breaks, so the connection itself is listened to. What is returned lets go of it without a call.
 */
export function whenGone({ incoming, outgoing }: HttpBindings, then: () => void): () => void {
  const { socket } = incoming;
  const leave = (): void => {
    outgoing.off('close', gone);
    waiting.get(socket)?.delete(gone);
  };
  const gone = (): void => {
    leave();
    then();
  };
  if (outgoing.destroyed || socket.destroyed) then();
  else {
    outgoing.once('close', gone);
    waitersOf(socket).add(gone);
  }
  return leave;
}

function waitersOf(socket: Socket): Set<() => void> {
  const known = waiting.get(socket);
  if (known) return known;
  const all = new Set<() => void>();
  waiting.set(socket, all);
  socket.once('close', () => {
    for (const gone of [...all]) gone();
  });
  return all;
}
