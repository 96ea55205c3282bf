import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** Ends a run of the tests with `N passed, N failed` from the real counts; a file that can't be loaded is a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    const skipped = new Map<string, number>();
    for (const module of modules) {
      if (module.errors().length > 0) failed++;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped.set(reasonOf(test), (skipped.get(reasonOf(test)) ?? 0) + 1);
      }
    }
    for (const [reason, count] of skipped) process.stdout.write(`\n${count} skipped: ${reason}\n`);
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}

/** Why a test was left out: what it says itself, else what stands in brackets behind the name of a group that was left out. */
function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note) return result.note;
  let reason: string | undefined;
  for (let at: TestSuite | TestModule = test.parent; at.type === 'suite'; at = at.parent) {
    if (at.options.mode === 'skip') reason = /\(([^()]+)\)$/.exec(at.name)?.[1] ?? reason;
  }
  return reason ?? 'not for this system';
}
