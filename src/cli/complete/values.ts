import { Option, type Argument } from 'commander';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { codes, type DiagnosticCode } from '../../diagnostics/codes.ts';
import { explanationsIn } from '../../diagnostics/explanations/explanations-in.ts';
import { readParameters } from '../../flow/parameters/parameters.ts';
import { faultKinds, faultTargets } from '../../exchanges/fault.ts';
import { nodesIn } from '../../flow/parse/nodes-in.ts';
import { readFlow } from '../../flow/read/read.ts';
import type { MapTree } from '../../flow/tree.ts';
import { findFlow, flowIds } from '../../project/find-flow.ts';
import { KNOWLEDGE_FOLDER } from '../../project/knowledge.ts';
import { projectRoot } from '../../project/project-root.ts';
import { spokenLanguage } from '../../project/language.ts';
import { componentFolders, PLUGINS } from '../../project/python-folders.ts';
import { readSource } from '../../project/read-source.ts';
import { templateFiles } from '../../project/template-files.ts';
import { commandPath } from '../help.ts';
import type { Terminal } from '../terminal.ts';
import type { Call } from './call.ts';
import { testedNodes, testNames } from './test-values.ts';

/** Something that can be typed. */
export interface Candidate {
  readonly word: string;
  readonly about?: string;
}

export interface Asked {
  readonly call: Call;
  /** What has been typed of the value. */
  readonly current: string;
  readonly terminal: Terminal;
}

interface Values {
  readonly candidates: readonly Candidate[];
  /** Files can stand there too. */
  readonly files?: boolean;
}

type Source = (asked: Asked) => Promise<Values>;

/** What a flag's value can be, by the flag. */
const ofFlags: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['--param', parameters],
  ['--only', nodes],
  ['--from', nodes],
  ['--run', runs],
  ['--test-name', tests],
  ['--fault', faults],
]);

/** What an argument can be, by the command and, for those of all commands, by the argument's name. */
const ofArguments: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['flow', flowsAndTemplates],
  ['name|path', templates],
  ['explain', explained],
  ['help', commands],
  ['component info', components],
  ['component run', components],
  ['plugin info', plugins],
  ['plugin check', plugins],
  ['plugin install', plugins],
  ['plugin trust', plugins],
  ['plugin run', plugins],
  ['report', runs],
  ['test', testedFlows],
  ['runs show', runs],
  ['runs resume', runs],
  ['runs replay', runs],
  ['runs export', runs],
  ['runs cancel', runs],
  ['knowledge index', bases],
  ['knowledge search', bases],
]);

/** Flags whose values name a file or a folder. */
const files = /^--(?:.*-)?(?:file|dir|output|links|data|baseline|eval)$|^--(?:record|replay)$/;

/** What a flag's value or an argument can be, as far as the project says it. */
export async function valuesOf(of: Option | Argument, asked: Asked): Promise<Values> {
  if (of instanceof Option) {
    const source = ofFlags.get(of.long ?? '');
    return source ? source(asked) : { candidates: [], files: files.test(of.long ?? '') };
  }
  const name = commandPath(asked.call.command).join(' ');
  const source = ofArguments.get(name) ?? ofArguments.get(of.name());
  if (source) return source(asked);
  return { candidates: [], files: !name.startsWith('new ') };
}

function rootOf({ terminal }: Asked): Promise<string> {
  return projectRoot(terminal.folder, terminal.folder);
}

async function flowsAndTemplates(asked: Asked): Promise<Values> {
  const flows = await flowIds(await rootOf(asked));
  const { candidates } = await templates(asked);
  return { candidates: [...flows.map((word) => ({ word })), ...candidates], files: true };
}

async function testedFlows(asked: Asked): Promise<Values> {
  const flows = await flowIds(await rootOf(asked));
  return { candidates: flows.map((word) => ({ word })), files: true };
}

async function templates(asked: Asked): Promise<Values> {
  const found = await templateFiles(await rootOf(asked));
  const names = [...new Set(found.map(({ name }) => name))];
  return { candidates: names.map((word) => ({ word })), files: true };
}

async function explained({ terminal }: Asked): Promise<Values> {
  const explanations = await explanationsIn(spokenLanguage([], terminal.environment));
  const candidates = Object.keys(codes).map((word) => {
    const about = explanations[word as DiagnosticCode]?.means;
    return { word, ...(about !== undefined && { about }) };
  });
  return { candidates };
}

function commands({ call }: Asked): Promise<Values> {
  let command = call.command.parent ?? call.command;
  for (const name of call.args) {
    command = command.commands.find((one) => one.name() === name) ?? command;
  }
  const visible = command.createHelp().visibleCommands(command);
  return Promise.resolve({
    candidates: visible.map((one) => ({ word: one.name(), about: one.description() })),
  });
}

async function components(asked: Asked): Promise<Values> {
  const folders = await componentFolders(await rootOf(asked));
  return { candidates: folders.map((folder) => ({ word: path.basename(folder) })) };
}

async function plugins(asked: Asked): Promise<Values> {
  return foldersIn(asked, PLUGINS);
}

async function runs({ terminal }: Asked): Promise<Values> {
  const { runValues } = await import('./run-values.ts');
  return runValues(terminal);
}

async function bases(asked: Asked): Promise<Values> {
  return foldersIn(asked, KNOWLEDGE_FOLDER);
}

async function foldersIn(asked: Asked, name: string): Promise<Values> {
  const entries = await readdir(path.join(await rootOf(asked), name), { withFileTypes: true });
  const folders = entries.filter((entry) => !entry.isFile() && !/^[._]/.test(entry.name));
  return { candidates: folders.map((folder) => ({ word: folder.name })) };
}

/** The parameters of the flow that stands in the line, but not those that are given already. */
async function parameters(asked: Asked): Promise<Values> {
  const tree = await flowIn(asked);
  if (!tree || asked.current.includes('=')) return { candidates: [] };
  const given = (asked.call.values.get('--param') ?? []).map((value) =>
    value.replace(/:?=.*/s, ''),
  );
  const declared = readParameters(tree, () => undefined).filter(
    ({ name }) => !given.includes(name),
  );
  return {
    candidates: declared.map(({ name, type, description }) => ({
      word: `${name}=`,
      about: description ?? type,
    })),
  };
}

async function nodes(asked: Asked): Promise<Values> {
  const found = nodesIn(await flowIn(asked));
  return {
    candidates: found.map(({ id, type }) => ({
      word: id,
      ...(type !== undefined && { about: type }),
    })),
  };
}

async function tests(asked: Asked): Promise<Values> {
  const { call, terminal } = asked;
  const names = await testNames(call.args, await rootOf(asked), terminal.folder);
  return { candidates: names.map((word) => ({ word })) };
}

/** First what may be struck, then how. */
async function faults(asked: Asked): Promise<Values> {
  const { call, current, terminal } = asked;
  const [, target] = /^([^=]+)=/.exec(current) ?? [];
  if (target !== undefined) {
    return { candidates: faultKinds.map((kind) => ({ word: `${target}=${kind}` })) };
  }
  const found =
    commandPath(call.command)[0] === 'test'
      ? await testedNodes(call.args, await rootOf(asked), terminal.folder)
      : nodesIn(await flowIn(asked).catch(() => undefined));
  return {
    candidates: [...faultTargets.map((id) => ({ id, type: undefined })), ...found].map(
      ({ id, type }) => ({ word: `${id}=`, ...(type !== undefined && { about: type }) }),
    ),
  };
}

/** The text of the flow that the call names, read but not checked. */
async function flowIn(asked: Asked): Promise<MapTree | undefined> {
  const { call, terminal } = asked;
  const [name] = call.args;
  if (name === undefined) return undefined;
  const { folder, environment } = terminal;
  const language = spokenLanguage([], environment);
  const found = await findFlow(name, folder, await rootOf(asked), () => Promise.resolve(language));
  const decoded = await readSource(found.absolute, found.shown);
  return 'source' in decoded ? readFlow(decoded.source, () => undefined) : undefined;
}
