import type { Hono } from 'hono';
import type { RunEvent } from '../../engine/run-event.ts';
import { toJson, type Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import { authenticate } from '../authenticate.ts';
import { eventStream } from '../event-stream.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';
import { whenGone } from '../when-gone.ts';

/** Milliseconds; timers know no longer time. */
const LONGEST = 2 ** 31 - 1;

/** The events of a run as Server-Sent Events (HTML standard, 9.2); an event's number is its id. */
export function addRunEvents(app: Hono<ServerEnv>, parts: ServerParts): void {
  const { service } = parts;
  app.get('/api/v1/runs/:id/events', async (context) => {
    const visitor = await authenticate(context, parts);
    const expires = context.get('bearer')?.expires ?? Infinity;
    const id = context.req.param('id');
    const from = nextAfter(
      context.req.header('last-event-id') ?? context.req.query('last_event_id'),
    );
    // Whatever is answered, the stream is over with it.
    whenGone(context.env, parts.streams.enter(visitor.user));
    const subscription = service.subscribe(visitor, id, from);
    const first = subscription.isOver ? await subscription.take() : [];
    // A browser that lost its connection asks again, for ever, unless it is told that there is nothing more.
    if (!first) return context.body(null, 204);
    // Whoever has a token for it goes on after the last event that came.
    const left = Math.min(expires * 1000 - Date.now(), LONGEST);
    const expiry = setTimeout(() => subscription.close(), left).unref();
    whenGone(context.env, () => {
      clearTimeout(expiry);
      subscription.close();
    });
    const framed = (events: readonly RunEvent[] | undefined): string | undefined =>
      events?.map((event) => frame(service.answers.shown(event))).join('');
    const frames = {
      next: async () => framed(await subscription.take()),
      close: () => subscription.close(),
    };
    const stream = eventStream(frames, `retry: 2000\n\n${framed(first)}`);
    return context.body(stream, 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
    });
  });
}

/** JSON has no line breaks but in texts, where they are escaped. */
function frame(event: RunEvent): string {
  const data = toJson(event as unknown as Value);
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${data}\n\n`;
}

function nextAfter(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d{1,15}$/.test(text)) return Number(text) + 1;
  throw new HttpProblem(400, 'last-event-id', message('serve/last-event-id'));
}
