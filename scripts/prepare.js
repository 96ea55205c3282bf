// Builds what is not built yet, so that the package can be installed from a git repository. There, npm installs no
// libraries if the package itself is to be installed globally, as pre-commit does.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const npm = (...args) =>
  execFileSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });

if (!existsSync(path.join(root, 'dist/cli/main.js'))) {
  if (!existsSync(path.join(root, 'node_modules/esbuild'))) {
    npm('ci', '--global=false', '--ignore-scripts', '--no-audit', '--no-fund');
  }
  await import('./build.js');
}
