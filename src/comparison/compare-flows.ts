import { expressionFields, type IsExpression } from '../flow/parameters/expression-fields.ts';
import type { NodeTypes } from '../flow/node-type.ts';
import type { MapTree } from '../flow/tree.ts';
import { isObject, objectOf, own, toJson, type Value, type ValueObject } from '../flow/value.ts';
import type { Change } from './change.ts';
import { findRenames } from './find-renames.ts';
import { flowShape, type EdgeShape, type FlowShape, type NodeShape } from './flow-shape.ts';
import { expressionMeaning, textMeaning, type Renames } from './meaning.ts';
import { valueChanges, type SameScalar, type ValueChange } from './value-changes.ts';

/**
 * What is different in meaning between two versions of a flow. Undefined: this version is not there. Layout, comments,
 * the order of keys, nodes and parameters, and edges that a router implies anyway make no difference.
 */
export function compareFlows(
  before: MapTree | undefined,
  after: MapTree | undefined,
  types: NodeTypes,
): Change[] {
  const empty: FlowShape = {
    about: objectOf([]),
    parameters: new Map(),
    nodes: new Map(),
    edges: [],
    outputs: new Map(),
  };
  const [was, is] = [before, after].map((tree) => (tree ? flowShape(tree, types) : empty));
  return new Comparison(was ?? empty, is ?? empty, types).changes();
}

class Comparison {
  readonly #was: FlowShape;
  readonly #is: FlowShape;
  readonly #types: NodeTypes;
  readonly #renames: Renames;
  readonly #isExpression: IsExpression;

  constructor(was: FlowShape, is: FlowShape, types: NodeTypes) {
    this.#was = was;
    this.#is = is;
    this.#types = types;
    this.#renames = findRenames(was, is, types);
    this.#isExpression = expressionFields(types);
  }

  changes(): Change[] {
    return [
      ...this.#about(),
      ...this.#parameters(),
      ...this.#nodes(),
      ...this.#edges(),
      ...this.#outputs(),
    ];
  }

  #about(): Change[] {
    const same = this.#same((steps) => this.#isExpression(steps, undefined));
    return valueChanges(this.#was.about, this.#is.about, same).map((found) =>
      changed('flow', '', null, found),
    );
  }

  #parameters(): Change[] {
    const [was, is] = [this.#was.parameters, this.#is.parameters];
    return both(was, is).flatMap((name) => {
      const [before, after] = [was.get(name), is.get(name)];
      const hide = isSecret(before) || isSecret(after);
      const shown = (parameter: ValueObject | undefined): Value =>
        parameter === undefined ? null : hide ? hidden(parameter) : parameter;
      if (!before || !after) {
        return [whole('parameter', name, null, shown(before), shown(after))];
      }
      return valueChanges(before, after, () => false).map((found) => {
        const secret = hide && found.path[0] === 'default';
        return changed('parameter', name, null, secret ? { ...found, ...masked(found) } : found);
      });
    });
  }

  #nodes(): Change[] {
    const changes: Change[] = [];
    for (const node of this.#was.nodes.values()) {
      const now = this.#is.nodes.get(this.#renames.get(node.id) ?? node.id);
      if (!now) changes.push(whole('node', node.id, node.type, node.body, null));
      else changes.push(...this.#nodeChanges(node, now));
    }
    const old = new Set([...this.#was.nodes.keys()].map((id) => this.#renames.get(id) ?? id));
    for (const node of this.#is.nodes.values()) {
      if (!old.has(node.id)) changes.push(whole('node', node.id, node.type, null, node.body));
    }
    return changes;
  }

  #nodeChanges(was: NodeShape, is: NodeShape): Change[] {
    const { id, type } = is;
    const changes: Change[] = [];
    const one = (
      change: Change['change'],
      path: string | null,
      before: Value,
      after: Value,
    ): void => void changes.push({ change, subject: 'node', name: id, type, path, before, after });
    if (was.id !== id) one('renamed', null, was.id, id);
    if (was.type !== type) one('changed', 'type', was.type, type);
    const same = this.#same((steps) => this.#isExpression(['nodes', 0, ...steps], type));
    for (const found of valueChanges(was.body, is.body, same)) {
      changes.push(changed('node', id, type, found));
    }
    // To a ResultMerger the order in which its branches are listed is the order of its result.
    if (this.#types.get(type)?.role === 'merger') {
      const [before, after] = [this.#branches(this.#was, was.id), this.#branches(this.#is, id)];
      const sameOnes = toJson([...before].sort()) === toJson([...after].sort());
      if (sameOnes && toJson(before) !== toJson(after)) one('reordered', 'edges', before, after);
    }
    return changes;
  }

  #branches({ edges }: FlowShape, id: string): string[] {
    const mine = edges.filter(({ to }) => to === id || to.startsWith(`${id}.`));
    return mine.map(({ from }) => this.#renamed(from));
  }

  #edges(): Change[] {
    const was = this.#was.edges.map(({ from, to, condition }) => ({
      from: this.#renamed(from),
      to: this.#renamed(to),
      condition,
    }));
    const [gone, fresh] = [
      was.filter((edge) => !this.#is.edges.some((other) => this.#sameEdge(edge, other))),
      this.#is.edges.filter((edge) => !was.some((other) => this.#sameEdge(other, edge))),
    ];
    const changes: Change[] = [];
    const paired = new Set<EdgeShape>();
    for (const edge of gone) {
      const now = fresh.find(
        (other) => other.from === edge.from && other.to === edge.to && !paired.has(other),
      );
      if (now) {
        paired.add(now);
        const found = { path: ['condition'], before: edge.condition, after: now.condition };
        changes.push(changed('edge', nameOf(edge), null, found));
      } else changes.push(whole('edge', nameOf(edge), null, conditionOf(edge), null));
    }
    for (const edge of fresh) {
      if (!paired.has(edge))
        changes.push(whole('edge', nameOf(edge), null, null, conditionOf(edge)));
    }
    return changes;
  }

  #sameEdge(was: EdgeShape, is: EdgeShape): boolean {
    const { condition } = was;
    if (was.from !== is.from || was.to !== is.to) return false;
    if (typeof condition !== 'string' || typeof is.condition !== 'string') {
      return condition === is.condition;
    }
    return (
      expressionMeaning(condition, this.#renames) === expressionMeaning(is.condition, noRenames)
    );
  }

  #outputs(): Change[] {
    const [was, is] = [this.#was.outputs, this.#is.outputs];
    const same = this.#same(() => true);
    return both(was, is).flatMap((name) => {
      const [before, after] = [was.get(name), is.get(name)];
      if (before === undefined || after === undefined) {
        return [whole('output', name, null, before ?? null, after ?? null)];
      }
      if (before === after || same(before, after, [])) return [];
      return [changed('output', name, null, { path: [], before, after })];
    });
  }

  /** Whether two single values mean the same, where it is known which texts are expressions. */
  #same(isExpression: (steps: readonly (string | number)[]) => boolean): SameScalar {
    return (before, after, steps) => {
      if (typeof before !== 'string' || typeof after !== 'string') return false;
      const meaning = isExpression(steps) ? expressionMeaning : textMeaning;
      if (meaning(before, this.#renames) === meaning(after, noRenames)) return true;
      return this.#renames.get(before) === after;
    };
  }

  /** An edge's end, by the node's new id. */
  #renamed(end: string): string {
    const dot = end.indexOf('.');
    const id = dot < 0 ? end : end.slice(0, dot);
    return (this.#renames.get(id) ?? id) + (dot < 0 ? '' : end.slice(dot));
  }
}

const noRenames: Renames = new Map();

function both(was: ReadonlyMap<string, unknown>, is: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...was.keys(), ...is.keys()])];
}

function whole(
  subject: Change['subject'],
  name: string,
  type: string | null,
  before: Value,
  after: Value,
): Change {
  const change = before === null ? 'added' : 'removed';
  return { change, subject, name, type, path: null, before, after };
}

function changed(
  subject: Change['subject'],
  name: string,
  type: string | null,
  { path, before, after, reordered }: ValueChange,
): Change {
  const change = reordered ? 'reordered' : 'changed';
  const shown = path.length > 0 ? path.join('.') : null;
  return { change, subject, name, type, path: shown, before, after };
}

function nameOf({ from, to }: EdgeShape): string {
  return `${from} → ${to}`;
}

function conditionOf({ condition }: EdgeShape): Value {
  return condition === null ? objectOf([]) : objectOf([['condition', condition]]);
}

function isSecret(parameter: ValueObject | undefined): boolean {
  return parameter !== undefined && own(parameter, 'secret') === true;
}

const MASK = '******';

function hidden(parameter: ValueObject): ValueObject {
  return own(parameter, 'default') === undefined ? parameter : { ...parameter, default: MASK };
}

function masked({ before, after }: ValueChange): Pick<ValueChange, 'before' | 'after'> {
  const mask = (value: Value): Value => (value === null || isObject(value) ? value : MASK);
  return { before: mask(before), after: mask(after) };
}
