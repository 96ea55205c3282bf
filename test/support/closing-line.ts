import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run of the tests with `N passed, N failed` from the real counts; a file that can't be loaded is a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    for (const module of modules) {
      if (module.errors().length > 0) failed++;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
        else skipped++;
      }
    }
    if (skipped > 0) process.stdout.write(`\n${skipped} skipped, for the reasons above\n`);
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
