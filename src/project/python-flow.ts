import { decodeSource, type Decoded } from '../flow/read/decode.ts';
import { toJson, type Value } from '../flow/value.ts';
import { PythonFailure } from '../python/instance.ts';
import { pythonDiagnostic } from './python-diagnostic.ts';
import type { ProjectPython } from './python-realm.ts';

/** A flow that a class in a Python file builds. */
export interface PythonFlow {
  readonly file: string;
  /** Empty: the only class of the file that builds one. */
  readonly className: string;
}

/** What `file.py:Class` or `file.py` stands for; undefined for the name of any other flow. */
export function pythonFlowOf(name: string): PythonFlow | undefined {
  const match = /^(.*\.py)(?::(.*))?$/s.exec(name);
  return match?.[1] === undefined ? undefined : { file: match[1], className: match[2] ?? '' };
}

/**
 * Builds the flow by calling the class's method and gives it as a text, so that it goes the way of all flows.
 */
export async function buildPythonFlow(
  name: string,
  { file, className }: PythonFlow,
  python: () => Promise<ProjectPython>,
): Promise<Decoded> {
  let built: unknown;
  try {
    built = await (await python()).reader.design(file, className);
  } catch (error) {
    if (!(error instanceof PythonFailure)) throw error;
    return { diagnostic: await pythonDiagnostic(error) };
  }
  // No file has this text, so its lines are not those of one.
  return decodeSource(`<${name}>`, Buffer.from(toJson(built as Value, 2)));
}
