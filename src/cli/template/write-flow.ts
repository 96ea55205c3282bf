import { constants } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../../files/replace-file.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { askFor } from '../ask.ts';
import { actionLines } from '../scaffold/action-lines.ts';
import { reasonOf } from '../scaffold/reason.ts';
import { note, type Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';

/** Where a flow is written. */
export interface OutputPlace {
  readonly absolute: string;
  readonly shown: string;
}

/** The file of `-o`; in a folder, which must be there or end with `/`, it is called as the template is. */
export async function outputPlace(
  output: string | undefined,
  name: string,
  { folder }: Terminal,
): Promise<OutputPlace | undefined> {
  if (output === undefined) return undefined;
  if (output.trim() === '') throw new UsageError(message('template-output-empty'));
  const stats = await stat(path.resolve(folder, output)).catch(() => undefined);
  const isFolder = stats?.isDirectory() === true || /[/\\]$/.test(output);
  const shown = isFolder ? path.join(output, `${name}.yaml`) : output;
  return { shown, absolute: path.resolve(folder, shown) };
}

/**
 * What is in a file; `other` for one that can't be read, and undefined where nothing is lost: where there is nothing, or what
 * keeps nothing, such as a pipe.
 */
async function contentOf(file: string): Promise<string | typeof other | undefined> {
  try {
    const stats = await stat(file);
    if (stats.isFIFO() || stats.isCharacterDevice()) return undefined;
    return stats.isFile() ? await readFile(file, 'utf8') : other;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : other;
  }
}

const other = Symbol('other content');

/**
 * Writes a flow, all of it or nothing, and tells so. What is there already is written over only if `force` says so, or
 * a person who is asked. Gives whether the file now has the text.
 */
export async function writeFlow(
  text: string,
  { absolute, shown }: OutputPlace,
  { force, yes }: { readonly force?: boolean; readonly yes?: boolean },
  terminal: Terminal,
): Promise<boolean> {
  const file = foreign(shown);
  const there = await contentOf(absolute);
  if (there === text) {
    terminal.stdout.write(actionLines([{ action: 'identical', path: shown }], terminal));
    return true;
  }
  if (there !== undefined && force !== true) {
    const mayAsk = terminal.interactive && yes !== true;
    const prompt = terminal.say(message('template-there/ask', { file }));
    if (!mayAsk || (await askFor({ prompt, yesOrNo: true, initial: false }, terminal)) !== true) {
      const hint = message('template-there/hint');
      reportUsageError(new UsageError(message('template-there', { file }), hint), terminal);
      return false;
    }
  }
  try {
    await put(absolute, text);
  } catch (error) {
    const problem = message('template-write-failed', { file, reason: reasonOf(error) });
    reportUsageError(new UsageError(problem), terminal);
    return false;
  }
  terminal.stdout.write(
    actionLines([{ action: there === undefined ? 'create' : 'update', path: shown }], terminal),
  );
  if (there !== undefined) note(terminal, message('template-written-over', { file }));
  return true;
}

/** A pipe that nobody reads from is an error at once: else it would be waited for, and no signal could end that. */
async function put(file: string, text: string): Promise<void> {
  const isPipe = await stat(file).then(
    (stats) => stats.isFIFO(),
    () => false,
  );
  if (!isPipe) return replaceFile(file, Buffer.from(text));
  const pipe = await open(file, constants.O_WRONLY | constants.O_NONBLOCK);
  try {
    await pipe.writeFile(text);
  } finally {
    await pipe.close();
  }
}
