import type { TestOptions } from '../test/test.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng test`. */
export function addTest({ program, words, terminal, done }: Adding): void {
  program
    .command('test')
    .description(words('help/test'))
    .usage(words('help-usage/test'))
    .argument('[paths...]', words('help-argument/test-paths'))
    .option('-t, --test-name <text>', words('help-flag/test-name'))
    .option(
      '--format <pretty|json|junit>',
      words('help-flag/test-format'),
      oneOf('--format', ['pretty', 'json', 'junit']),
    )
    .option('--coverage', words('help-flag/test-coverage'))
    .option('--min-coverage <percent>', words('help-flag/test-min-coverage'))
    .option('--model <name>', words('help-flag/test-model'))
    .option('--timeout <seconds>', words('help-flag/test-timeout'))
    .option('--record', words('help-flag/test-record'))
    .option('--replay', words('help-flag/test-replay'))
    .option('--fault <target=kind>', words('help-flag/fault'), gather)
    .option('--seed <n>', words('help-flag/seed'))
    .option('--jobs <n>', words('help-flag/test-jobs'))
    .option('--bail', words('help-flag/test-bail'))
    .option('--watch', words('help-flag/test-watch'))
    .action(async (paths: string[], options: TestOptions) => {
      const { test } = await import('../test/test.ts');
      done(await test(paths, options, terminal));
    });
}
