import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Interrupted } from '../../src/cli/exit.ts';
import { Interrupt } from '../../src/cli/interrupt.ts';
import { runProgram } from '../../src/cli/program.ts';
import { MaskedOutput } from '../../src/cli/masked-output.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { reportUsageError } from '../../src/cli/usage-report.ts';
import { sayIn, type Language } from '../../src/messages/message.ts';
import { UsageError } from '../../src/project/usage-error.ts';
import { root } from '../support/pages.ts';
import type { Scene } from './situation.ts';

/** What a command has said. */
export interface Told {
  readonly stdout: string;
  readonly stderr: string;
}

/** What each command of a scene says, in a folder that has nothing but its files. Those that begin with `#!` can be executed. */
export async function play({ files, commands }: Scene, language: Language): Promise<Told[]> {
  if (commands.length === 0) return [];
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'situation-')));
  try {
    for (const { name, text } of files) {
      const file = path.join(folder, whole(name));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
    }
    // What a node rests on counts as changed during a run that begins within 10 ms.
    await setTimeout(25);
    const told: Told[] = [];
    for (const command of commands) {
      const { stdout, stderr } = await tellingOf(whole(command), folder, language);
      const without = (text: string): string => text.replaceAll(`${folder}/`, '');
      told.push({ stdout: without(stdout), stderr: without(stderr) });
    }
    return told;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** With what is not shown. */
function whole(text: string): string {
  return text.replace(/[⟪⟫]/g, '');
}

function tellingOf(command: string, folder: string, language: Language): Promise<Told> {
  const [line = '', key] = command.split('\n');
  const isCall = /^(?:\w+=\S* )*bisheng [^&|>]*$/.test(line);
  return isCall ? call(line, folder, language, key === '^C') : shell(line, folder, language);
}

/** Gives a line to the shell, for which `bisheng` is the program as it was built. */
async function shell(line: string, folder: string, language: Language): Promise<Told> {
  const bin = path.join(folder, '.bin');
  const program = path.join(root, 'bin/bisheng.js');
  await mkdir(bin, { recursive: true });
  const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  await writeFile(path.join(bin, 'bisheng'), script, { mode: 0o755 });
  const own = environment(folder, language);
  const env = { ...own, PATH: [bin, own.PATH].join(path.delimiter) };
  return new Promise((resolve) => {
    execFile('sh', ['-c', line], { cwd: folder, env }, (_, stdout, stderr) => {
      resolve({ stdout, stderr });
    });
  });
}

function environment(folder: string, language: Language): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  // Runs outside of a project are kept with the user's other state.
  return { PATH, HOME, BISHENG_LANG: language, XDG_STATE_HOME: path.join(folder, '.state') };
}

/** Calls the program in this process as a shell would with a line such as `KEY=x bisheng run "a b"`. */
async function call(
  line: string,
  folder: string,
  language: Language,
  isInterrupted: boolean,
): Promise<Told> {
  const words = wordsOf(line);
  const at = words.indexOf('bisheng');
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
      ...environment(folder, language),
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
  if (isInterrupted) stderr.once('told', () => terminal.interrupt.receive('SIGINT'));
  try {
    await runProgram(words.slice(at + 1), terminal);
  } catch (error) {
    if (error instanceof UsageError) reportUsageError(error, terminal);
    else if (!(error instanceof Interrupted)) throw error;
  }
  return { stdout: sinks[0].text, stderr: sinks[1].text };
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

/** Holds what is written to it, and emits `told` each time. */
class Sink extends PassThrough {
  text = '';
  readonly isTTY = false;
  override _transform(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    this.emit('told');
    done();
  }
}
