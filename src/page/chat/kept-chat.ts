import { newId, type Server } from '../server/server.ts';
import type { RunDetail } from '../server/shapes.ts';
import { Problem } from '../server/problem.ts';
import { storyOf } from '../run/story.ts';
import type { Turn } from './turn.ts';

/** A conversation as the tab keeps it: what was said stands in its runs, which the server has. */
export interface KeptChat {
  readonly session: string;
  /** Their ids. */
  readonly runs: readonly string[];
}

/** Of a longer conversation the tab knows the end. */
const MOST = 50;
const nameOf = (flow: string): string => `bisheng.chat.${flow}`;

/** The conversation that goes on in this tab, or a new one. */
export function keptChat(flow: string): KeptChat {
  const text = sessionStorage.getItem(nameOf(flow));
  return text === null ? { session: newId(), runs: [] } : (JSON.parse(text) as KeptChat);
}

export function keepChat(flow: string, { session, runs }: KeptChat): void {
  sessionStorage.setItem(nameOf(flow), JSON.stringify({ session, runs: runs.slice(-MOST) }));
}

/** The turns of a conversation; those whose runs are gone are gone. Rejects where the server can't be asked. */
export async function turnsOf(server: Server, { runs }: KeptChat): Promise<Turn[]> {
  const turns = await Promise.all(runs.map((run) => turnOf(server, run)));
  return turns.filter((turn) => turn !== undefined);
}

async function turnOf(server: Server, id: string): Promise<Turn | undefined> {
  try {
    const run = await server.get<RunDetail>(`/api/v1/runs/${id}`);
    const { input } = run.inputs;
    const text = typeof input === 'string' ? input : '';
    return { id, input: text, run: id, story: endOf(run), problem: undefined };
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 404) return undefined;
    throw problem;
  }
}

/** How a run has ended; undefined where it has not, and its events tell how it goes on. */
function endOf({ status, outputs, error }: RunDetail): Turn['story'] {
  if (status === 'running' || status === 'waiting') return undefined;
  return { ...storyOf([]), status, outputs: outputs ?? undefined, error };
}
