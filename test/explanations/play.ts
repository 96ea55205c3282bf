import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { Interrupt } from '../../src/cli/interrupt.ts';
import { runProgram } from '../../src/cli/program.ts';
import { MaskedOutput } from '../../src/cli/masked-output.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { reportUsageError } from '../../src/cli/usage-report.ts';
import { sayIn, type Language } from '../../src/messages/message.ts';
import { UsageError } from '../../src/project/usage-error.ts';
import type { Scene } from './situation.ts';

/** What the commands of a scene say on stderr, each command's own, in a folder that has nothing but its files. */
export async function play({ files, commands }: Scene, language: Language): Promise<string[]> {
  if (commands.length === 0) return [];
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'situation-')));
  try {
    for (const { name, text } of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    const said: string[] = [];
    for (const command of commands) {
      const stderr = await callOf(command.replace(/[⟪⟫]/g, ''), folder, language);
      said.push(stderr.replaceAll(`${folder}/`, ''));
    }
    return said;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Calls the program in this process as a shell would with a line such as `KEY=x bisheng run "a b"`. */
async function callOf(line: string, folder: string, language: Language): Promise<string> {
  const words = wordsOf(line);
  const at = words.indexOf('bisheng');
  const { PATH, HOME } = process.env;
  const given = words.slice(0, at).map((word) => /^(\w+)=(.*)$/s.exec(word)?.slice(1, 3) ?? []);
  const sinks = [new Sink(), new Sink()] as const;
  const [stdout, stderr] = sinks.map((sink) => sink as unknown as NodeJS.WriteStream) as [
    NodeJS.WriteStream,
    NodeJS.WriteStream,
  ];
  const terminal: Terminal = {
    stdin: new PassThrough().end() as unknown as NodeJS.ReadStream,
    stdout,
    stderr,
    environment: {
      ...{ PATH, HOME, BISHENG_LANG: language },
      // Runs outside of a project are kept with the user's other state.
      XDG_STATE_HOME: path.join(folder, '.state'),
      ...(Object.fromEntries(given) as object),
    },
    folder,
    say: sayIn(language),
    color: false,
    unicode: true,
    interactive: false,
    live: false,
    interrupt: new Interrupt({ tell: () => undefined, exit: () => undefined }),
    mask: new MaskedOutput([stdout, stderr]),
  };
  try {
    await runProgram(words.slice(at + 1), terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    reportUsageError(error, terminal);
  }
  return sinks[1].text;
}

/** The words of a line; quotes hold what has spaces. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(
      /"([^"]*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    ),
  );
}

/** Holds what is written to it. */
class Sink extends PassThrough {
  text = '';
  readonly isTTY = false;
  override _transform(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
