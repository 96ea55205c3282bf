import type { NodeRef, RunEvent, RunEventBody } from './run-event.ts';

/**
 * What earlier sessions of a run have told. The run is gone through again from its start; what was told of work that
 * still holds is not told again.
 */
export class History {
  /** The number of the next event. */
  readonly seq: number;
  /** What was told of an execution, by node and round; each is left out once. */
  readonly #told = new Map<string, Set<string>>();
  /** The attempt that an execution had come to. */
  readonly #attempts = new Map<string, number>();
  readonly #streams = new Map<string, NodeRef>();
  /** Nodes whose sub-flows have told something. */
  readonly #outer = new Set<string>();

  constructor(events: readonly RunEvent[], isKept: (node: string) => boolean) {
    this.seq = (events.at(-1)?.seq ?? -1) + 1;
    for (const event of events) {
      if (isAboutNode(event) && isKept(event.node)) this.#learn(event);
    }
  }

  /** Streams that the end of a session has cut off: what they have said is void. */
  get openStreams(): readonly NodeRef[] {
    return [...this.#streams.values()];
  }

  /** The attempt that an execution goes on with, from 1. */
  attemptOf(ref: NodeRef): number {
    return this.#attempts.get(keyOf(ref)) ?? 1;
  }

  /** Whether an event was told before; asked a second time, it was not. */
  takes(event: RunEventBody): boolean {
    if (this.#told.size === 0 || !isAboutNode(event)) return false;
    if (event.type === 'node_retrying') this.#forgetInside(event.node);
    const key = keyOf(event);
    const told = this.#told.get(key);
    const name = told && nameOf(event);
    if (name === undefined || !told?.delete(name)) return false;
    if (told.size === 0) this.#told.delete(key);
    return true;
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
      case 'node_retrying':
        this.#attempts.set(key, event.attempt);
        this.#forgetInside(event.node);
        break;
      case 'node_failed':
        this.#attempts.delete(key);
        if (event.handled_by !== null) break;
        // It works again; where it has lost a race instead, nothing more comes of it than that it is skipped.
        this.#told.set(key, new Set(['node_skipped']));
        this.#forgetInside(event.node);
        return;
      case 'node_finished':
        this.#attempts.delete(key);
        break;
      default:
    }
    const name = nameOf(event);
    if (name === undefined) return;
    const told = this.#told.get(key);
    if (told) told.add(name);
    else this.#told.set(key, new Set([name]));
  }

  /** A node works anew: so does all that is inside of it. */
  #forgetInside(node: string): void {
    if (!this.#outer.has(node)) return;
    for (const map of [this.#told, this.#attempts]) {
      for (const key of map.keys()) if (key.startsWith(`${node}/`)) map.delete(key);
    }
  }
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
