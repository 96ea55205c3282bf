import type { Question, RunError, RunEvent } from '../../engine/run-event.ts';
import { objectOf, type Value, type ValueObject } from '../../flow/value.ts';
import { sumOf, type TokenUsage } from '../../engine/tokens.ts';
import { Output } from '../output.ts';
import type { Reporter, Sink } from '../reporter.ts';
import { jsonChunks } from '../text/json-chunks.ts';

/** What the document says of a node; in loops, of its latest round. */
interface NodeResult {
  status: 'running' | 'succeeded' | 'failed' | 'skipped' | 'cancelled' | 'waiting';
  outputs: ValueObject;
  startedAt: string | null;
  durationMs: number;
  attempts: number;
  rounds: number;
  /** Those of them that come again should the run go on, because their failure has ended it. */
  repeats: number;
  /** Loops around it, as far as its events have shown. */
  depth: number;
  inLoop: boolean;
  /** Of all rounds. */
  usage: TokenUsage | undefined;
}

/**
 * The whole run as one JSON document on stdout, at the end (`bisheng schema run`). It is built from the events alone;
 * of a node in a loop only the latest round is kept. Nodes that the run never came to are not in it.
 */
export function jsonResult({ stdout }: { readonly stdout: Sink }): Reporter {
  const output = new Output(stdout);
  const run = new RunDocument();
  return {
    report: (event) => run.apply(event),
    recall: (event) => run.apply(event),
    close: async () => {
      const document = run.document();
      if (document) {
        await output.writeAll(jsonChunks(document, 2));
        output.write('\n');
      }
      await output.end();
    },
  };
}

class RunDocument {
  readonly #nodes = new Map<string, NodeResult>();
  #flow: Value = null;
  #end: Extract<RunEvent, { readonly type: 'run_finished' | 'run_waiting' }> | undefined;

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'run_started':
        this.#begin(event);
        this.#flow = objectOf([
          ['name', event.flow.name],
          ['file', event.flow.file],
        ]);
        return;
      case 'node_started': {
        const node = this.#node(event.node, event.iteration);
        if (event.attempt === 1 || node.startedAt === null) node.startedAt = event.time;
        node.status = 'running';
        return;
      }
      case 'node_finished': {
        const { outputs, duration_ms: durationMs, attempts, rounds } = event;
        const node = this.#node(event.node, event.iteration);
        node.usage = sumOf(node.usage, event.usage);
        Object.assign(node, { status: 'succeeded', outputs, durationMs, attempts });
        // What a loop's aggregator has gathered is told once more when the loop has ended: that is no round.
        const depth = event.iteration?.length ?? 0;
        if (depth >= node.depth) node.rounds = rounds ?? node.rounds + 1;
        node.depth = Math.max(depth, node.depth);
        if (rounds !== undefined) node.inLoop = true;
        return;
      }
      case 'node_failed': {
        const { status, duration_ms: durationMs, attempts } = event;
        const node = this.#node(event.node, event.iteration);
        node.usage = sumOf(node.usage, event.usage);
        Object.assign(node, { status, outputs: {}, durationMs, attempts });
        node.rounds++;
        if (event.handled_by === null) node.repeats++;
        return;
      }
      case 'node_skipped':
        Object.assign(this.#node(event.node, event.iteration), { status: 'skipped', outputs: {} });
        return;
      case 'run_waiting':
        for (const { node, iteration } of event.questions) {
          this.#node(node, iteration).status = 'waiting';
        }
        this.#end = event;
        return;
      case 'run_finished':
        this.#end = event;
        return;
      default:
        return;
    }
  }

  /** Of earlier sessions stays what still holds and the flow still has; what was cut off or has failed comes again. */
  #begin({ nodes, dropped = [] }: Extract<RunEvent, { readonly type: 'run_started' }>): void {
    this.#end = undefined;
    const ids = new Set(nodes.map(({ id }) => id));
    const gone = new Set(dropped);
    for (const [id, node] of this.#nodes) {
      node.rounds -= node.repeats;
      const isThere = ids.has(id.split('/')[0] ?? id) && !gone.has(id);
      const isOver = node.status !== 'running' && node.repeats === 0;
      if (!isThere || (!isOver && node.rounds === 0)) this.#nodes.delete(id);
      else if (!isOver) node.status = 'running';
      node.repeats = 0;
    }
  }

  /** Undefined where the run has not come to an end: then there is nothing true to be said. */
  document(): ValueObject | undefined {
    const end = this.#end;
    if (!end) return undefined;
    const finished = end.type === 'run_finished';
    const status = finished ? end.status : 'waiting';
    return objectOf([
      ['format_version', 1],
      ['run_id', end.run_id],
      ['flow', this.#flow],
      ['status', status],
      ['outputs', finished ? end.outputs : {}],
      ['nodes', objectOf([...this.#nodes].map(([id, node]) => [id, nodeValue(node, status)]))],
      ...(finished ? [] : [['questions', end.questions.map(questionValue)] as const]),
      ['error', finished && end.error ? errorValue(end.error) : null],
      ['duration_ms', end.duration_ms],
      ...usageEntry(finished ? end.usage : undefined),
    ]);
  }

  #node(id: string, iteration: readonly number[] | undefined): NodeResult {
    let node = this.#nodes.get(id);
    if (!node) {
      const empty = {
        outputs: {},
        startedAt: null,
        durationMs: 0,
        attempts: 0,
        rounds: 0,
        repeats: 0,
        depth: 0,
      };
      node = { ...empty, status: 'running', inLoop: false, usage: undefined };
      this.#nodes.set(id, node);
    }
    if (iteration?.length) node.inLoop = true;
    return node;
  }
}

function questionValue({ node, prompt, options, schema }: Question): ValueObject {
  return objectOf([
    ['node', node],
    ['prompt', prompt],
    ...(options ? [['options', [...options]] as const] : []),
    ...(schema === undefined ? [] : [['schema', schema] as const]),
  ]);
}

function nodeValue(node: NodeResult, run: string): ValueObject {
  // What still runs when the run has ended was cut off.
  const cutOff = run === 'waiting' ? 'waiting' : 'cancelled';
  return objectOf([
    ['status', node.status === 'running' ? cutOff : node.status],
    ['outputs', node.outputs],
    ['started_at', node.startedAt],
    ['duration_ms', node.durationMs],
    ['attempts', node.attempts],
    ...(node.inLoop ? [['rounds', node.rounds] as const] : []),
    ...usageEntry(node.usage),
  ]);
}

function usageEntry(usage: TokenUsage | undefined): [string, Value][] {
  return usage ? [['usage', objectOf(Object.entries(usage))]] : [];
}

function errorValue({ code, message, node }: RunError): ValueObject {
  return objectOf([
    ['code', code],
    ['message', message],
    ['node', node],
  ]);
}
