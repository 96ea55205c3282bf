import type { DiffOptions } from '../diff/diff.ts';
import { oneOf } from '../usage-errors.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng diff`. */
export function addDiff({ program, words, terminal, done }: Adding): void {
  program
    .command('diff')
    .description(words('help/diff'))
    .usage(words('help-usage/diff'))
    .argument('<versions...>', words('help-argument/diff-versions'))
    .option(
      '--format <text|markdown|json>',
      words('help-flag/diff-format'),
      oneOf('--format', ['text', 'markdown', 'json']),
    )
    .option('-o, --output <file>', words('help-flag/diff-output'))
    .option('--exit-code', words('help-flag/diff-exit-code'))
    .action(async (versions: string[], options: DiffOptions) => {
      const { diff } = await import('../diff/diff.ts');
      done(await diff(versions, options, terminal));
    });
}
