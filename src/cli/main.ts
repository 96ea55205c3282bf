import { exitCode } from './exit.ts';
import { watchOutputs } from './outputs.ts';
import { version } from './version.ts';

const args = process.argv.slice(2);
// Answered before anything else is loaded: scripts ask it often.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  watchOutputs(() => process.exit(exitCode.failed));
  process.stdout.write(`${version}\n`);
} else {
  void import('./start.ts').then(({ start }) => start(args));
}
