import type { RunEvent } from '../../engine/run-event.ts';
import { joined, storyOf, type Story } from '../run/story.ts';
import { newId, type Server } from '../server/server.ts';
import type { Json, JsonObject } from '../server/shapes.ts';

export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** One message of a person and what the flow makes of it. */
export interface Turn {
  readonly id: string;
  readonly input: string;
  /** Undefined until it has begun. */
  readonly run: string | undefined;
  readonly story: Story | undefined;
  readonly problem: unknown;
}

/** Runs the chat flow for a message (flow-language, “Serve”: `input`, `history`, `session_id`). */
export function begin(
  server: Server,
  flow: string,
  inputs: {
    readonly input: string;
    readonly history: readonly ChatMessage[];
    readonly session_id: string;
  },
): Promise<{ readonly run_id: string }> {
  return server.post(`/api/v1/workflows/${encodeURIComponent(flow)}/runs`, { inputs }, newId());
}

/** Tells what becomes of a run, as often as there is something new, until it ends. */
export async function followTurn(
  server: Server,
  run: string,
  tell: (story: Story) => void,
  signal: AbortSignal,
): Promise<void> {
  const known: RunEvent[] = [];
  let isDue = false;
  const show = (): void => {
    isDue = false;
    if (!signal.aborted) tell(storyOf(known));
  };
  for await (const events of server.events(run, -1, signal, () => undefined)) {
    known.push(...joined(events));
    if (!isDue) setTimeout(show, 50);
    isDue = true;
  }
  show();
}

/** What a flow says: the text that it returns, anything else as JSON; until then what it streams. */
export function answerOf({ status, outputs, nodes, speaker }: Story): string | undefined {
  if (status === 'succeeded') return textOf(outputs ?? {});
  return nodes.find(({ id }) => id === speaker)?.said;
}

function textOf(outputs: JsonObject): string {
  const values = Object.values(outputs);
  const value: Json = values.length === 1 ? (values[0] ?? '') : outputs;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** What was said so far, for the next message; what failed is left out. */
export function historyOf(turns: readonly Turn[]): ChatMessage[] {
  return turns.flatMap(({ input, story }): ChatMessage[] =>
    story?.status === 'succeeded'
      ? [
          { role: 'user', content: input },
          { role: 'assistant', content: answerOf(story) ?? '' },
        ]
      : [],
  );
}
