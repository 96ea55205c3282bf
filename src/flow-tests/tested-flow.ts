import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Decoded } from '../flow/read/decode.ts';
import type { Language } from '../messages/message.ts';
import { message } from '../messages/message.ts';
import { findFlow } from '../project/find-flow.ts';
import type { OpenedProject, Projects } from '../project/projects.ts';
import { readSource } from '../project/read-source.ts';
import { shownPath } from '../project/shown-path.ts';
import { testedPath } from '../project/test-files.ts';
import { UsageError } from '../project/usage-error.ts';
import type { TestFile } from './flow-test.ts';

/** The flow that a file of tests is about. */
export interface TestedFlow {
  readonly absolute: string;
  readonly decoded: Decoded;
  readonly project: OpenedProject;
}

/** Where a test's flow is looked for. */
export interface Looking {
  readonly projects: Projects;
  /** The working directory. */
  readonly folder: string;
  readonly language: Language;
}

/** The path that a file's own name stands for, relative to it: `greet` for `greet.test.yaml`. */
export function ownFlow(absolute: string): string {
  return path.basename(testedPath(absolute));
}

/**
 * Finds and reads the flow of a file of tests: at its path relative to the file, else by its name in the project or
 * among the templates.
 */
export async function testedFlow(
  { absolute: file, flow }: TestFile,
  { projects, folder, language }: Looking,
): Promise<TestedFlow | Diagnostic> {
  const project = await projects.of(path.dirname(file));
  const found = await pathOf(file, flow.path, project.project.root, folder, language);
  if (found === undefined) {
    const isOwn = flow.location.start === flow.location.end;
    return {
      severity: 'error',
      code: 'test-flow-missing',
      message: message(isOwn ? 'test-flow-missing/own' : 'test-flow-missing', { path: flow.path }),
      location: flow.location,
      hint: message('test-flow-missing/hint'),
    };
  }
  const decoded = await readSource(found, shownPath(found, folder));
  return { absolute: found, decoded, project: await projects.of(path.dirname(found)) };
}

const ENDINGS = ['', '.yaml', '.yml', '.json'];

async function pathOf(
  file: string,
  written: string,
  root: string,
  folder: string,
  language: Language,
): Promise<string | undefined> {
  for (const ending of ENDINGS) {
    const beside = path.resolve(path.dirname(file), written + ending);
    if ((await stat(beside).catch(() => undefined))?.isFile()) return beside;
  }
  try {
    const found = await findFlow(written, root, root, () => Promise.resolve(language));
    return found.absolute;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
