import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { GivenValue } from '../flow/parameters/bind-parameters.ts';
import type { Flow } from '../flow/flow.ts';
import { valueOf } from '../flow/tree.ts';
import { toJson } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { FlowReader, FlowTree } from './flow-tree.ts';
import { readSource } from './read-source.ts';
import { shownPath } from './shown-path.ts';
import { subFlowReferences, type SubFlowReference } from './sub-flow-reference.ts';

/** So many different sub-flows (the same with other parameters is another one) are loaded for one flow. */
const MAX_LOADED = 1_000;

/** What was read of a sub-flow: the tree, and what is wrong with the values of its parameters. */
interface Loaded {
  readonly tree: FlowTree | undefined;
  readonly parameterErrors: readonly Diagnostic[];
}

/** Loads the flows that nodes run, each once for the same parameters. */
export class SubFlows {
  readonly #read: FlowReader;
  readonly #folder: string;
  readonly #report: Report;
  readonly #loaded = new Map<string, Loaded>();
  #count = 0;

  constructor(read: FlowReader, folder: string, report: Report) {
    this.#read = read;
    this.#folder = folder;
    this.#report = report;
  }

  /** The sub-flows of the outermost flow, whose file is `absolute`, by the nodes that run them. */
  async of(flow: Flow, absolute: string): Promise<ReadonlyMap<string, FlowTree>> {
    if (subFlowReferences(flow).length === 0) return new Map();
    return this.#below(flow, [await realpath(absolute).catch(() => absolute)]);
  }

  /** `files` are the paths from the outermost flow's file down to this one's. */
  async #below(flow: Flow, files: readonly string[]): Promise<Map<string, FlowTree>> {
    const found = new Map<string, FlowTree>();
    for (const reference of subFlowReferences(flow)) {
      const tree = await this.#load(reference, files);
      if (tree) found.set(reference.node.id, tree);
    }
    return found;
  }

  async #load(
    reference: SubFlowReference,
    files: readonly string[],
  ): Promise<FlowTree | undefined> {
    const { path: written, location } = reference;
    const absolute = path.resolve(path.dirname(files.at(-1) ?? ''), written);
    const real = await realpath(absolute).catch(() => undefined);
    if (real === undefined) {
      this.#report({
        severity: 'error',
        code: 'sub-flow-missing',
        message: message('sub-flow-missing/file', { path: written }),
        location,
        hint: message('sub-flow-missing/hint'),
      });
      return undefined;
    }
    if (files.includes(real)) {
      const way = [...files.slice(files.indexOf(real)), real];
      const shown = way.map((file) => shownPath(file, this.#folder)).join(' → ');
      this.#report({
        severity: 'error',
        code: 'sub-flow-recursion',
        message: message('sub-flow-recursion', { path: shown }),
        location,
      });
      return undefined;
    }
    const key = JSON.stringify([real, parametersKey(reference)]);
    let loaded = this.#loaded.get(key);
    if (!loaded) {
      if (++this.#count > MAX_LOADED) {
        this.#reportLimit(reference);
        return undefined;
      }
      loaded = await this.#readFile(real, reference, [...files, real]);
      this.#loaded.set(key, loaded);
    }
    for (const error of loaded.parameterErrors) this.#report(atReference(error, reference));
    return loaded.tree;
  }

  async #readFile(
    real: string,
    { parameters }: SubFlowReference,
    files: readonly string[],
  ): Promise<Loaded> {
    const decoded = await readSource(real, shownPath(real, this.#folder));
    if ('diagnostic' in decoded) {
      this.#report(decoded.diagnostic);
      return { tree: undefined, parameterErrors: [] };
    }
    const parameterErrors: Diagnostic[] = [];
    const given = new Map<string, GivenValue>();
    for (const [name, { key, value }] of parameters) {
      const { location } = value;
      given.set(name, {
        value: valueOf(value),
        typed: true,
        location,
        nameLocation: key.location,
      });
    }
    const report = (diagnostic: Diagnostic): void => void parameterErrors.push(diagnostic);
    const flow = (await this.#read(decoded.source, () => given, report))?.flow;
    if (!flow) return { tree: undefined, parameterErrors };
    const subFlows = await this.#below(flow, files);
    return { tree: { flow, subFlows, folder: path.dirname(real) }, parameterErrors };
  }

  #reportLimit({ location }: SubFlowReference): void {
    // Once is enough.
    if (this.#count > MAX_LOADED + 1) return;
    this.#report({
      severity: 'error',
      code: 'sub-flow-limit',
      message: message('sub-flow-limit', { limit: MAX_LOADED }),
      location,
    });
  }
}

function parametersKey({ parameters }: SubFlowReference): string[][] {
  return [...parameters].map(([name, { value }]) => [name, toJson(valueOf(value))]);
}

/** A finding about a parameter, shown where its value comes from: at the node that runs the flow. */
function atReference(error: Diagnostic, { parameters, location }: SubFlowReference): Diagnostic {
  const { location: declared } = error;
  const given = [...parameters.values()].flatMap(({ key, value }) => [key, value]);
  if (!declared || given.some((tree) => tree.location === declared)) return error;
  const related = [{ message: message('sub-flow-parameter'), location: declared }];
  return { ...error, location, related };
}
