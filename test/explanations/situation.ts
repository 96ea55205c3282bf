import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/pages.ts';
import type { ShownFile } from './example.ts';

/** One side of a situation: the files of a project, and commands given in it. */
export interface Scene {
  readonly files: readonly ShownFile[];
  /** Without `bisheng` before them. */
  readonly commands: readonly string[];
}

/** What a code that no single file shows needs: a run, a project, another file. */
export interface Situation {
  readonly wrong: Scene;
  readonly right: Scene;
}

/**
 * Reads test/situations/<code>.md: the parts “Wrong” and “Right”, each with fences that are files (the name stands
 * behind the fence's language) and console fences with commands. A file of the first part is there in the second
 * too, unless that has one of the same name. Undefined where there is none.
 */
export function readSituation(code: string): Situation | undefined {
  const file = path.join(root, 'test/situations', `${code}.md`);
  if (!existsSync(file)) return undefined;
  const [, wrong = '', right = ''] =
    /^## Wrong\n(.*?)^## Right\n(.*)$/ms.exec(readFileSync(file, 'utf8')) ?? [];
  return { wrong: sceneOf(wrong), right: sceneOf(right) };
}

function sceneOf(part: string): Scene {
  const fences = [...part.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)];
  return {
    files: fences.flatMap(([, , name, text = '']) => (name === undefined ? [] : { name, text })),
    commands: fences.flatMap(([, language, , text = '']) =>
      language === 'console'
        ? [...text.matchAll(/^\$ bisheng (.*)$/gm)].map(([, line = '']) => line)
        : [],
    ),
  };
}
