import { at } from '../at.ts';
import type { LoopPlan, Plan, PlanEdge } from '../plan/plan.ts';
import { digest, shortDigest } from './digest.ts';
import { isOwnPart, partName, type Fingerprint, type Fingerprints } from './fingerprint.ts';
import { namesOfOutputs } from './names-read.ts';
import { addLookups, nodeParts } from './node-parts.ts';
import type { Surroundings } from './surroundings.ts';

/** So many fingerprints at most: flows that run flows that run flows have more nodes than anybody could run. */
const MOST = 100_000;

/** What is the same of a plan wherever it is run. */
interface PlanFacts {
  readonly nodes: readonly NodeFacts[];
  /** Over all that it does. */
  readonly content: string;
}

interface NodeFacts {
  readonly parts: ReadonlyMap<string, string>;
  /** Over the parts. */
  readonly local: string;
  /** The same without what its sub-flow is. */
  readonly outside: string;
  readonly own: string;
  /** The nodes before it, by number, each once. */
  readonly before: readonly number[];
}

/**
 * The fingerprints of all nodes of a plan and of the flows that they run. Takes time in proportion to the nodes and edges. All
 * nodes of a loop, those of inner loops included, share one hash of the whole; a node of a sub-flow has the node that
 * runs it before it, but not the rest of the sub-flow, which may have changed behind it.
 */
export function planFingerprints(plan: Plan, surroundings: Surroundings): Fingerprints {
  const known = new Map<Plan, PlanFacts>();
  const inner = { ...surroundings, runInputs: undefined };
  const factsOf = (one: Plan): PlanFacts => {
    let facts = known.get(one);
    if (!facts) {
      facts = planFacts(one, one === plan ? surroundings : inner, factsOf);
      known.set(one, facts);
    }
    return facts;
  };
  const found = new Map<string, Fingerprint>();
  const pending = [{ plan, prefix: '', base: '' }];
  for (let next = pending.pop(); next && found.size < MOST; next = pending.pop()) {
    const { plan: one, prefix, base } = next;
    const facts = factsOf(one);
    const hashes = new Hashes(one, facts, base);
    for (const { index, id } of one.nodes) {
      const { parts, own } = at(facts.nodes, index);
      const { hash, loop } = hashes.of(index);
      const all = loop ? new Map([...parts, [partName.loop + loop.id, loop.hash]]) : parts;
      found.set(prefix + id, { hash, own, parts: all });
      const sub = one.subPlans.get(index);
      if (sub) pending.push({ plan: sub, prefix: `${prefix}${id}/`, base: hashes.base(index) });
    }
  }
  return found;
}

function planFacts(
  plan: Plan,
  surroundings: Surroundings,
  factsOf: (plan: Plan) => PlanFacts,
): PlanFacts {
  const into: PlanEdge[][] = plan.nodes.map(() => []);
  for (const edge of plan.edges) into[edge.to]?.push(edge);
  const nodes = plan.nodes.map((planned): NodeFacts => {
    const edges = at(into, planned.index);
    const parts = nodeParts(plan, planned, edges, surroundings);
    const sub = plan.subPlans.get(planned.index);
    const outside = hashOf(parts);
    if (sub) parts.set(partName.subFlow, shortDigest(factsOf(sub).content));
    return {
      parts,
      outside,
      local: sub ? hashOf(parts) : outside,
      own: hashOf(parts, isOwnPart),
      before: [...new Set(edges.map(({ from }) => from))],
    };
  });
  const results = new Map<string, string>();
  for (const { name, tree } of plan.flow.outputs) results.set(name, String(tree.value).trim());
  const looked = new Map<string, string>();
  addLookups(looked, plan, namesOfOutputs(plan.flow), surroundings);
  const content = sorted(plan.nodes.map(({ id, index }) => [id, at(nodes, index).local] as const));
  return { nodes, content: digest(...content, ...sorted(results), '', ...sorted(looked)) };
}

/** The hashes of a plan's nodes, each over those before it. `base`: what is before all of them. */
class Hashes {
  readonly #plan: Plan;
  readonly #facts: PlanFacts;
  readonly #base: string;
  /** By number; the nodes of a loop have that of their outermost controller. */
  readonly #found: (string | undefined)[];

  constructor(plan: Plan, facts: PlanFacts, base: string) {
    this.#plan = plan;
    this.#facts = facts;
    this.#base = base;
    this.#found = plan.nodes.map(() => undefined);
    for (let start = 0; start < plan.nodes.length; start++) this.#find(start);
  }

  of(index: number): { hash: string; loop?: { id: string; hash: string } } {
    const head = headOf(this.#plan, index);
    const hash = at(this.#found, head) ?? '';
    if (!this.#loopAt(head)) return { hash };
    const { id } = at(this.#plan.nodes, head);
    const whole = shortDigest(this.#loopContent(head));
    return { hash: digest(hash, at(this.#plan.nodes, index).id), loop: { id, hash: whole } };
  }

  /** What is before the nodes of a node's sub-flow. */
  base(index: number): string {
    const { hash, loop } = this.of(index);
    const { outside, before } = at(this.#facts.nodes, index);
    return digest('in', loop ? hash : this.#hashBehind(outside, index, before));
  }

  /** Finds the hash of a node, those before it first; no recursion, because chains may be long. */
  #find(start: number): void {
    const way = [headOf(this.#plan, start)];
    for (let node = way.at(-1); node !== undefined; node = way.at(-1)) {
      if (this.#found[node] !== undefined) {
        way.pop();
        continue;
      }
      const before = this.#before(node);
      const open = before.filter((one) => this.#found[one] === undefined);
      if (open.length > 0) way.push(...open);
      else {
        const own = this.#loopAt(node)
          ? this.#loopContent(node)
          : at(this.#facts.nodes, node).local;
        this.#found[node] = this.#hashBehind(own, node, before);
        way.pop();
      }
    }
  }

  #hashBehind(own: string, node: number, nodes: readonly number[]): string {
    const before = nodes.map((one) => headOf(this.#plan, one)).filter((one) => one !== node);
    const pairs = [...new Set(before)].map((one): [string, string] => [
      at(this.#plan.nodes, one).id,
      this.#found[one] ?? '',
    ]);
    return digest(own, this.#base, ...sorted(pairs));
  }

  /** The nodes before a node, or before its whole loop; loops by their heads. */
  #before(head: number): number[] {
    const found = new Set<number>();
    for (const member of this.#members(head)) {
      for (const from of at(this.#facts.nodes, member).before) found.add(headOf(this.#plan, from));
    }
    found.delete(head);
    return [...found];
  }

  readonly #contents = new Map<number, string>();

  #loopContent(head: number): string {
    let content = this.#contents.get(head);
    if (content === undefined) {
      const pairs = this.#members(head).map((one): [string, string] => [
        at(this.#plan.nodes, one).id,
        at(this.#facts.nodes, one).local,
      ]);
      content = digest('loop', ...sorted(pairs));
      this.#contents.set(head, content);
    }
    return content;
  }

  #members(head: number): readonly number[] {
    const loop = this.#loopAt(head);
    return loop ? [head, ...loop.body] : [head];
  }

  #loopAt(head: number): LoopPlan | undefined {
    return this.#plan.nodes[head]?.controls;
  }
}

/** The controller of the outermost loop that a node belongs to; else itself. */
function headOf({ nodes }: Plan, index: number): number {
  let head = index;
  for (let loop = nodes[index]?.loop; loop; loop = loop.parent) head = loop.controller;
  return head;
}

function hashOf(
  parts: ReadonlyMap<string, string>,
  counts: (name: string) => boolean = () => true,
): string {
  return digest(...sorted([...parts].filter(([name]) => counts(name))));
}

function sorted(pairs: Iterable<readonly [string, string]>): string[] {
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).flat();
}
