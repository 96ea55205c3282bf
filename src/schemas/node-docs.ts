import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Language } from '../messages/message.ts';
import { packagePath } from '../python/package-path.ts';

/** What the documents say of node types, by name. */
export type NodeDocs = ReadonlyMap<string, NodeDoc>;

export interface NodeDoc {
  /** What it does. */
  readonly about: string | undefined;
  /** Its config's keys. */
  readonly config: ReadonlyMap<string, string>;
}

/**
 * The pages that describe node types: a section whose heading is the type's name, or the whole page where its title
 * begins with it, with tables of keys.
 */
const pages = ['http.md', 'nodes.md', 'knowledge.md', 'models.md'];

/** Reads what the shipped documents say of the built-in node types, in a language; a page that is gone says nothing. */
export async function readNodeDocs(language: Language): Promise<NodeDocs> {
  const folder = path.join(
    path.dirname(packagePath()),
    'docs',
    ...(language === 'zh' ? ['zh'] : []),
  );
  const texts = await Promise.all(
    pages.map((page) => readFile(path.join(folder, page), 'utf8').catch(() => '')),
  );
  return nodeDocsIn(texts);
}

/** The same from the pages' texts. */
export function nodeDocsIn(texts: readonly string[]): NodeDocs {
  const about = new Map(
    texts.flatMap((text) =>
      [...text.matchAll(/^\| \[(\w+)\]\([^)]*\) \| (.*?) \|$/gm)].map(
        ([, type = '', words = '']) => [type, plain(words)] as const,
      ),
    ),
  );
  const docs = new Map<string, NodeDoc>();
  for (const text of texts) {
    const [, ofPage] = /^# (\w+)[:：]/.exec(text) ?? [];
    const sections = ofPage === undefined ? text.split(/^## /m).slice(1) : [`${ofPage}\n${text}`];
    for (const section of sections) {
      const name = section.split('\n', 1)[0]?.trim() ?? '';
      if (docs.has(name)) continue;
      docs.set(name, { about: about.get(name), config: keysIn(section) });
    }
  }
  return docs;
}

/** The rows of tables: name in code, words, default. The first that has a name describes it. */
function keysIn(section: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const [row] of section.matchAll(/^\| `.*$/gm)) {
    const [, names = '', words = '', preset = ''] = row
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    const description = plain(preset === '' ? words : `${words} (${preset})`);
    for (const [, name = ''] of names.matchAll(/`(\w+)`/g)) {
      if (!keys.has(name)) keys.set(name, description);
    }
  }
  return keys;
}

/** Without what only Markdown shows. */
function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('\\|', '|');
}
