import type { Say } from '../messages/message.ts';
import { fill, type FileLanguage, type Values } from './fill.ts';

/** A file that is to be there. */
export interface PlannedFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Where there is another one already, that one is left alone; it should have these texts in it. */
  readonly optional?: readonly string[];
}

/** The texts of `scaffolds/` by path, with `/`. */
export type ScaffoldTexts = ReadonlyMap<string, string>;

/** Makes the files of a scaffold out of the texts of `scaffolds/`. */
export class Planner {
  readonly files: PlannedFile[] = [];
  readonly #texts: ScaffoldTexts;
  readonly #say: Say;
  readonly #values: Values;

  constructor(texts: ScaffoldTexts, say: Say, values: Values) {
    this.#texts = texts;
    this.#say = say;
    this.#values = values;
  }

  /** Adds `path` as a filled copy of the text `source`. */
  add(path: string, source: string, values: Values = {}): this {
    const text = this.#texts.get(source);
    if (text === undefined) throw new Error(`scaffolds/${source} is missing`);
    const all = { ...this.#values, schema_path: schemaPath(path, source), ...values };
    this.files.push({ path, text: fill(text, languageOf(source), all, this.#say) });
    return this;
  }
}

function languageOf(source: string): FileLanguage {
  if (source.endsWith('.py')) return 'python';
  if (source.endsWith('.md')) return 'markdown';
  if (source === 'plugin/config.yaml' || source === 'project/bisheng.yaml') return 'yaml';
  return source.endsWith('.yaml') ? 'flow' : 'plain';
}

/** From a file to the schema that an editor checks it by. */
function schemaPath(path: string, source: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  const name = schemas.get(source) ?? (source.endsWith('.test.yaml') ? 'test' : 'flow');
  return `${up}.bisheng/schema/${name}.json`;
}

const schemas: ReadonlyMap<string, string> = new Map([
  ['plugin/config.yaml', 'plugin'],
  ['project/bisheng.yaml', 'project'],
]);

/** A path below a folder of the project, which may be the project itself. */
export function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
