import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '../messages/message.ts';
import { packagePath } from '../python/package-path.ts';
import { languageOf } from './language.ts';
import { isTestFile } from './test-files.ts';

/** A file of a template. */
export interface TemplateFile {
  /** What `run` and `template` call it: the file's name without its ending, `rag-qa.en`. */
  readonly id: string;
  /** The same without the language, which all its languages share: `rag-qa`. */
  readonly name: string;
  /** The language that the name says. */
  readonly language: Language | undefined;
  readonly absolute: string;
  /** Comes with the tool; else it is the project's. */
  readonly shipped: boolean;
}

const ENDING = /\.(?:yaml|yml|json)$/;

/** The folder of the templates that come with the tool. */
export function shippedTemplates(): string {
  return path.join(path.dirname(packagePath()), 'templates');
}

/** All templates, the project's first, each folder's by name. */
export async function templateFiles(root: string): Promise<readonly TemplateFile[]> {
  const own = await filesIn(path.join(root, 'templates'), false);
  return [...own, ...(await filesIn(shippedTemplates(), true))];
}

async function filesIn(folder: string, shipped: boolean): Promise<TemplateFile[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = names
    .filter(({ name }) => ENDING.test(name) && !isTestFile(name))
    .map((entry) => ({ entry, absolute: path.join(folder, entry.name) }));
  // A pipe would be waited for. What can't be looked at is told by whoever reads it.
  const isRead = await Promise.all(
    files.map(async ({ entry, absolute }) =>
      entry.isFile()
        ? true
        : stat(absolute).then(
            (stats) => stats.isFile(),
            () => true,
          ),
    ),
  );
  return files
    .filter((_, n) => isRead[n])
    .map(({ absolute }) => templateFile(absolute, shipped))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What a file's path says of a template. */
export function templateFile(absolute: string, shipped: boolean): TemplateFile {
  const id = path.basename(absolute).replace(ENDING, '');
  const [, name, tag = ''] = /^(.+)\.(en|zh)$/.exec(id) ?? [];
  return { id, name: name ?? id, language: languageOf(tag), absolute, shipped };
}

/**
 * The template that a name means: the one of exactly this id, else the one in the language that is spoken, else in
 * another. Of two that are called alike the first counts, so that the project's come before ours.
 */
export function templateNamed(
  name: string,
  files: readonly TemplateFile[],
  language: Language,
): TemplateFile | undefined {
  const own = files.filter(({ shipped }) => !shipped);
  const named = (among: readonly TemplateFile[]): TemplateFile | undefined =>
    among.find((file) => file.id === name) ??
    among.find((file) => file.name === name && file.language === language) ??
    among.find((file) => file.name === name);
  return named(own) ?? named(files);
}
