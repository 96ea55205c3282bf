import type { Say } from '../messages/message.ts';
import { below, Planner, type PlannedFile, type ScaffoldTexts } from './planned-file.ts';
import type { FlowKind, FlowRequest } from './request.ts';

const runs: Readonly<Record<FlowKind, string>> = {
  linear: '--input "hello"',
  router: '--input "What a lovely hotel, we will come back!"',
  loop: `--input items:='["a", "b"]'`,
  parallel: '--input "What a lovely hotel!"',
};

/** The file of a flow that runs as it is. */
export function planFlow(request: FlowRequest, texts: ScaffoldTexts, say: Say): PlannedFile[] {
  const path = `${below(request.folder, request.name)}.yaml`;
  return new Planner(texts, say, {
    display_name: request.displayName,
    description: request.description || request.displayName,
    run_command: `bisheng run ${path} ${runs[request.variant]}`,
  }).add(path, `flow/${request.variant}.yaml`).files;
}
