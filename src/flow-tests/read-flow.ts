import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message } from '../messages/message.ts';
import { localModels } from '../models/unknown-model.ts';
import { flowToRun, type FlowToRun } from '../project/flow-to-run.ts';
import type { OpenedProject } from '../project/projects.ts';
import { inTest } from './current-test.ts';
import type { FlowTest } from './flow-test.ts';
import type { TestedFlow } from './tested-flow.ts';

/** Reads a test's flow with the parameters, the environment and the model of the test. */
export function readFlow(
  test: FlowTest,
  model: string | undefined,
  { decoded, absolute, project }: TestedFlow,
  folder: string,
): Promise<FlowToRun> {
  const environment = { ...project.project.environment, ...test.environment };
  const opened = { ...project, project: { ...project.project, environment } };
  const idle = { model, prompted: () => undefined, requested: () => undefined };
  return inTest(idle, () => flowToRun(decoded, absolute, () => test.parameters, opened, folder));
}

/** What is wrong with the model that a test names. */
export function unknownModel(
  { model }: FlowTest,
  { project }: OpenedProject,
): Diagnostic | undefined {
  if (!model) return undefined;
  const known = [...project.models.models.keys(), ...localModels];
  if (known.includes(model.value)) return undefined;
  return {
    severity: 'error',
    code: 'model-unknown',
    message: message('test-model-unknown', { name: model.value }),
    location: model.location,
    hint: message('model-unknown/hint', { known }),
  };
}
