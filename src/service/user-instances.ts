import { createHash } from 'node:crypto';
import type {
  Component,
  ComponentTypes,
  Context,
  MaybePromise,
  PortValues,
  World,
} from '../engine/component.ts';
import { canonical } from '../flow/fingerprint/canonical.ts';
import type { FlowNode } from '../flow/flow.ts';
import { rememberingOf } from '../flow/node-type.ts';
import type { Value } from '../flow/value.ts';

/** What instances that nobody uses may cost. */
export interface InstanceLimits {
  /** Seconds after which one that no run uses is dropped. */
  readonly idle: number;
  /** So many are kept; more only while runs use them. */
  readonly most: number;
  /** The same for each user: who has many does not drive out those of others. */
  readonly mostOfUser: number;
}

/** Idle ones are looked for so often at least. Seconds. */
const LOOK = 10;

/** The types of a project, and which of them are its own. */
export interface OwnTypes {
  readonly registry: ComponentTypes;
  isOwn(name: string): boolean;
}

/** A component that outlives the runs that use it. */
interface Instance {
  readonly user: string;
  readonly component: Component;
  /** The runs that have it. */
  users: number;
  /** When the last of them has ended. Milliseconds. */
  since: number;
  /** Nothing was called of it yet. */
  isFresh: boolean;
}

/**
 * The instances of the project's own components: one for each node and user, over many runs (flow-language, “State”). Of a class
 * that surely keeps nothing between calls there may be several for a node, so that runs need not wait for each other. No user ever
 * gets one of another's.
 */
export class UserInstances {
  readonly #types: OwnTypes;
  readonly #limits: InstanceLimits;
  /** By user, node and config; those that were used last are the last. */
  readonly #byKey = new Map<string, Instance[]>();
  readonly #ofUser = new Map<string, number>();
  #size = 0;
  #sweeping: NodeJS.Timeout | undefined;

  constructor(types: OwnTypes, limits: InstanceLimits) {
    this.#types = types;
    this.#limits = limits;
  }

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** The types for a user's run of a flow; `flow` tells it from others. */
  typesFor(user: string, flow: string): ComponentTypes {
    const { registry } = this.#types;
    return {
      names: () => registry.names(),
      planned: (name) => registry.planned(name),
      get: (name) => {
        const type = registry.get(name);
        if (!type || !this.#types.isOwn(name)) return type;
        const create = (node: FlowNode, world: World): Component => {
          const key = JSON.stringify([user, flow, ...nodeKey(node)]);
          // Of a class that keeps nothing several are as good as one.
          const isShared = rememberingOf(type, node.config) !== 'never';
          return this.#lent(user, key, isShared, () => type.create(node, { ...world, user }));
        };
        return { ...type, create };
      },
    };
  }

  /** Forgets all; their processes are ended by others. */
  close(): void {
    clearInterval(this.#sweeping);
    this.#byKey.clear();
    this.#ofUser.clear();
    this.#size = 0;
  }

  #lent(user: string, key: string, isShared: boolean, create: () => Component): Component {
    const known = this.#byKey.get(key) ?? [];
    // The newest: those before it can grow old.
    let instance = known.findLast(({ users }) => isShared || users === 0);
    if (!instance) {
      instance = { user, component: create(), users: 0, since: 0, isFresh: true };
      known.push(instance);
      this.#count(user, 1);
    }
    this.#byKey.delete(key);
    this.#byKey.set(key, known);
    instance.users++;
    const lent = instance;
    return new LentInstance(lent, () => this.#returned(lent));
  }

  #returned(instance: Instance): void {
    instance.users--;
    instance.since = performance.now();
    const { most, mostOfUser, idle } = this.#limits;
    const { user } = instance;
    if ((this.#ofUser.get(user) ?? 0) > mostOfUser) this.#dropOldest((one) => one.user === user);
    else if (this.#size > most) this.#dropOldest(() => true);
    this.#sweeping ??= setInterval(() => this.#sweep(), Math.min(idle, LOOK) * 1000).unref();
  }

  #dropOldest(isMeant: (instance: Instance) => boolean): void {
    for (const [key, instances] of this.#byKey) {
      const oldest = instances.find((one) => one.users === 0 && isMeant(one));
      if (oldest) return this.#drop(key, oldest);
    }
  }

  #sweep(): void {
    const before = performance.now() - this.#limits.idle * 1000;
    for (const [key, instances] of this.#byKey) {
      for (const instance of [...instances]) {
        if (instance.users === 0 && instance.since <= before) this.#drop(key, instance);
      }
    }
    if (this.#size > 0) return;
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }

  #drop(key: string, instance: Instance): void {
    const left = (this.#byKey.get(key) ?? []).filter((one) => one !== instance);
    if (left.length > 0) this.#byKey.set(key, left);
    else this.#byKey.delete(key);
    this.#count(instance.user, -1);
    void instance.component.close?.();
  }

  #count(user: string, change: 1 | -1): void {
    this.#size += change;
    const left = (this.#ofUser.get(user) ?? 0) + change;
    if (left > 0) this.#ofUser.set(user, left);
    else this.#ofUser.delete(user);
  }
}

/** An instance as one run has it. */
class LentInstance implements Component {
  readonly #instance: Instance;
  readonly #giveBack: () => void;
  #isBack = false;

  constructor(instance: Instance, giveBack: () => void) {
    this.#instance = instance;
    this.#giveBack = giveBack;
  }

  run(inputs: PortValues, context: Context): MaybePromise<PortValues> {
    this.#instance.isFresh = false;
    return this.#instance.component.run(inputs, context);
  }

  state(): MaybePromise<Value | undefined> {
    return this.#instance.component.state?.();
  }

  /** Of one that lives the state is known: it is newer than what a run has kept. */
  restore(state: Value | undefined): MaybePromise<void> {
    if (!this.#instance.isFresh) return;
    this.#instance.isFresh = false;
    return this.#instance.component.restore?.(state);
  }

  close(): void {
    if (this.#isBack) return;
    this.#isBack = true;
    this.#giveBack();
  }
}

/** Tells a node of a flow, with its config, from all others of the flow and of those that it runs. */
function nodeKey({ id, type, location, config }: FlowNode): readonly string[] {
  const hash = createHash('sha256').update(canonical(config, true)).digest('base64');
  return [location.file.path, id, type, hash];
}
