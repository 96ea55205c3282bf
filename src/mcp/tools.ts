import type { Say } from '../messages/message.ts';
import type { ServedFlow } from '../service/served-flow.ts';
import type { Service } from '../service/service.ts';
import { flowTool, type DescribedFlow, type FlowTool } from './flow-tool.ts';
import { toolNames } from './tool-names.ts';

/** Whether flows have changed is asked so often, while somebody wants to know. Milliseconds. */
const LOOK = 2_000;

/** The flows of a project as tools. */
export class Tools {
  readonly #service: Service;
  readonly #say: Say;
  readonly #only: ReadonlySet<string> | undefined;
  readonly #made = new WeakMap<DescribedFlow, FlowTool>();
  readonly #watchers = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #seen: string | undefined;

  /** `only`: the ids of the flows that are tools; all unless given. */
  constructor(service: Service, say: Say, only?: ReadonlySet<string>) {
    this.#service = service;
    this.#say = say;
    this.#only = only;
  }

  /** Those of the flows that can be run, in the order of their ids. */
  async list(): Promise<readonly FlowTool[]> {
    const flows = await this.#service.flows.list();
    const names = toolNames(flows.map(({ id }) => id));
    const only = this.#only;
    const tools = await Promise.all(
      flows
        .filter(({ id }) => !only || only.has(id))
        .map((flow) => this.#tool(flow, names.get(flow.id) ?? flow.id)),
    );
    const found = tools.filter((tool) => tool !== undefined);
    this.#seen ??= shapeOf(found);
    return found;
  }

  /** Made anew only when the flow has changed. */
  async #tool(flow: ServedFlow, name: string): Promise<FlowTool | undefined> {
    const described = await flow.describe();
    const known = this.#made.get(described);
    if (known?.tool.name === name) return known;
    const made = flowTool(flow.id, described, name, this.#say);
    if (made) this.#made.set(described, made);
    return made;
  }

  async find(name: string): Promise<FlowTool | undefined> {
    return (await this.list()).find(({ tool }) => tool.name === name);
  }

  /** Calls `changed` whenever the list has become another; what is returned ends that. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    this.#timer ??= setInterval(() => void this.look(), LOOK).unref();
    return () => {
      this.#watchers.delete(changed);
      if (this.#watchers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
      // Who comes next asks for the list first.
      this.#seen = undefined;
    };
  }

  /** Looks whether the list has become another. Never rejects. */
  async look(): Promise<void> {
    const before = this.#seen;
    const now = await this.list().then(shapeOf, () => before);
    if (before === now || before !== this.#seen) return;
    this.#seen = now;
    for (const changed of [...this.#watchers]) changed();
  }
}

function shapeOf(tools: readonly FlowTool[]): string {
  return JSON.stringify(
    tools.map(({ tool }) => tool),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
}
