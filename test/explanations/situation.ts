import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/pages.ts';
import type { ShownFile } from './example.ts';

/**
 * One side of a situation: the files of a project, and lines for the shell that are given in it. What stands between
 * ⟪ and ⟫, be it a part of a line or the name of a file, is there but not shown.
 */
export interface Scene {
  readonly files: readonly ShownFile[];
  /** With `^C` on a line of its own below, a command is interrupted once it tells something. */
  readonly commands: readonly string[];
}

/** What a code that no single file shows needs: a run, a project, another file. */
export interface Situation {
  readonly wrong: Scene;
  /** Its files only: those of the wrong side are there as well, unless they are of the same name. */
  readonly right: Scene;
  /** A line for the shell that succeeds where it can be played. */
  readonly needs: string | undefined;
}

/**
 * Reads test/situations/<code>.md: the parts “Wrong” and “Right”, each with fences that are files (the name stands
 * behind the fence's language) and console fences with commands; before them perhaps “Needs `line`”.
 * Undefined where there is none.
 */
export function readSituation(code: string): Situation | undefined {
  const file = path.join(root, 'test/situations', `${code}.md`);
  if (!existsSync(file)) return undefined;
  const [, about = '', wrong = '', right = ''] =
    /^([^]*?)^## Wrong\n([^]*?)^## Right\n([^]*)/m.exec(readFileSync(file, 'utf8')) ?? [];
  const needs = /^Needs `(.*)`/m.exec(about)?.[1];
  return { wrong: sceneOf(wrong), right: sceneOf(right), needs };
}

/** Whether this machine has what a situation needs. */
export function isPlayable({ needs }: Situation): boolean {
  return needs === undefined || spawnSync('sh', ['-c', needs]).status === 0;
}

/** The right side as it is played. */
export function mended({ wrong, right }: Situation): Scene {
  const names = new Set(right.files.map(({ name }) => name));
  const kept = wrong.files.filter(({ name }) => !names.has(name));
  return { ...right, files: [...kept, ...right.files] };
}

function sceneOf(part: string): Scene {
  const fences = [...part.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)];
  return {
    files: fences.flatMap(([, , name, text = '']) => (name === undefined ? [] : { name, text })),
    commands: fences.flatMap(([, language, , text = '']) =>
      language === 'console'
        ? [...text.matchAll(/^\$ (.*(?:\n\^C)?)$/gm)].map(([, line = '']) => line)
        : [],
    ),
  };
}
