import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bindParameters, type GivenValue } from '../flow/parameters/bind-parameters.ts';
import type { Parameter } from '../flow/flow.ts';
import { readTree } from '../flow/read/read.ts';
import { keyText, valueOf } from '../flow/tree.ts';
import { message } from '../messages/message.ts';
import type { Environment } from '../project/language.ts';
import type { GivenParameters } from '../project/flow-tree.ts';
import { readSource } from '../project/read-source.ts';
import { UsageError } from '../project/usage-error.ts';
import { askFor, type Wanted } from './ask.ts';
import { reportFindings } from './findings.ts';
import { readPair } from './pair.ts';
import type { Terminal } from './terminal.ts';

export interface ParameterFlags {
  readonly param?: readonly string[];
  readonly paramsFile?: string;
}

/** The parameters that the flags give; `--param` is stronger than the file. Throws UsageError. */
export async function readParameterFlags(
  { param = [], paramsFile }: ParameterFlags,
  terminal: Terminal,
): Promise<GivenParameters> {
  const flag = '--param';
  const given = new Map<string, GivenValue>();
  for (const text of param) {
    const pair = readPair(flag, text);
    if (!pair) throw new UsageError(message('pair-missing', { flag, text }));
    const { name, value, typed } = pair;
    if (given.has(name)) throw new UsageError(message('pair-twice', { flag, name }));
    given.set(name, typed || typeof value !== 'string' ? { value, typed: true } : { value, typed });
  }
  if (paramsFile === undefined) return given;
  return new Map([...(await readParameterFile(paramsFile, terminal)), ...given]);
}

async function readParameterFile(file: string, terminal: Terminal): Promise<GivenParameters> {
  const findings: Diagnostic[] = [];
  const decoded = await readSource(path.resolve(terminal.folder, file), file);
  const tree =
    'diagnostic' in decoded
      ? void findings.push(decoded.diagnostic)
      : readTree(decoded.source, (finding) => findings.push(finding));
  if (reportFindings(findings, terminal) || tree?.kind !== 'map') {
    throw new UsageError(message('params-file', { file }));
  }
  return new Map(
    tree.entries.map(({ key, value }) => [
      keyText(key),
      {
        value: valueOf(value),
        typed: true,
        location: value.location,
        nameLocation: key.location,
      },
    ]),
  );
}

/** Asks for the required parameters that nobody has given. */
export async function askForMissing(
  parameters: readonly Parameter[],
  given: GivenParameters,
  environment: Environment,
  terminal: Terminal,
): Promise<GivenParameters> {
  const all = new Map(given);
  for (const parameter of parameters) {
    const { name, required, env } = parameter;
    const known = all.has(name) || (env !== undefined && environment[env] !== undefined);
    if (known || !required || parameter.default !== undefined) continue;
    all.set(name, { value: await askFor(wantedParameter(parameter), terminal), typed: true });
  }
  return all;
}

function wantedParameter(parameter: Parameter): Wanted {
  const { name, description, type, secret, enum: choices } = parameter;
  return {
    prompt: description === undefined ? name : `${name}: ${description}`,
    choices,
    yesOrNo: type === 'boolean',
    secret,
    read: (text) => {
      const problems: Diagnostic[] = [];
      const given = new Map<string, GivenValue>([[name, { value: text, typed: false }]]);
      const { values } = bindParameters([parameter], given, {}, {}, (d) => problems.push(d));
      const bound = values.get(name);
      if (bound && 'value' in bound) return { value: bound.value };
      const [found] = problems;
      if (!found?.hint) return { problem: found?.message ?? message('answer-empty') };
      return { problem: message('answer-problem', { problem: found.message, hint: found.hint }) };
    },
  };
}
