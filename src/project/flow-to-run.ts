import path from 'node:path';
import { isError } from '../diagnostics/diagnostic.ts';
import type { ComponentTypes } from '../engine/component.ts';
import type { RunOptions } from '../engine/run.ts';
import type { Parameter } from '../flow/flow.ts';
import type { Decoded } from '../flow/read/decode.ts';
import { modelSecrets } from '../models/model-config.ts';
import type { Project } from '../project.ts';
import type { GivenParameters } from './flow-tree.ts';
import { loadFlow, type LoadedFlow } from './load-flow.ts';
import type { OpenedProject } from './projects.ts';

/** What every run of a flow goes by, whatever its inputs are and whoever listens. */
export type RunBasis = Pick<RunOptions, 'types' | 'folder' | 'concurrency'> & {
  readonly secrets: readonly string[];
} & Partial<Pick<RunOptions, 'timeout' | 'tokenLimit'>>;

/** A flow that was read to be run. It may be run only when none of its findings is an error. */
export interface FlowToRun {
  readonly loaded: LoadedFlow;
  readonly basis: RunBasis;
}

/**
 * Reads a flow with the values of its parameters, to be run by the rules of its project (`planTree` and `runFlow` come
 * next). `give` is asked for the values once it is known which parameters there are; a missing one is an error.
 * `absolute` is the path of the flow's file, `folder` the working directory, relative to which paths are shown.
 */
export async function flowToRun(
  decoded: Decoded,
  absolute: string,
  give: (parameters: readonly Parameter[]) => GivenParameters | Promise<GivenParameters>,
  { project, types }: OpenedProject,
  folder: string,
): Promise<FlowToRun> {
  const loaded = await loadFlow(decoded, absolute, give, {
    types: types.registry,
    // What is merely doubtful in a component's code is for validate.
    prepare: async (names) => (await types.prepare(names)).filter(isError),
    readCode: (tree) => types.readCode(tree),
    environment: project.environment,
    folder,
    allowMissing: false,
  });
  const secrets = [...loaded.secrets];
  const basis = runBasis(project, types.registry, path.dirname(absolute), secrets);
  return { loaded, basis };
}

/** The same for a flow that no file has. `folder`: what relative paths are relative to. */
export function runBasis(
  { settings, models, environment, secrets: known }: Project,
  types: ComponentTypes,
  folder: string,
  secrets: readonly string[] = [],
): RunBasis {
  const { concurrency, timeout, token_limit: tokenLimit } = settings;
  return {
    types,
    folder,
    secrets: [...secrets, ...known, ...modelSecrets(models, environment)],
    concurrency,
    ...(timeout !== null && { timeout }),
    ...(tokenLimit !== null && { tokenLimit }),
  };
}
