import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs that tests start outside of any project must not be kept among those of whoever runs the tests. */
export function setup(): () => void {
  const state = mkdtempSync(path.join(tmpdir(), 'bisheng-test-state-'));
  process.env.XDG_STATE_HOME = state;
  return () => rmSync(state, { recursive: true, force: true });
}
