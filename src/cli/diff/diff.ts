import { compareFlows } from '../../comparison/compare-flows.ts';
import type { ComparedFile, Version } from '../../comparison/compared-file.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readFlow } from '../../flow/read/read.ts';
import { child, type MapTree } from '../../flow/tree.ts';
import type { NodeTypes } from '../../flow/node-type.ts';
import { message } from '../../messages/message.ts';
import { Projects } from '../../project/projects.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { note, speak, type Terminal } from '../terminal.ts';
import { writeDocument } from '../write-document.ts';
import { findVersions, type OpenVersion, type VersionPair } from './find-versions.ts';

/** The flags of `bisheng diff`, as written. */
export interface DiffOptions {
  readonly format?: 'text' | 'markdown' | 'json';
  /** A path. */
  readonly output?: string;
  readonly exitCode?: boolean;
  readonly lang?: string;
}

/** `bisheng diff`: what has changed in the meaning of flows. */
export async function diff(
  versions: readonly string[],
  options: DiffOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder, environment } = terminal;
  const projects = new Projects({ folder, environment, flags: { lang: options.lang } });
  try {
    const { project, types } = await projects.of(folder);
    speak(terminal, project.settings.lang);
    const pairs = await findVersions(versions, options.lang, terminal);
    const findings: Diagnostic[] = [];
    const files = pairs.flatMap((pair) => compared(pair, types.registry, findings));
    // As other programs that compare do: what can't be read is no difference.
    if (reportFindings(findings, terminal)) return exitCode.usage;
    const written = await write(files, options, terminal);
    if (written !== exitCode.ok) return written;
    const differs = files.some(({ changes }) => changes.length > 0);
    return differs && options.exitCode ? exitCode.failed : exitCode.ok;
  } finally {
    await projects.close();
  }
}

function compared(
  { before, after, named }: VersionPair,
  types: NodeTypes,
  findings: Diagnostic[],
): ComparedFile[] {
  const own: Diagnostic[] = [];
  const [was, is] = [before, after].map((version) => version && treeOf(version, own));
  const isFlow = [was, is].some((tree) => tree && child(tree, 'nodes'));
  // A file that nobody has named may be anything.
  if (!named && !isFlow) return [];
  findings.push(...own.filter(({ severity }) => severity === 'error'));
  const changes = compareFlows(was, is, types);
  if (!named && changes.length === 0) return [];
  return [{ before: versionOf(before), after: versionOf(after), changes }];
}

function treeOf({ decoded }: OpenVersion, findings: Diagnostic[]): MapTree | undefined {
  if ('source' in decoded) return readFlow(decoded.source, (finding) => findings.push(finding));
  findings.push(decoded.diagnostic);
  return undefined;
}

function versionOf(version: OpenVersion | undefined): Version | null {
  return version ? { file: version.file, revision: version.revision } : null;
}

async function write(
  files: readonly ComparedFile[],
  { format = 'text', output }: DiffOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { say } = terminal;
  if (format === 'json') {
    const { diffJson } = await import('../../reporters/comparison/diff-json.ts');
    return writeDocument(diffJson(files), output, terminal);
  }
  if (files.length === 0) note(terminal, message('diff/none'));
  if (format === 'markdown') {
    const { diffMarkdown } = await import('../../reporters/comparison/diff-markdown.ts');
    return writeDocument(files.length > 0 ? diffMarkdown(files, say) : '', output, terminal);
  }
  const { diffText } = await import('../../reporters/comparison/diff-text.ts');
  return writeDocument(files.length > 0 ? diffText(files, say) : '', output, terminal);
}
