import path from 'node:path';
import { bin } from '../e2e/bisheng.ts';

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '../..');

export interface Fence {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page or of a part of it. */
export function fencesOf(text: string): Fence[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', content = '']) => ({
    language,
    text: content,
  }));
}

/** A command of a page as a line for the shell: `bisheng` is this project's, and speaks the page's language. */
export function withProgram(line: string, language: string): string {
  return `bisheng() { BISHENG_LANG=${language} "${process.execPath}" "${bin}" "$@"; }; ${line}`;
}
