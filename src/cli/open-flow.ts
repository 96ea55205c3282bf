import path from 'node:path';
import type { Readable } from 'node:stream';
import { decodeSource, maxSourceBytes, type Decoded } from '../flow/read/decode.ts';
import type { Language } from '../messages/message.ts';
import { openProject } from '../project.ts';
import { projectRoot } from '../project/project-root.ts';
import type { ProjectTypes } from '../project/components.ts';
import { findFlow } from '../project/find-flow.ts';
import { buildPythonFlow, pythonFlowOf } from '../project/python-flow.ts';
import { readSource } from '../project/read-source.ts';
import { concealSecrets } from './conceal-secrets.ts';
import type { Terminal } from './terminal.ts';

/** A flow's text, and where it comes from. */
export interface OpenedFlow {
  /** Reads or, where Python builds it, makes its text. */
  read(types: ProjectTypes): Promise<Decoded>;
  /** The path of its file; for standard input one that does not exist, in the working directory. */
  readonly absolute: string;
  /** The project that it belongs to. */
  readonly root: string;
}

export const STDIN = '<stdin>';

/**
 * Finds the flow that an argument names: a path, the name of a flow of the project or of a template, `file.py:Class`, or
 * `-`. `lang` is the flag; `text` is what had come from standard input. Throws UsageError.
 */
export async function openFlow(
  name: string,
  lang: string | undefined,
  terminal: Terminal,
  text?: string,
): Promise<OpenedFlow> {
  const { folder, stdin, environment } = terminal;
  if (name === '-') {
    const root = await projectRoot(folder, folder);
    const read = (): Promise<Decoded> =>
      text === undefined
        ? readStdin(stdin)
        : Promise.resolve(decodeSource(STDIN, Buffer.from(text)));
    return { read, absolute: path.join(folder, STDIN), root };
  }
  const near = await projectRoot(folder, folder);
  const language = async (): Promise<Language> =>
    (await openProject(near, { folder, environment, flags: { lang } })).settings.lang;
  const python = pythonFlowOf(name);
  if (python) {
    const { absolute } = await findFlow(python.file, folder, folder, language);
    return {
      read: (types) => buildPythonFlow(name, { ...python, file: absolute }, () => types.python()),
      absolute,
      root: await projectRoot(path.dirname(absolute), folder),
    };
  }
  const { absolute, shown, shipped } = await findFlow(name, folder, near, language);
  const root = shipped ? near : await projectRoot(path.dirname(absolute), folder);
  if (root !== near) await concealSecrets(root, terminal);
  return { read: () => readSource(absolute, shown), absolute, root };
}

/** Standard input as a text; more than a flow may have is not read. */
export async function readStdin(stdin: Readable): Promise<Decoded> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stdin as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    size += piece.length;
    if (size > maxSourceBytes) break;
  }
  return decodeSource(STDIN, Buffer.concat(pieces));
}
