import type { Expression, ExpressionProblem, Span } from '../expression/expression.ts';
import { syntaxOf } from '../expression/parse-expression.ts';
import type { FlowNode } from '../flow.ts';
import type { OutputPorts } from '../node-type.ts';
import type { Ground } from '../rules/ground.ts';
import type { NamePlace } from '../rules/name-place.ts';
import { placeIn, type ScalarTree } from '../tree.ts';
import { infer, type Inferred, type Names } from './infer.ts';
import {
  anything,
  kind,
  kindsOf,
  knownOutput,
  knownParameter,
  ofKinds,
  oneOf,
  orNone,
  type Known,
} from './known.ts';
import { Surely } from './surely.ts';

const nothing: Inferred = { known: anything, problems: [] };

/** What is known of the values of a flow before it runs. Each question is worked out once, when it is first asked. */
export class Facts {
  readonly #ground: Ground;
  readonly #inferred = new Map<Expression, Inferred>();
  readonly #places = new Map<Expression, NamePlace>();
  readonly #doubted = new Set<ScalarTree>();
  #surely: Surely | undefined;

  /** `places`: the flow's texts, see `namePlaces`. */
  constructor(ground: Ground, places: readonly NamePlace[]) {
    this.#ground = ground;
    for (const place of places) {
      if (place.expression) this.#places.set(place.expression, place);
    }
  }

  /** Notes that a text is wrong already in its names: what follows from that is of no interest. */
  doubt(text: ScalarTree): void {
    this.#doubted.add(text);
  }

  /** Whether some text is, or this one. */
  isDoubted(text?: ScalarTree): boolean {
    return text ? this.#doubted.has(text) : this.#doubted.size > 0;
  }

  /** What an expression can be. */
  known(expression: Expression | undefined): Known {
    return this.#infer(expression).known;
  }

  /** What is wrong with an expression, as far as it can be seen. */
  problems(expression: Expression): readonly ExpressionProblem[] {
    return this.#infer(expression).problems;
  }

  /** Where an expression stands. */
  placeOf(expression: Expression): NamePlace | undefined {
    return this.#places.get(expression);
  }

  /** What is known of an output of a node, if it runs. */
  output(node: number, name: string): Known {
    const of = this.#ground.graph.nodes[node];
    if (!of?.nodeType) return anything;
    const known = this.#declared(of, this.#ground.upstream.ports[node]?.declared, name);
    const mayFail = of.onError.kind !== 'fail';
    return mayFail ? orNone(known) : known;
  }

  /** Whether a node may give more outputs than it declares. */
  isOpen(node: number): boolean {
    const ports = this.#ground.upstream.ports[node];
    if (!ports?.openOutputs) return false;
    const { expression: path } = ports.declared;
    if (path === undefined) return true;
    const expression = this.#ground.graph.nodes[node]?.expressions.get(path)?.expression;
    return (this.known(expression).kinds & kind.object) !== 0;
  }

  /** What a name stands for at a place. */
  name(place: NamePlace, name: string): Known {
    const { graph, upstream } = this.#ground;
    const { node, own, after, body } = place;
    if (own.has(name)) return this.#own(place, name);
    if (node === undefined) return anything;
    const gives = (n: number | undefined): n is number =>
      n !== undefined && upstream.ports[n]?.outputs.includes(name) === true;
    if (after && gives(node)) return this.output(node, name);
    if (after && this.isOpen(node)) return anything;
    for (let loop = graph.loopOf[node]; loop; loop = loop.parent) {
      if (gives(loop.controller)) return this.output(loop.controller, name);
    }
    if (body?.body.some((n) => gives(n) || this.isOpen(n))) return anything;
    return this.#above(node, name);
  }

  /** `surely`: see {@link Surely.hasRun}. */
  hasRun(other: number, node: number): boolean {
    this.#surely ??= new Surely(this.#ground);
    return this.#surely.hasRun(other, node);
  }

  #infer(expression: Expression | undefined): Inferred {
    if (!expression) return nothing;
    const known = this.#inferred.get(expression);
    if (known) return known;
    const place = this.#places.get(expression);
    const syntax = syntaxOf(expression);
    // What it is made of may not be made of itself.
    this.#inferred.set(expression, nothing);
    const isClear = place && !this.#doubted.has(place.tree);
    const inferred = isClear && syntax ? infer(syntax, this.#namesAt(place)) : nothing;
    this.#inferred.set(expression, inferred);
    return inferred;
  }

  #namesAt(place: NamePlace): Names {
    const { graph, flow } = this.#ground;
    return {
      name: (name) => this.name(place, name),
      output: (id, output) => {
        const index = graph.index.get(id);
        if (index === undefined || place.own.has(id)) return undefined;
        return this.#seenFrom(place, index, output);
      },
      placeholder: (name) => {
        const parameter = flow.parameters.find((one) => one.name === name);
        return parameter ? orNone(knownParameter(parameter)) : anything;
      },
      isFilled: (span) => isFilled(place.tree, span),
    };
  }

  /** `id.output` */
  #seenFrom({ node, after }: NamePlace, index: number, output: string): Known | undefined {
    const { upstream } = this.#ground;
    const isDeclared = upstream.ports[index]?.outputs.includes(output) === true;
    if (!isDeclared) return this.isOpen(index) ? anything : undefined;
    const known = this.output(index, output);
    const isSure = node !== undefined && ((after && node === index) || this.hasRun(index, node));
    return isSure ? known : orNone(known);
  }

  /** What `inputs:` say; what else a place gives is not known. */
  #own({ node = -1, tree }: NamePlace, name: string): Known {
    const of = this.#ground.graph.nodes[node];
    const input = of?.inputs.find((one) => one.name === name);
    // An input is no name in the text that makes it.
    return input && input.tree !== tree ? this.known(input.expression) : anything;
  }

  #above(node: number, name: string): Known {
    const { upstream } = this.#ground;
    const found = upstream.nearest(node, name);
    if (!found) return upstream.hasOpenWork(node) ? anything : this.#parameter(name);
    if (upstream.distanceToOpen(node) < found.distance) return anything;
    const isSure = found.givers.every((giver) => this.hasRun(giver, node));
    if (isSure) return oneOf(found.givers.map((giver) => this.output(giver, name)));
    // Where the nearest was skipped, something further up gives the name.
    if (upstream.hasOpenWork(node)) return anything;
    const others = upstream.declaring(name).map((giver) => {
      const at = upstream.nodeOf(giver);
      return at === giver ? this.output(at, name) : anything;
    });
    return orNone(oneOf(others));
  }

  #parameter(name: string): Known {
    const parameter = this.#ground.flow.parameters.find((one) => one.name === name);
    if (!parameter) return anything;
    const known = knownParameter(parameter);
    return parameter.required || parameter.default !== undefined ? known : orNone(known);
  }

  #declared(node: FlowNode, ports: OutputPorts | undefined, name: string): Known {
    const { types = {}, expression: path } = ports ?? {};
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type)
      return type.enum && hasFilledParts(node) ? ofKinds(kindsOf(type.type)) : knownOutput(type);
    const expression = path === undefined ? undefined : node.expressions.get(path)?.expression;
    if (!expression) return anything;
    const known = this.known(expression);
    const field = known.fields?.get(name);
    if (field) return field;
    return name === 'result' && (known.kinds & kind.object) === 0 ? known : anything;
  }
}

/** Whether a parameter has put something into a list or object of a node's config: then tomorrow it may be another. */
function hasFilledParts({ configTree }: FlowNode): boolean {
  return (configTree?.entries ?? []).some(({ value }) => {
    const { file, start, end } = value.location;
    const isText = value.kind === 'scalar' || (value.kind === 'unknown' && value.type === 'string');
    return !isText && file.text.slice(start, end).includes('${');
  });
}

/** Whether a placeholder stands in the file where an expression has a value. */
export function isFilled(tree: ScalarTree, { start, end }: Span): boolean {
  const { location } = tree;
  // Mostly there is none at all, and then no place needs to be worked out.
  if (!location.file.text.slice(location.start, location.end).includes('${')) return false;
  const { file, start: at } = placeIn(tree, start, end);
  return file.text.startsWith('${', at);
}
