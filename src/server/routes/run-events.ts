import type { Hono } from 'hono';
import type { RunEvent } from '../../engine/run-event.ts';
import { toJson, type Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import type { Subscription } from '../../service/subscription.ts';
import { authenticate } from '../authenticate.ts';
import { HttpProblem } from '../http-problem.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';

/** Where nothing happens, a sign of life comes so often, for proxies that cut what is silent. Milliseconds. */
const SIGN_OF_LIFE = 15_000;
/** Who takes nothing for so long is cut off. Milliseconds. */
const PATIENCE = 60_000;

/** The events of a run as Server-Sent Events (HTML standard, 9.2); an event's number is its id. */
export function addRunEvents(app: Hono<ServerEnv>, parts: ServerParts): void {
  const { service } = parts;
  app.get('/api/v1/runs/:id/events', async (context) => {
    const visitor = await authenticate(context, parts);
    const id = context.req.param('id');
    const from = nextAfter(
      context.req.header('last-event-id') ?? context.req.query('last_event_id'),
    );
    const subscription = service.subscribe(visitor, id, from);
    const first = subscription.isOver ? await subscription.take() : [];
    // A browser that lost its connection asks again, for ever, unless it is told that there is nothing more.
    if (!first) return context.body(null, 204);
    context.env.outgoing.once('close', () => subscription.close());
    return context.body(streamOf(subscription, first), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
    });
  });
}

/** Reads from the subscription only as the client takes what was read before. */
function streamOf(
  subscription: Subscription,
  first: readonly RunEvent[],
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: ReturnType<Subscription['take']> | undefined;
  let impatience: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(`retry: 2000\n\n${first.map(frame).join('')}`));
      },
      async pull(controller) {
        clearTimeout(impatience);
        pending ??= subscription.take();
        const events = await orSilence(pending);
        if (events === 'silence') controller.enqueue(encoder.encode(': \n\n'));
        else {
          pending = undefined;
          if (events) controller.enqueue(encoder.encode(events.map(frame).join('')));
          else {
            controller.close();
            return;
          }
        }
        impatience = setTimeout(() => {
          subscription.close();
          controller.error(new Error('the client takes nothing'));
        }, PATIENCE).unref();
      },
      cancel() {
        clearTimeout(impatience);
        subscription.close();
      },
    },
    { highWaterMark: 1 },
  );
}

async function orSilence<T>(next: Promise<T>): Promise<T | 'silence'> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'silence'>((resolve) => {
    timer = setTimeout(() => resolve('silence'), SIGN_OF_LIFE).unref();
  });
  const result = await Promise.race([next, silence]);
  clearTimeout(timer);
  return result;
}

/** JSON has no line breaks but in texts, where they are escaped. */
function frame(event: RunEvent): string {
  const data = toJson(event as unknown as Value);
  return `id: ${event.seq}\nevent: ${event.type}\ndata: ${data}\n\n`;
}

function nextAfter(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (/^\d{1,15}$/.test(text)) return Number(text) + 1;
  throw new HttpProblem(400, 'last-event-id', message('serve/last-event-id'));
}
