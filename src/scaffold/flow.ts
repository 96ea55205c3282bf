import type { Say } from '../messages/message.ts';
import { below, Planner, type PlannedFile, type ScaffoldTexts } from './planned-file.ts';
import type { FlowKind, FlowRequest } from './request.ts';

const runs: Readonly<Record<FlowKind, string>> = {
  linear: '--input "hello"',
  router: '--input "What a lovely hotel, we will come back!"',
  loop: `--input items:='["a", "b"]'`,
  parallel: '--input "What a lovely hotel!"',
};

/** The file of a flow that runs as it is, and one with its tests. */
export function planFlow(request: FlowRequest, texts: ScaffoldTexts, say: Say): PlannedFile[] {
  const base = below(request.folder, request.name);
  const path = `${base}.yaml`;
  const tests = `${base}.test.yaml`;
  return new Planner(texts, say, {
    display_name: request.displayName,
    description: request.description || request.displayName,
    run_command: `bisheng run ${path} ${runs[request.variant]}`,
    test_path: tests,
  })
    .add(path, `flow/${request.variant}.yaml`)
    .add(tests, `flow/${request.variant}.test.yaml`).files;
}
