import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { planTree } from '../project/plan-tree.ts';
import { checkNames } from './check-names.ts';
import { forTest, readFlow, unknownModel } from './read-flow.ts';
import { readTests } from './read-tests.ts';
import { ownFlow, testedFlow, type Looking } from './tested-flow.ts';

/** What is wrong with a file of tests, for `validate`: nothing is run, and what is wrong with the flow itself is left out. */
export async function checkTests(
  source: SourceFile,
  absolute: string,
  looking: Looking,
): Promise<readonly Diagnostic[]> {
  const findings: Diagnostic[] = [];
  const report = (finding: Diagnostic): void => void findings.push(finding);
  const file = await readTests(source, { absolute, ownFlow: ownFlow(absolute) }, report);
  if (!file) return findings;
  const flow = await testedFlow(file, looking);
  if ('code' in flow) return [...findings, flow];
  for (const test of file.tests) {
    const unknown = unknownModel(test, flow.project);
    if (unknown) report(unknown);
    const project = forTest(test, flow.project);
    const { loaded } = await readFlow(
      test,
      test.model?.value,
      { ...flow, project },
      looking.folder,
    );
    if (!test.expect.error) loaded.parameterErrors.forEach(report);
    const isSound = loaded.diagnostics.every(({ severity }) => severity !== 'error');
    if (loaded.tree && isSound) checkNames(test, planTree(loaded.tree), report);
  }
  return findings;
}
