import { keyText, type MapTree, type Tree } from './tree.ts';
import type { Location, Report } from '../diagnostics/diagnostic.ts';
import type { Value, ValueObject } from './value.ts';

/**
 * What kind of thing a node type is to the order of execution. Only `work` and `human` types do work of their own;
 * the engine itself plays the others' part in the graph.
 */
export type Role =
  | 'work'
  | 'input'
  | 'output'
  | 'router'
  | 'batch'
  | 'loop'
  | 'aggregator'
  | 'splitter'
  | 'merger'
  | 'flow'
  | 'human';

/** The static side of a node type: all that `validate` and `plan` need, and nothing that runs. */
export interface NodeType {
  readonly type: string;
  readonly role: Role;
  readonly config: Readonly<Record<string, ConfigField>>;
  /** Config keys that are not declared are welcome (they are the type's own data). */
  readonly openConfig?: boolean;
  /** `inputs:` and port edges may name inputs that are not declared. */
  readonly openInputs?: boolean | ((config: ValueObject) => boolean);
  /** `config.flow` is the path of a flow that it runs, and `config.parameters` has that flow's parameters. */
  readonly runsFlow?: boolean;
  /** The inputs for a config, in the order in which they are declared. */
  inputs(config: ValueObject): readonly InputPort[];
  outputs(config: ValueObject): OutputPorts;
  /** Outputs that it has with one config or another: said where one is used that its config leaves out. */
  readonly possibleOutputs?: readonly string[];
  /** It is a plugin: an ItemProcessor's `plugin` may name it. */
  readonly plugin?: boolean;
  /** What goes into it comes out again, in whole or in part. */
  readonly passesOn?: boolean;
  /**
   * Whether what it gives depends on what it was called with before, or on more than its inputs: then its results can't stand
   * for those of another call. Asked through {@link rememberingOf}.
   */
  readonly remembers?: Remembering | ((config: ValueObject) => Remembering);
  /** Inputs and config keys whose content others get to see: a model, a person, whoever reads the results or the log. */
  exposes?(config: ValueObject): Readonly<Record<string, Audience>>;
  /** How a page shows nodes of this type, where their component says it. */
  readonly display?: NodeDisplay;
  /** What only this type knows to check of its config. */
  check?(node: CheckedNode, report: Report): void;
}

/** What a component says of itself for people. */
export interface NodeDisplay {
  readonly name?: string;
  readonly description?: string;
  readonly fields: readonly FieldDisplay[];
}

/** What it says of one of its inputs. */
export interface FieldDisplay {
  readonly name: string;
  readonly label?: string;
  readonly help?: string;
  readonly placeholder?: string;
}

/** `surely`: it can be seen to. `maybe`: nobody can say that it doesn't. */
export type Remembering = 'never' | 'maybe' | 'surely';

/** Whether a node of this type remembers its earlier calls. */
export function rememberingOf({ remembers = 'never' }: NodeType, config: ValueObject): Remembering {
  return typeof remembers === 'function' ? remembers(config) : remembers;
}

/** Who gets to see what a node is given. */
export type Audience = 'model' | 'person' | 'output' | 'log';

/** What a type's check sees of a node; the flow's node (flow.ts) is one. */
export interface CheckedNode {
  readonly id: string;
  readonly type: string;
  readonly location: Location;
  readonly idLocation: Location;
  readonly typeLocation: Location;
  readonly config: ValueObject;
  readonly configTree: MapTree | undefined;
}

export interface InputPort {
  readonly name: string;
  readonly required: boolean;
  readonly type?: ValueType;
  /** The types of values that it takes, where it refuses all others; None is another matter. */
  readonly accepts?: readonly ValueType[];
  readonly default?: Value;
  /** Takes a stream of items as it is; otherwise a stream is read into a list first. */
  readonly streams?: boolean;
  /**
   * Bound by `inputs:`, a port edge or `config` only, never by an upstream output that happens to have its name (one
   * HTTPRequest's `headers` are not the next one's).
   */
  readonly explicit?: boolean;
}

export interface OutputPorts {
  /** Names, the primary first. */
  readonly names: readonly string[];
  /** Further names come to be known only when it runs. */
  readonly open?: boolean;
  /** What is known of their values, by name. That a node may be skipped, and then gives None, goes without saying. */
  readonly types?: Readonly<Record<string, OutputType>>;
  /** The config's expression whose value they are: the keys of an object, else `result`. */
  readonly expression?: string;
}

/** What is known of an output before it is there. */
export interface OutputType {
  readonly type: ValueType;
  readonly nullable?: boolean;
  /** All texts that it can be. */
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export type ValueType = 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'any';

/** One key of a node's config; a small schema of our own, because findings must carry places in the source. */
export interface ConfigField {
  readonly type: ValueType | readonly ValueType[];
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** The text is an expression: parsed, checked and given to the component as such. */
  readonly expression?: boolean;
  /** The text is a Python program: placeholders in it become literals, as in an expression. */
  readonly program?: boolean;
  /** The text has `{name}` places, filled at run time (see text-template.ts). */
  readonly template?: boolean;
  /** Names that its expression or template may use besides those in scope (`item` of an ItemProcessor). */
  readonly names?: readonly string[];
  /** The text is a node's id. */
  readonly node?: boolean;
  /** For lists: what each item is. */
  readonly items?: ConfigField;
  /** For objects: what each key is; other keys get a warning. */
  readonly fields?: Readonly<Record<string, ConfigField>>;
  /** For objects with any keys: what each value is. */
  readonly values?: ConfigField;
}

/** Where node types are found by name: the registry of components implements it. */
export interface NodeTypes {
  get(type: string): NodeType | undefined;
  /** All names, for suggestions. */
  names(): readonly string[];
  /** Known by name, but coming only with a later version. */
  planned(type: string): boolean;
}

/** The expression or template fields that a config's tree has for a type, each with its path (`conditions.0.expression`). */
export function markedFields(
  fields: Readonly<Record<string, ConfigField>>,
  tree: MapTree,
): MarkedField[] {
  const marked: MarkedField[] = [];
  for (const { key, value } of tree.entries) {
    const name = keyText(key);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field) addMarked(marked, field, value, name);
  }
  return marked;
}

export interface MarkedField {
  readonly path: string;
  readonly tree: Tree;
  readonly field: ConfigField;
}

function addMarked(marked: MarkedField[], field: ConfigField, tree: Tree, path: string): void {
  if (field.expression || field.template || field.node) marked.push({ path, tree, field });
  const { items, fields, values } = field;
  if (tree.kind === 'list' && items) {
    for (const [index, item] of tree.items.entries()) {
      addMarked(marked, items, item, `${path}.${index}`);
    }
  }
  if (tree.kind !== 'map' || (!fields && !values)) return;
  for (const { key, value } of tree.entries) {
    const name = keyText(key);
    const inner = fields && Object.hasOwn(fields, name) ? fields[name] : values;
    if (inner) addMarked(marked, inner, value, `${path}.${name}`);
  }
}
