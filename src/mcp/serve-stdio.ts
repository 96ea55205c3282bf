import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { flowServer, type FlowServerParts } from './flow-server.ts';
import { LineTransport } from './line-transport.ts';

/**
 * Gives the flows as tools to the client at the other end of two streams, until it goes away or the signal aborts. What it has called
 * and not yet got is cancelled then.
 */
export async function serveOverStdio(
  streams: { readonly stdin: Readable; readonly stdout: Writable },
  parts: FlowServerParts,
  signal: AbortSignal,
): Promise<void> {
  const transport = new LineTransport(streams.stdin, streams.stdout);
  const handle = serveStdio(
    () => {
      const server = flowServer(parts);
      const unwatch = parts.tools.watch(() => {
        if (server.isConnected()) void server.server.sendToolListChanged().catch(() => undefined);
      });
      server.server.onclose = unwatch;
      return server;
    },
    { transport },
  );
  const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort');
  await Promise.race([transport.closed, aborted]);
  await handle.close();
}
