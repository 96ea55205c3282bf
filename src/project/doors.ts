import type { Location, Report } from '../diagnostics/diagnostic.ts';
import { nearestOrPart } from '../diagnostics/nearest.ts';
import { child, keyText, valueOf, type MapTree, type Tree } from '../flow/tree.ts';
import { toJson } from '../flow/value.ts';
import { message, type MessageKey } from '../messages/message.ts';

/** The flows that a server answers with where nobody names one. Flows stand by their ids. */
export interface Doors {
  /** For `/process`. */
  readonly process: string | undefined;
  /** For chat messages. */
  readonly chat: string | undefined;
  /** Paths of the project's own, each with its flow. */
  readonly routes: ReadonlyMap<string, string>;
}

export const noDoors: Doors = { process: undefined, chat: undefined, routes: new Map() };

/** The keys of bisheng.yaml that are read here. */
export const doorKeys = ['chat', 'process', 'routes'] as const;
const routeKeys: readonly string[] = ['path', 'flow'];

/** Where the server itself answers, there and below. */
export const takenPaths: readonly string[] = [
  '/api/v1/workflows',
  '/api/v1/runs',
  '/api/v1/me',
  '/api/v1/tickets',
  '/api/v1/admin',
  '/api/v1/custom/process',
  '/api/v1/custom/workflows',
  '/v1',
  '/mcp',
  '/ws',
  '/page',
  '/docs',
  '/openapi.json',
  '/metrics',
  '/livez',
  '/readyz',
];

/** Steps of letters, digits and `-._~`, which need no escapes. */
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+$/;

/** What a bisheng.yaml says of them; `flows` are the ids that there are. Reports what is wrong; such a route is left out. */
export function readDoors(tree: MapTree, flows: readonly string[], report: Report): Doors {
  const reader = new DoorReader(flows, report);
  return {
    process: reader.door('process', child(tree, 'process')),
    chat: reader.door('chat', child(tree, 'chat')),
    routes: reader.routes(child(tree, 'routes')),
  };
}

/** Whether a bisheng.yaml says anything of them. */
export function hasDoors(tree: MapTree): boolean {
  return doorKeys.some((key) => child(tree, key) !== undefined);
}

class DoorReader {
  readonly #flows: readonly string[];
  readonly #report: Report;

  constructor(flows: readonly string[], report: Report) {
    this.#flows = flows;
    this.#report = report;
  }

  /** `process: id` or `process: {flow: id}`. */
  door(name: string, tree: Tree | undefined): string | undefined {
    if (!tree || isNothing(tree)) return undefined;
    const inner = tree.kind === 'map' ? child(tree, 'flow') : tree;
    return this.#flow(name, inner ?? tree);
  }

  routes(tree: Tree | undefined): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    if (!tree || isNothing(tree)) return found;
    if (tree.kind !== 'list') {
      this.#wrong('routes', tree, { name: 'routes' });
      return found;
    }
    tree.items.forEach((item, n) => this.#route(`routes.${n}`, item, found));
    return found;
  }

  #route(name: string, tree: Tree, found: Map<string, string>): void {
    if (tree.kind !== 'map') return this.#wrong('route', tree, { name });
    for (const { key } of tree.entries) {
      if (routeKeys.includes(keyText(key))) continue;
      const known = routeKeys;
      this.#report({
        severity: 'warning',
        code: 'setting-unknown',
        message: message('setting-unknown', { name: `${name}.${keyText(key)}` }),
        location: key.location,
        hint: message('setting-unknown/hint', { known }),
      });
    }
    const written = child(tree, 'path');
    const given = child(tree, 'flow');
    if (!written || !given) return this.#wrong('route', tree, { name });
    const flow = this.#flow(`${name}.flow`, given);
    const path = valueOf(written);
    if (typeof path !== 'string' || !PATH.test(path)) {
      return this.#wrong('route-path', written, { name: `${name}.path`, value: shown(written) });
    }
    const taken = takenPaths.find((one) => path === one || path.startsWith(`${one}/`));
    if (taken !== undefined) {
      return this.#wrong('route-taken', written, { value: path, taken });
    }
    if (found.has(path)) return this.#wrong('route-twice', written, { value: path });
    if (flow !== undefined) found.set(path, flow);
  }

  /** A flow that is not there is named all the same: it may come. */
  #flow(name: string, tree: Tree): string | undefined {
    const flow = valueOf(tree);
    if (typeof flow !== 'string' || flow === '') {
      this.#wrong('door', tree, { name, value: shown(tree) });
      return undefined;
    }
    const known = this.#flows;
    if (known.includes(flow)) return flow;
    const near = nearestOrPart(flow, known);
    this.#report({
      severity: 'error',
      code: 'setting-invalid',
      message: message('setting-invalid/flow', { name, value: flow }),
      location: tree.location,
      hint:
        near === undefined
          ? message('setting-invalid/flow-hint')
          : message('did-you-mean', { name: near }),
    });
    return flow;
  }

  #wrong(
    variant: 'door' | 'routes' | 'route' | 'route-path' | 'route-taken' | 'route-twice',
    { location }: { readonly location: Location },
    values: Readonly<Record<string, string>>,
  ): void {
    const key: MessageKey = `setting-invalid/${variant}`;
    const text = message(key, values);
    this.#report({ severity: 'error', code: 'setting-invalid', message: text, location });
  }
}

function isNothing(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

function shown(tree: Tree): string {
  const value = valueOf(tree);
  const text = typeof value === 'string' ? value : toJson(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
