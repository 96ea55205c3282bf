import path from 'node:path';
import { stat } from 'node:fs/promises';
import { isError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { PROJECT_FILE } from '../project/project-root.ts';
import { Projects, type OpenedProject } from '../project/projects.ts';
import type { Doors } from '../project/doors.ts';
import { flowFiles } from '../project/flow-ids.ts';
import type { Environment } from '../project/language.ts';
import { CodeWatch } from './code-watch.ts';
import { Generation } from './generation.ts';
import type { RunTracing } from './run-tracing.ts';
import { ServedFlow } from './served-flow.ts';

/** The folder is looked through again at most so often. Milliseconds. */
const FRESH = 500;
/** And only after so many times as long as looking took. */
const EASE = 10;

/** Where a project is, and what it is opened with. */
export interface ProjectPlace {
  /** Absolute. */
  readonly root: string;
  /** The working directory: paths are shown relative to it. */
  readonly folder: string;
  readonly environment: Environment;
  /** Traces what its runs do. */
  readonly tracing?: RunTracing | undefined;
  /** Is told what is wrong with a flow, or with bisheng.yaml, that was read: once for each state of its files. */
  readonly tell?: ((errors: readonly Diagnostic[]) => void) | undefined;
}

/** The flows of a project by their ids (flow-language: their paths below `flows/` without endings). */
export class Flows {
  readonly #place: ProjectPlace;
  readonly #code = new CodeWatch();
  #generation: Generation;
  #byId = new Map<string, ServedFlow>();
  #settings = '';
  /** When it is to be looked through again. */
  #due = 0;
  #looking: Promise<void> | undefined;
  #scanning: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(place: ProjectPlace, generation: Generation) {
    this.#place = place;
    this.#generation = generation;
  }

  /** Rejects with UsageError where variables make no sense. */
  static async open(place: ProjectPlace): Promise<Flows> {
    return new Flows(place, new Generation(await openedAt(place)));
  }

  get opened(): OpenedProject {
    return this.#generation.opened;
  }

  /** The project as it is now. */
  get generation(): Generation {
    return this.#generation;
  }

  /** In the order of their ids. */
  async list(): Promise<readonly ServedFlow[]> {
    await this.#refresh();
    return [...this.#byId.values()];
  }

  /** Ids are looked up, never made into paths. */
  async get(id: string): Promise<ServedFlow | undefined> {
    const look = this.#refresh();
    if (look) await look;
    const known = this.#byId.get(id);
    if (known) return known;
    // It may have come since, or be about to be read anew.
    await this.#scanAgain();
    return this.#byId.get(id);
  }

  /** The flows that answer where nobody names one. */
  async doors(): Promise<Doors> {
    await this.#refresh();
    return this.opened.project.doors;
  }

  /** Opens the project anew and reads all flows again when they are asked for. Runs that go on keep what they began with. */
  async reload(): Promise<void> {
    const generation = new Generation(await openedAt(this.#place));
    this.#generation.retire();
    this.#generation = generation;
    this.#byId = new Map();
    const errors = generation.opened.project.diagnostics.filter(isError);
    if (errors.length > 0) this.#place.tell?.(errors);
    await this.#scan();
  }

  /** Ends the processes of the project's Python. */
  async close(): Promise<void> {
    await this.#generation.close();
  }

  #refresh(): Promise<void> | undefined {
    const begun = performance.now();
    if (begun < this.#due) return this.#looking;
    this.#looking ??= this.#look().finally(() => {
      const ended = performance.now();
      this.#due = ended + Math.max(FRESH, (ended - begun) * EASE);
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { root } = this.#place;
    const files = [PROJECT_FILE, '.env'].map((name) => path.join(root, name));
    const isNewCode = this.#code.look(this.opened);
    const settings = (await Promise.all(files.map(changeOf))).join();
    const isChanged = this.#settings !== '' && settings !== this.#settings;
    this.#settings = settings;
    // A setting that makes no sense is told where the process begins; here the last good ones go on.
    if ((await isNewCode) || isChanged) await this.reload().catch(() => undefined);
    else await this.#scan();
  }

  /** A scan that begins from now on; all that miss a flow at once share it, and there is one at a time. */
  #scanAgain(): Promise<void> {
    this.#next ??= this.#scanning.then(() => {
      this.#next = undefined;
      const scan = this.#scan();
      this.#scanning = scan.catch(() => undefined);
      return scan;
    });
    return this.#next;
  }

  async #scan(): Promise<void> {
    const { root, folder, tell } = this.#place;
    const found = new Map<string, ServedFlow>();
    for (const [id, absolute] of await flowFiles(root)) {
      const known = this.#byId.get(id);
      const shown = path.relative(folder, absolute);
      found.set(
        id,
        known?.absolute === absolute
          ? known
          : new ServedFlow(id, { absolute, shown }, folder, this.#generation, tell),
      );
    }
    this.#byId = found;
  }
}

function openedAt({ root, folder, environment, tracing }: ProjectPlace): Promise<OpenedProject> {
  const { intercept, models } = tracing ?? {};
  return new Projects({ folder, environment }, { spreads: true, intercept, models }).of(root);
}

async function changeOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found ? `${found.mtimeMs} ${found.size}` : '-';
}
