import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { pad, widthOf } from '../../reporters/text/width.ts';
import type { FileAction } from '../../scaffold/compare.ts';
import type { UpdateAction } from '../../scaffold/update.ts';
import type { Terminal } from '../terminal.ts';

export interface Acted {
  readonly path: string;
  readonly action: FileAction | UpdateAction;
}

/** A line for each file: what becomes of it, and its path. */
export function actionLines(files: readonly Acted[], { say }: Pick<Terminal, 'say'>): string {
  const rows = files.map(({ path, action }) => [
    say(message(`scaffold-action/${action}`)),
    foreign(path),
  ]);
  const width = Math.max(0, ...rows.map(([word = '']) => widthOf(word)));
  return rows.map(([word = '', path = '']) => `${pad(word, width)}  ${path}\n`).join('');
}
