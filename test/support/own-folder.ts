import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * One folder for all that tests write, so that nothing stays behind; and runs that they start outside of any project must not
 * be kept among those of whoever runs the tests.
 */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'bisheng-test-'));
  const state = path.join(folder, 'state');
  mkdirSync(state);
  process.env.XDG_STATE_HOME = state;
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
