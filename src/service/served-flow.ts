import path from 'node:path';
import { stat } from 'node:fs/promises';
import { isError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Parameter } from '../flow/flow.ts';
import type { GivenValue } from '../flow/parameters/bind-parameters.ts';
import { canonical } from '../flow/fingerprint/canonical.ts';
import type { ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { usesCache } from '../project/cache/uses-cache.ts';
import { restsOnOutside } from '../project/fingerprints.ts';
import { flowToRun } from '../project/flow-to-run.ts';
import type { FlowTree } from '../project/flow-tree.ts';
import { planTree } from '../project/plan-tree.ts';
import { readSource } from '../project/read-source.ts';
import { loadFlow } from '../project/load-flow.ts';
import { fingerprintsOfAll } from './flow-fingerprints.ts';
import type { Generation } from './generation.ts';
import type { PlannedFlow } from './planned-flow.ts';
import { ServiceError } from './service-error.ts';

/** So many sets of parameters of a flow are kept planned. */
const PLANNED = 16;
/** A flow's files are looked at again at most so often. Milliseconds. */
const FRESH = 500;

/** What a flow is without values of its parameters. */
interface Described {
  readonly tree: FlowTree | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly parameters: readonly Parameter[];
  /** Values that nothing may show. */
  readonly secrets: ReadonlySet<string>;
}

/** One flow of a project, read once and again when its files have changed. */
export class ServedFlow {
  readonly id: string;
  readonly absolute: string;
  readonly #shown: string;
  readonly #folder: string;
  readonly #generation: Generation;
  #described: Promise<Described> | undefined;
  #planned = new Map<string, Promise<PlannedFlow>>();
  #files: readonly string[];
  #seen = '';
  #looked = 0;
  #looking: Promise<void> | undefined;
  readonly #tell: ((errors: readonly Diagnostic[]) => void) | undefined;
  /** The state of its files of which the errors were told. */
  #told = '';

  /** `folder`: the working directory, relative to which paths are shown. `tell`: see `ProjectPlace`. */
  constructor(
    id: string,
    file: { readonly absolute: string; readonly shown: string },
    folder: string,
    generation: Generation,
    tell?: (errors: readonly Diagnostic[]) => void,
  ) {
    this.#tell = tell;
    this.id = id;
    this.absolute = file.absolute;
    this.#shown = file.shown;
    this.#folder = folder;
    this.#generation = generation;
    this.#files = [file.absolute];
  }

  /** What it is and takes; a required parameter need not have a value for that. */
  async describe(): Promise<Described> {
    await this.#refresh();
    this.#described ??= this.#generation.during(() => this.#describe());
    return this.#described;
  }

  /** Its plan for some parameters. Rejects with ServiceError where it can't be run with them. */
  async plan(parameters: ValueObject): Promise<PlannedFlow> {
    const look = this.#refresh();
    if (look) await look;
    const key = Object.keys(parameters).length === 0 ? '' : canonical(parameters, false);
    let planned = this.#planned.get(key);
    if (!planned) {
      planned = this.#generation.during(() => this.#plan(parameters));
      this.#planned.set(key, planned);
      const [oldest] = this.#planned.keys();
      if (this.#planned.size > PLANNED && oldest !== undefined) this.#planned.delete(oldest);
      planned.catch(() => this.#planned.delete(key));
    }
    return planned;
  }

  /** Undefined where it was looked at just now. */
  #refresh(): Promise<void> | undefined {
    if (performance.now() - this.#looked < FRESH && this.#looked > 0) return this.#looking;
    this.#looking ??= this.#look().finally(() => {
      this.#looked = performance.now();
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const states = await Promise.all(this.#files.map(stateOf));
    const seen = states.join();
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#described = undefined;
    this.#planned = new Map();
  }

  /** From now on these are looked at, too. */
  async #watch(tree: FlowTree | undefined): Promise<void> {
    if (!tree) return;
    const files = [...new Set(filesOf(tree, this.#folder, this.absolute))];
    if (files.join() === this.#files.join()) return;
    this.#files = files;
    this.#seen = (await Promise.all(files.map(stateOf))).join();
  }

  async #describe(): Promise<Described> {
    const { project, types } = this.#generation.opened;
    const decoded = await readSource(this.absolute, this.#shown);
    let parameters: readonly Parameter[] = [];
    const { tree, diagnostics, secrets } = await loadFlow(
      decoded,
      this.absolute,
      (declared) => {
        parameters = declared;
        return new Map();
      },
      {
        types: types.registry,
        prepare: (names) => types.prepare(names),
        readCode: (code) => types.readCode(code),
        environment: project.environment,
        folder: this.#folder,
        allowMissing: true,
      },
    );
    await this.#watch(tree);
    this.#tellErrors(diagnostics);
    return { tree, diagnostics, parameters, secrets };
  }

  /** Gives the errors back. */
  #tellErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    const errors = diagnostics.filter(isError);
    if (errors.length > 0 && this.#told !== this.#seen) {
      this.#told = this.#seen;
      this.#tell?.(errors);
    }
    return errors;
  }

  async #plan(values: ValueObject): Promise<PlannedFlow> {
    const parameters = new Map(
      Object.entries(values).map(([name, value]): [string, GivenValue] => [
        name,
        { value, typed: true },
      ]),
    );
    const decoded = await readSource(this.absolute, this.#shown);
    const { opened } = this.#generation;
    const { loaded, basis } = await flowToRun(
      decoded,
      this.absolute,
      () => parameters,
      opened,
      this.#folder,
    );
    const { tree, diagnostics, parameterErrors } = loaded;
    await this.#watch(tree);
    const flow = this.id;
    if (parameterErrors.length > 0) {
      throw new ServiceError(
        'parameters',
        message('service/parameters', { flow }),
        parameterErrors,
      );
    }
    const errors = this.#tellErrors(diagnostics);
    if (errors.length > 0 || !tree) {
      throw new ServiceError('flow-invalid', message('service/flow-invalid', { flow }), errors);
    }
    const plan = planTree(tree);
    const rests = restsOnOutside(plan, opened);
    const planned = { plan, tree, basis, parameters, generation: this.#generation, rests };
    const caches = opened.project.settings.store && usesCache(plan, 'asked');
    return { ...planned, caches, fingerprints: await fingerprintsOfAll(planned) };
  }
}

/** The files of a flow and of those that its nodes run. */
function* filesOf({ flow, subFlows }: FlowTree, folder: string, own?: string): Generator<string> {
  yield own ?? path.resolve(folder, flow.file.path);
  for (const inner of subFlows.values()) yield* filesOf(inner, folder);
}

/** Tells a file that was changed from what it was before. */
async function stateOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found ? `${found.mtimeMs} ${found.size} ${found.ino}` : '';
}
