import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isSameFile } from '../../files/same-file.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';

export type GraphFormat = 'text' | 'mermaid' | 'dot' | 'svg';

const endings: Readonly<Record<string, GraphFormat>> = {
  '.txt': 'text',
  '.svg': 'svg',
  '.dot': 'dot',
  '.gv': 'dot',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
};

/**
 * What to write: the format that was asked for, else the one that the file's ending stands for. Throws UsageError where
 * the picture would take the place of a flow, or nothing says which format it is. `flow`: the absolute path of its file.
 */
export async function pictureFormat(
  format: GraphFormat | undefined,
  output: string | undefined,
  flow: string,
  folder: string,
): Promise<GraphFormat> {
  if (output === undefined || output === '-') return format ?? 'text';
  const absolute = path.resolve(folder, output);
  const real = await realpath(absolute).catch(() => absolute);
  const file = foreign(output);
  const isFlow = [absolute, real].some((name) => /\.(?:ya?ml|json)$/i.test(name));
  if (isFlow || (await isSameFile(absolute, flow))) {
    throw new UsageError(message('graph-over-flow', { file }), message('graph-over-flow/hint'));
  }
  if (format) return format;
  const ending = path.extname(output).toLowerCase();
  const known = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  if (known) return known;
  const there = await stat(absolute).catch(() => undefined);
  // What a shell hands over (`>(command)`) has no ending.
  if (there && !there.isFile() && !there.isDirectory()) return 'text';
  throw new UsageError(
    message('graph-ending', { file }),
    message('graph-ending/hint', { endings: Object.keys(endings) }),
  );
}
