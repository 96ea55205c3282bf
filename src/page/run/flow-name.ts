import type { RunSummary } from '../server/shapes.ts';

/** What a run's flow is called; of one without a name a run knows the file, and people know the id. */
export function flowName({ workflow, workflow_id: id }: RunSummary): string {
  return id !== null && workflow.includes(`${id}.`) ? id : workflow;
}
