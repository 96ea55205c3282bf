import type { NodeRef, RunEvent, RunEventBody } from './run-event.ts';
import { TimeAtWork } from './time-at-work.ts';
import { ToldNames } from './told-names.ts';
import type { TokenUsage } from './tokens.ts';
import { TokensTold } from './tokens-told.ts';

/** An execution, and the attempt that it had come to. */
export interface OpenExecution {
  readonly ref: NodeRef;
  readonly attempts: number;
}

/**
 * What earlier sessions of a run have told. The run is gone through again from its start; what was told of work that
 * still holds is not told again.
 */
export class History {
  /** The number of the next event. */
  readonly seq: number;
  /** Nodes of which it has told what does not hold any more. */
  readonly dropped: readonly string[];
  /** How long the earlier sessions were at work, in milliseconds. */
  readonly atWork: number;
  /** What models have used in them. */
  readonly usage: TokenUsage | undefined;
  /** What was told of an execution, by node and round; each is left out once. */
  readonly #told = new Map<string, ToldNames>();
  /** The attempt that an execution had come to. */
  readonly #attempts = new Map<string, number>();
  readonly #streams = new Map<string, NodeRef>();
  /** Executions that have begun, and neither ended nor begun again. */
  readonly #open = new Map<string, OpenExecution>();
  /** Nodes whose sub-flows have told something. */
  readonly #outer = new Set<string>();

  constructor(events: Iterable<RunEvent>, isKept: (node: string) => boolean) {
    let seq = 0;
    const dropped = new Set<string>();
    const time = new TimeAtWork();
    const tokens = new TokensTold();
    let atWork = 0;
    for (const event of events) {
      seq = event.seq + 1;
      atWork = time.add(event);
      tokens.add(event);
      if (event.type === 'run_started') for (const node of event.dropped ?? []) this.#forget(node);
      if (!isAboutNode(event)) continue;
      if (isKept(event.node)) this.#learn(event);
      else dropped.add(event.node);
    }
    this.seq = seq;
    this.atWork = atWork;
    this.usage = tokens.end();
    this.dropped = [...dropped];
  }

  /** Streams that the end of a session has cut off: what they have said is void. */
  get openStreams(): readonly NodeRef[] {
    return [...this.#streams.values()];
  }

  /** Executions that the end of a session has cut off and that have not begun again. */
  get open(): readonly OpenExecution[] {
    return [...this.#open.values()];
  }

  /** Whether an execution is one of those. */
  openAt(ref: NodeRef): OpenExecution | undefined {
    return this.#open.get(keyOf(ref));
  }

  /** The attempt that an execution goes on with, from 1. */
  attemptOf(ref: NodeRef): number {
    return this.#attempts.get(keyOf(ref)) ?? 1;
  }

  /** Whether an event was told before; asked a second time, it was not. */
  takes(event: RunEventBody): boolean {
    if (!isAboutNode(event)) return false;
    const key = keyOf(event);
    this.#open.delete(key);
    if (this.#told.size === 0) return false;
    if (event.type === 'node_retrying') this.#forgetInside(event.node);
    const told = this.#told.get(key);
    if (!told) return false;
    const names = ends.has(event.type) ? endsAlike(event.type) : [nameOf(event) ?? ''];
    const isTold = names.some((name) => told.delete(name));
    if (told.isEmpty) this.#told.delete(key);
    return isTold;
  }

  #learn(event: RunEvent & NodeRef): void {
    const key = keyOf(event);
    const slash = event.node.lastIndexOf('/');
    if (slash > 0) this.#outer.add(event.node.slice(0, slash));
    switch (event.type) {
      case 'stream_start':
        this.#streams.set(key, refOf(event));
        return;
      case 'stream_end':
      case 'stream_error':
        this.#streams.delete(key);
        return;
      case 'node_started':
        this.#open.set(key, { ref: refOf(event), attempts: event.attempt });
        break;
      case 'node_retrying':
        this.#attempts.set(key, event.attempt);
        this.#forgetInside(event.node);
        break;
      case 'node_failed':
        this.#open.delete(key);
        this.#attempts.delete(key);
        if (event.handled_by !== null) break;
        this.#told.delete(key);
        this.#tell(key, GONE);
        return;
      case 'node_finished':
        this.#open.delete(key);
        this.#attempts.delete(key);
        break;
      default:
    }
    const name = nameOf(event);
    if (name === undefined) return;
    this.#tell(key, name);
  }

  #tell(key: string, name: string): void {
    let told = this.#told.get(key);
    if (!told) {
      told = new ToldNames();
      this.#told.set(key, told);
    }
    told.add(name);
  }

  /** What was told of a node does not hold any more. */
  #forget(node: string): void {
    this.#forgetInside(node);
    for (const map of [this.#told, this.#attempts, this.#open, this.#streams]) {
      for (const key of map.keys()) {
        if (key === node || key.startsWith(`${node} `)) map.delete(key);
      }
    }
  }

  /** A node works anew: so does all that is inside of it. */
  #forgetInside(node: string): void {
    if (!this.#outer.has(node)) return;
    for (const map of [this.#told, this.#attempts, this.#open, this.#streams]) {
      for (const key of map.keys()) if (key.startsWith(`${node}/`)) map.delete(key);
    }
  }
}

/** It works again; where it has lost a race instead, nothing more comes of it than that it is skipped. */
const GONE = 'gone';
const ends: ReadonlySet<string> = new Set(['node_finished', 'node_failed', 'node_skipped']);

/** An end is told once, though what is called off now may have come to another end before. */
function endsAlike(type: string): readonly string[] {
  return type === 'node_skipped' ? [...ends, GONE] : [...ends];
}

/** What makes an event of an execution the same as another one; undefined for what may be told any number of times. */
function nameOf(event: RunEventBody): string | undefined {
  switch (event.type) {
    case 'node_started':
    case 'node_retrying':
      return `${event.type} ${event.attempt}`;
    case 'node_finished':
    case 'node_failed':
    case 'node_skipped':
      return event.type;
    case 'loop_iteration':
      return `${event.type} ${event.round}`;
    case 'warning':
      return `${event.type} ${event.code} ${event.message}`;
    default:
      return undefined;
  }
}

function isAboutNode<T extends RunEventBody>(event: T): event is T & NodeRef {
  return 'node' in event && (event as Partial<NodeRef>).node !== undefined;
}

function refOf({ node, iteration }: NodeRef): NodeRef {
  return iteration ? { node, iteration } : { node };
}

/** Ids have no spaces. */
function keyOf({ node, iteration = [] }: NodeRef): string {
  return [node, ...iteration].join(' ');
}
