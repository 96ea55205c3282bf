import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { codes, type DiagnosticCode, type Severity } from '../diagnostics/codes.ts';
import { explanationsIn } from '../diagnostics/explanations/explanations-in.ts';
import { nearest, nearestOrPart } from '../diagnostics/nearest.ts';
import { message, type Language, type Message, type Say } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { packagePath } from '../python/package-path.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { wrapped } from './help.ts';
import { table } from './table.ts';
import { ownProject } from './own-project.ts';
import { note, type Terminal } from './terminal.ts';

export interface ExplainOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** Text is broken into lines of so many columns, or fewer where the terminal has fewer. */
const WIDTH = 100;
/** More codes than this are no help in a message. */
const MOST_CODES = 12;
/** Shorter words are part of too many codes. */
const SHORTEST = 3;

/** `bisheng explain`: the page of a code of findings; without one all codes, each with a sentence. */
export async function explain(
  given: string | undefined,
  { json, lang }: ExplainOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stdout } = terminal;
  // Only the language is wanted of it: what is wrong with its settings other commands say.
  const { settings } = await ownProject({ lang }, terminal);
  if (given === undefined) {
    stdout.write(await listOf(settings.lang, json === true, terminal.say));
    if (!json) note(terminal, message('explain-list/hint'));
    return exitCode.ok;
  }
  const code = codeOf(given);
  const page = await pageOf(code, settings.lang);
  if (json) {
    const entry = (await entriesIn(settings.lang)).find((one) => one.code === code);
    stdout.write(asJson({ ...entry, page }));
  } else {
    stdout.write(forTerminal(page, Math.min(WIDTH, stdout.isTTY ? stdout.columns : WIDTH)));
  }
  return exitCode.ok;
}

/** The code that is meant, also as it stands behind a finding, in its brackets. Throws UsageError for what is none. */
function codeOf(given: string): DiagnosticCode {
  const name = given.replace(/^\[(.*)\]$/, '$1');
  const known = Object.keys(codes) as DiagnosticCode[];
  const code = known.find((one) => one === name);
  if (code !== undefined) return code;
  throw new UsageError(message('explain-unknown', { code: name }), meant(name, known));
}

/** The code that was mistyped, else those that have the word in them. */
function meant(name: string, known: readonly DiagnosticCode[]): Message {
  const near = nearest(name, known);
  const word = name.toLowerCase();
  const all = word.length < SHORTEST ? [] : known.filter((code) => code.includes(word));
  // Where it begins a word of some, it is not meant as the end of “knowledge”.
  const beginning = all.filter((code) => `-${code}`.includes(`-${word}`));
  const having = beginning.length > 0 ? beginning : all;
  if (near === undefined && having.length > 1) {
    const shown = having.length > MOST_CODES ? [...having.slice(0, MOST_CODES), '…'] : having;
    return message('explain-unknown/having', { word: name, codes: shown });
  }
  const one = near ?? having[0] ?? nearestOrPart(name, known);
  return one ? message('did-you-mean', { name: one }) : message('explain-unknown/hint');
}

interface Entry {
  readonly code: string;
  readonly severity: Severity;
  readonly means: string;
  readonly advice: string;
}

async function entriesIn(language: Language): Promise<Entry[]> {
  const explanations = await explanationsIn(language);
  return Object.entries(codes).map(([code, severity]) => {
    const { means = '', advice = '' } = explanations[code as DiagnosticCode] ?? {};
    return { code, severity, means, advice };
  });
}

async function listOf(language: Language, json: boolean, say: Say): Promise<string> {
  const entries = await entriesIn(language);
  if (json) return asJson({ codes: entries });
  return table(
    entries.map(({ code, severity, means }) => [code, say(message(`report/${severity}`)), means]),
  );
}

function asJson(content: object): string {
  return `${JSON.stringify({ format_version: 1, ...content }, null, 2)}\n`;
}

/** The page of a code in docs/, which is shipped. */
async function pageOf(code: DiagnosticCode, language: Language): Promise<string> {
  const folder = language === 'en' ? 'docs/diagnostics' : 'docs/zh/diagnostics';
  return readFile(path.join(path.dirname(packagePath()), folder, `${code}.md`), 'utf8');
}

/** A page without the signs of Markdown: text in lines, samples indented. */
function forTerminal(page: string, width: number): string {
  const blocks = page.split(/^(```\w*\n[^]*?^```$)/m);
  const lines = blocks.flatMap((block) => {
    const [, sample] = /^```\w*\n([^]*?)^```$/m.exec(block) ?? [];
    if (sample !== undefined) {
      return sample
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`.trimEnd());
    }
    return block.split('\n').map((line) => wrapped(plain(line), width));
  });
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function plain(line: string): string {
  return line.replace(/^#+ /, '').replaceAll('**', '');
}
