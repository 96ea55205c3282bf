import type { Location } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import type { NameUse, Span } from '../expression/expression.ts';
import { syntaxOf } from '../expression/parse-expression.ts';
import type { FlowNode } from '../flow.ts';
import { directSources } from '../rules/direct-source.ts';
import type { NamePlace } from '../rules/name-place.ts';
import type { RuleContext } from '../rules/rule.ts';
import { placeIn, type ScalarTree, type Tree } from '../tree.ts';
import { carriedParts } from './carried-parts.ts';

/** A secret, and where it comes in. */
export interface Leak {
  /** As it is written: `${api_key}`, `api_key`. */
  readonly secret: string;
  /** The environment variable that it is, where no parameter declares it. */
  readonly env?: string;
  readonly location: Location;
}

const PLACEHOLDER = /(?<!\$)\$\{(env\.)?([\p{ID_Start}_]\p{ID_Continue}*)\}/gu;

/** Follows the secrets of a flow: from parameters and the environment through what nodes make of them. */
export class Secrets {
  readonly #context: RuleContext;
  readonly #parameters: ReadonlySet<string>;
  /** Environment variables that a parameter declares to be none. */
  readonly #open: ReadonlySet<string>;
  /** What nodes give on, by the node's number. */
  readonly #given = new Map<number, Leak>();
  readonly #places = new Map<ScalarTree, NamePlace>();
  /** All placeholders of secrets in the file. */
  readonly #signs: readonly Leak[];

  constructor(context: RuleContext) {
    const { flow, places } = context;
    this.#context = context;
    const secret = flow.parameters.filter((parameter) => parameter.secret);
    this.#parameters = new Set(secret.map(({ name }) => name));
    this.#open = new Set(
      flow.parameters.flatMap(({ secret, env }) => (secret || env === undefined ? [] : [env])),
    );
    this.#signs = this.#findSigns(flow.file);
    if (!this.areThere) return;
    for (const place of places) this.#places.set(place.tree, place);
    this.#follow();
  }

  /** Whether the flow has any. */
  get areThere(): boolean {
    return this.#parameters.size > 0 || this.#signs.length > 0;
  }

  #findSigns(file: SourceFile): Leak[] {
    const signs: Leak[] = [];
    if (!file.text.includes('${')) return signs;
    for (const { 0: secret, 1: env, 2: name = '', index } of file.text.matchAll(PLACEHOLDER)) {
      const isSecret = env ? !this.#open.has(name) : this.#parameters.has(name);
      if (!isSecret) continue;
      const location = { file, start: index, end: index + secret.length };
      signs.push(env ? { secret, location, env: name } : { secret, location });
    }
    return signs;
  }

  /** A secret in a value of a config, or in what its texts become. */
  inTree(tree: Tree | undefined): Leak | undefined {
    switch (tree?.kind) {
      case 'scalar':
      case 'unknown':
        return this.#inScalar(tree);
      case 'list':
        return first(tree.items, (item) => this.inTree(item));
      case 'map':
        return first(tree.entries, ({ value }) => this.inTree(value));
      case undefined:
        return undefined;
    }
  }

  /** A secret that an input of a node gets from an expression, by its name, or as the predecessor's primary. */
  inInput(node: FlowNode, index: number, name: string): Leak | undefined {
    const { forward, upstream } = this.#context;
    const input = node.inputs.find((one) => one.name === name);
    if (input) return this.inTree(input.tree);
    const edges = (forward.in[index] ?? []).filter(({ toPort }) => toPort === name);
    if (edges.length > 0) return first(edges, ({ from }) => this.#given.get(from));
    const port = upstream.ports[index]?.inputs.find((one) => one.name === name);
    if (!port || port.explicit) return undefined;
    const found = upstream.nearest(index, name);
    if (found) return first(found.givers, (giver) => this.#given.get(giver));
    return port.required
      ? first(directSources(index, this.#context), ({ edge }) => this.#given.get(edge.from))
      : undefined;
  }

  /** From above to below; in a loop what a later node gives an earlier one is let pass. */
  #follow(): void {
    const { flow, graph, forward, upstream, places } = this.#context;
    // By its name, or by an alias of a text from elsewhere.
    const mayCome =
      flow.file.text.includes('*') ||
      places.some(({ names }) => names.some(({ name }) => this.#parameters.has(name)));
    for (const index of forward.order) {
      const node = graph.nodes[index];
      if (!node?.nodeType?.passesOn) continue;
      // Where nothing has come in so far, nothing comes in from above.
      if (!mayCome && this.#given.size === 0 && !this.#written(node.location)) continue;
      const inputs = upstream.ports[index]?.inputs ?? [];
      const leak =
        this.inTree(node.configTree) ??
        first(node.inputs, ({ tree }) => this.inTree(tree)) ??
        first(inputs, ({ name }) => this.inInput(node, index, name)) ??
        (node.nodeType.role === 'merger'
          ? first(directSources(index, this.#context), ({ edge }) => this.#given.get(edge.from))
          : undefined);
      if (leak) this.#given.set(index, leak);
    }
  }

  #inScalar(tree: Extract<Tree, { kind: 'scalar' | 'unknown' }>): Leak | undefined {
    const place = tree.kind === 'scalar' ? this.#places.get(tree) : undefined;
    if (!place || tree.kind === 'unknown') return this.#written(tree.location);
    const syntax = place.expression && syntaxOf(place.expression);
    // A text with places carries all that fills them.
    if (!syntax) {
      const filled = first(place.names, (use) => this.#named(place, use));
      return filled ?? this.#written(tree.location);
    }
    const parts = carriedParts(syntax);
    const isCarried = ({ start, end }: Span): boolean =>
      parts.some((part) => part.start <= start && end <= part.end);
    return (
      first(place.names, (use) => (isCarried(use) ? this.#named(place, use) : undefined)) ??
      first(parts, (part) => {
        if (part.kind !== 'constant' && part.kind !== 'placeholder') return undefined;
        const { file, start } = placeIn(tree, part.start, part.end);
        const end = file.text.indexOf('}', start) + 1;
        return file.text.startsWith('${', start) ? this.#written({ file, start, end }) : undefined;
      })
    );
  }

  /** A placeholder of a secret in a stretch of the file. */
  #written({ file, start, end }: Location): Leak | undefined {
    if (file !== this.#context.flow.file) return undefined;
    // They stand in their order.
    let low = 0;
    for (let high = this.#signs.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((this.#signs[middle]?.location.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const sign = this.#signs[low];
    return sign && sign.location.end <= end ? sign : undefined;
  }

  /** A name that stands for a secret parameter, or for an output with a secret in it. */
  #named(place: NamePlace, { name, member, start, end }: NameUse): Leak | undefined {
    const { graph, upstream } = this.#context;
    const { node, own, tree } = place;
    const location = placeIn(tree, start, end);
    const id = name === 'nodes' ? member : name;
    const other = graph.index.get(id ?? '');
    if (other !== undefined && (member !== undefined || name === 'nodes')) {
      const leak = this.#given.get(other);
      return leak && { ...leak, location };
    }
    if (own.has(name)) {
      const input = graph.nodes[node ?? -1]?.inputs.find((one) => one.name === name);
      return input && input.tree !== tree ? this.inTree(input.tree) : undefined;
    }
    const givers =
      node === undefined ? upstream.declaring(name) : upstream.nearest(node, name)?.givers;
    if (givers && givers.length > 0) {
      const leak = first(givers, (giver) => this.#given.get(giver));
      return leak && { ...leak, location };
    }
    return this.#parameters.has(name) ? { secret: name, location } : undefined;
  }
}

function first<T, R>(items: Iterable<T>, find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
