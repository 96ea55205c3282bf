import type { NodeRef, Question, RunError, RunEvent } from '../../engine/run-event.ts';
import { StretchFinder, type Stretches } from '../../reporters/runs/stretches.ts';
import type { JsonObject, RunStatus } from '../server/shapes.ts';

export type NodeStatus = RunStatus | 'pending' | 'skipped';

/** Where a loop is; null: nobody knows. */
export interface Round {
  /** From 1, as people count. */
  readonly round: number;
  readonly most: number | null;
  readonly done: number | null;
  readonly total: number | null;
}

/** What has become of a node by now; of many executions the last. */
export interface NodeStory {
  readonly id: string;
  type: string;
  status: NodeStatus;
  /** How often it has begun. */
  times: number;
  /** Milliseconds, of all its executions. */
  took: number;
  round?: Round;
  progress?: { readonly done?: number; readonly total?: number | null; readonly message?: string };
  retry?: { readonly attempt: number; readonly most: number };
  /** What it streams, or has streamed. */
  said: string;
  outputs?: JsonObject;
  error?: RunError;
  handledBy?: string;
  isReused?: true;
  notes: string[];
}

/** A run as its events tell it. */
export interface Story {
  readonly flow: string;
  /** Undefined until it has told anything. */
  readonly status: RunStatus | undefined;
  readonly nodes: readonly NodeStory[];
  /** What the run waits for. */
  readonly questions: readonly Question[];
  /** Tells them from those of another time. */
  readonly asked: number;
  readonly outputs: JsonObject | undefined;
  readonly error: RunError | null;
  /** The node that has streamed last, while it does. */
  readonly speaker: string | undefined;
  readonly stretches: Stretches;
  readonly notes: readonly string[];
}

/** So many notes of a node are kept. */
const NOTES = 50;

/** What a run's events have told up to now; a part of them gives what was known then. */
export function storyOf(events: readonly RunEvent[]): Story {
  const teller = new Teller();
  for (const event of events) teller.add(event);
  return teller.story();
}

class Teller {
  readonly #nodes = new Map<string, NodeStory>();
  readonly #finder = new StretchFinder();
  readonly #notes: string[] = [];
  #flow = '';
  #status: RunStatus | undefined;
  #questions: readonly Question[] = [];
  #asked = 0;
  #outputs: JsonObject | undefined;
  #error: RunError | null = null;
  #speaker: string | undefined;

  add(event: RunEvent): void {
    this.#finder.add(event);
    switch (event.type) {
      case 'run_started':
        this.#flow = event.flow.name;
        this.#status = 'running';
        this.#questions = [];
        this.#error = null;
        for (const { id, type } of event.nodes) this.#node(id).type = type;
        for (const node of this.#nodes.values()) {
          if (['running', 'waiting'].includes(node.status)) node.status = 'pending';
        }
        for (const id of event.dropped ?? []) this.#node(id).status = 'pending';
        break;
      case 'run_waiting':
        this.#status = 'waiting';
        this.#questions = event.questions;
        this.#asked = event.seq;
        for (const { node } of event.questions) this.#node(node).status = 'waiting';
        break;
      case 'run_finished':
        this.#status = event.status;
        this.#questions = [];
        this.#error = event.error;
        if (event.status === 'succeeded') this.#outputs = event.outputs as unknown as JsonObject;
        this.#speaker = undefined;
        break;
      case 'warning':
        this.#note(event, event.message);
        break;
      default:
        this.#ofNode(this.#node(event.node), event);
    }
  }

  story(): Story {
    const nodes = [...this.#nodes.values()];
    return {
      flow: this.#flow,
      status: this.#status,
      nodes,
      questions: this.#questions,
      asked: this.#asked,
      outputs: this.#outputs,
      error: this.#error,
      speaker: this.#speaker,
      stretches: this.#finder.end(),
      notes: this.#notes,
    };
  }

  #ofNode(node: NodeStory, event: NodeEvent): void {
    switch (event.type) {
      case 'node_started':
        node.type = event.node_type;
        node.status = 'running';
        if (event.attempt === 1) node.times++;
        delete node.error;
        break;
      case 'node_progress':
        node.progress = event;
        break;
      case 'stream_start':
        node.said = '';
        this.#speaker = node.id;
        break;
      case 'stream_chunk':
        node.said += event.text;
        this.#speaker = node.id;
        break;
      case 'stream_end':
        break;
      case 'stream_error':
        node.said = '';
        break;
      case 'node_retrying':
        node.retry = { attempt: event.attempt, most: event.max_attempts };
        this.#note(event, event.error.message);
        break;
      case 'node_skipped':
        node.status = 'skipped';
        break;
      case 'loop_iteration': {
        const { round, done, total, max_iterations: most } = event;
        node.round = { round: round + 1, done, total, most };
        break;
      }
      case 'log':
        this.#note(event, event.message);
        break;
      case 'node_finished':
        finish(node, event.duration_ms);
        node.status = 'succeeded';
        node.outputs = event.outputs as unknown as JsonObject;
        if (event.reused) node.isReused = true;
        break;
      case 'node_failed':
        finish(node, event.duration_ms);
        node.status = event.status;
        node.error = event.error;
        if (event.handled_by !== null) node.handledBy = event.handled_by;
        break;
    }
  }

  #node(id: string): NodeStory {
    const known = this.#nodes.get(id);
    if (known) return known;
    const made: NodeStory = {
      id,
      type: '',
      status: 'pending',
      times: 0,
      took: 0,
      said: '',
      notes: [],
    };
    this.#nodes.set(id, made);
    return made;
  }

  #note({ node }: Partial<NodeRef>, text: string): void {
    const notes = node === undefined ? this.#notes : this.#node(node).notes;
    if (notes.length < NOTES) notes.push(text);
  }
}

type NodeEvent = Exclude<
  RunEvent,
  { readonly type: 'run_started' | 'run_waiting' | 'run_finished' | 'warning' }
>;

function finish(node: NodeStory, took: number): void {
  node.took += took;
  node.times = Math.max(1, node.times);
  delete node.progress;
  delete node.retry;
}

/** Events with the pieces of one stream that came at once put together: nobody sees them one by one. */
export function joined(events: readonly RunEvent[]): RunEvent[] {
  const found: RunEvent[] = [];
  for (const event of events) {
    const last = found.at(-1);
    const isMore =
      event.type === 'stream_chunk' &&
      last?.type === 'stream_chunk' &&
      last.node === event.node &&
      last.iteration?.join() === event.iteration?.join();
    if (isMore) found[found.length - 1] = { ...event, text: last.text + event.text };
    else found.push(event);
  }
  return found;
}
