import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message } from '../messages/message.ts';
import { localModels } from '../models/unknown-model.ts';
import { flowToRun, type FlowToRun } from '../project/flow-to-run.ts';
import type { OpenedProject } from '../project/projects.ts';
import { inTest } from './current-test.ts';
import type { FlowTest } from './flow-test.ts';
import type { TestedFlow } from './tested-flow.ts';

/** A project in which a test's variables are part of the environment. */
export function forTest(
  { environment }: FlowTest,
  { project, types }: OpenedProject,
): OpenedProject {
  return {
    types,
    project: { ...project, environment: { ...project.environment, ...environment } },
  };
}

/** Reads a test's flow with the parameters and the model of the test; its project is what {@link forTest} has made. */
export function readFlow(
  test: FlowTest,
  model: string | undefined,
  { decoded, absolute, project }: TestedFlow,
  folder: string,
): Promise<FlowToRun> {
  const idle = { model, prompted: () => undefined, requested: () => undefined };
  return inTest(idle, () => flowToRun(decoded, absolute, () => test.parameters, project, folder));
}

/** The models that can answer in tests. */
export function modelNames({ models }: OpenedProject['project']): string[] {
  const chat = [...models.models].filter(([, { kind }]) => kind === 'chat');
  return [...chat.map(([name]) => name), ...localModels];
}

/** What is wrong with the model that a test names. */
export function unknownModel(
  { model }: FlowTest,
  { project }: OpenedProject,
): Diagnostic | undefined {
  if (!model) return undefined;
  const known = modelNames(project);
  if (known.includes(model.value)) return undefined;
  return {
    severity: 'error',
    code: 'model-unknown',
    message: message('test-model-unknown', { name: model.value }),
    location: model.location,
    hint: message('model-unknown/hint', { known }),
  };
}
