import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PortValues } from '../../engine/component.ts';
import type { Plan } from '../../flow/plan/plan.ts';
import type { FlowTree, GivenParameters } from '../../project/flow-tree.ts';
import type { OpenedProject } from '../../project/projects.ts';
import type { Watching } from './watching.ts';

/** What is about to be run. */
interface ToRun {
  readonly tree: FlowTree;
  readonly plan: Plan;
  readonly opened: OpenedProject;
  readonly inputs: PortValues;
  readonly parameters: GivenParameters;
}

/** What decides how a project runs its flows. */
const FILES = ['bisheng.yaml', '.env'];

/** Whether anything has changed since the last run; where it has, that is said. */
export async function startsAgain(
  watching: Watching,
  { tree, plan, opened, inputs, parameters }: ToRun,
): Promise<boolean> {
  const { fingerprintsOf } = await import('../../project/fingerprints.ts');
  const { root } = opened.project;
  const texts = await Promise.all(
    FILES.map((name) => readFile(path.join(root, name), 'utf8').catch(() => '')),
  );
  const fingerprints = await fingerprintsOf(tree, plan, opened, inputs);
  const surroundings = texts.join('\0');
  if (!watching.starts({ fingerprints, inputs, parameters, tree, surroundings })) return false;
  watching.announce();
  return true;
}
