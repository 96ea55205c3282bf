/**
 * What a node's result depends on. Equal hashes mean: the result can stand for that of another run, as far as their
 * run inputs are the same.
 */
export interface Fingerprint {
  /** Over the node, its ties to others, and all nodes before it. */
  readonly hash: string;
  /** Over what the node itself is, without its ties: with the values that it is given, it says what comes of it. */
  readonly own: string;
  /** What `hash` is made of, the nodes before it apart: a short text, or a hash of a longer one, by name. */
  readonly parts: ReadonlyMap<string, string>;
}

/** By the nodes' paths as events name them: `outer/inner`. */
export type Fingerprints = ReadonlyMap<string, Fingerprint>;

/** The names of parts; those that end in a dot or colon have a name behind it. */
export const partName = {
  type: 'type',
  join: 'join',
  /** A key of the config. */
  config: 'config.',
  /** An entry of `inputs:`. */
  input: 'inputs.',
  /** The edges from a node. */
  from: 'from.',
  /** Where a DataSplitter's parts go. */
  to: 'to',
  onError: 'on_error',
  retryWhen: 'retry.when',
  /** A parameter's value that is looked up by its name while the node runs. */
  parameter: 'parameter.',
  runInput: 'run_input.',
  /** The loop that it is a part of: the controller's id, and a hash over the whole loop. */
  loop: 'loop.',
  /** All that its sub-flow is. */
  subFlow: 'sub_flow',
  /** A file of its code, or of code that this imports. */
  code: 'code:',
  /** A file that it reads. */
  file: 'file:',
  python: 'python',
  packages: 'packages',
  /** What its Python may do, where the settings say it. */
  rights: 'rights',
  /** The settings of a model. */
  model: 'model.',
  /** The documents of a knowledge base. */
  knowledge: 'knowledge.',
} as const;

const ties: readonly string[] = [partName.join, partName.onError, partName.retryWhen, partName.to];
const tied: readonly string[] = [partName.input, partName.from, partName.loop];
const lookedUp: readonly string[] = [partName.parameter, partName.runInput];

/** Whether a part is about the node itself, and not about how it is tied to others or what it is given. */
export function isOwnPart(name: string): boolean {
  return !ties.includes(name) && ![...tied, ...lookedUp].some((prefix) => name.startsWith(prefix));
}
