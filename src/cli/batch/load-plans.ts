import type { Plan } from '../../flow/plan/plan.ts';
import type { GivenParameters } from '../../project/flow-tree.ts';
import { flowToRun, type RunBasis } from '../../project/flow-to-run.ts';
import { planTree } from '../../project/plan-tree.ts';
import type { Projects } from '../../project/projects.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { openFlow } from '../open-flow.ts';
import type { Terminal } from '../terminal.ts';

/** A flow that can be run again and again. */
export interface ReadyFlow {
  readonly plan: Plan;
  readonly basis: RunBasis;
  /** Its absolute path. */
  readonly file: string;
}

/**
 * The flow `name` with each of several sets of parameters. What is wrong with it is shown, once; then the exit code
 * that says so. Throws UsageError where there is no such flow.
 */
export async function loadPlans(
  name: string,
  parameters: readonly GivenParameters[],
  lang: string | undefined,
  projects: Projects,
  terminal: Terminal,
): Promise<readonly ReadyFlow[] | ExitCode> {
  const opened = await openFlow(name, lang, terminal);
  const home = await projects.of(opened.root);
  if (reportFindings(home.project.diagnostics, terminal)) return exitCode.failed;
  const decoded = await opened.read(home.types);
  const ready: ReadyFlow[] = [];
  for (const [n, given] of parameters.entries()) {
    const flow = await flowToRun(decoded, opened.absolute, () => given, home, terminal.folder);
    const { loaded, basis } = flow;
    // The same doubts hold for each variant.
    const findings =
      n === 0 ? loaded.diagnostics : loaded.diagnostics.filter((d) => d.severity === 'error');
    if (reportFindings(findings, terminal) || !loaded.tree) {
      return loaded.parameterErrors.length > 0 ? exitCode.usage : exitCode.failed;
    }
    ready.push({ plan: planTree(loaded.tree), basis, file: opened.absolute });
  }
  return ready;
}
