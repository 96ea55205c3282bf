import type { UpdateOptions } from '../update.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng update`. */
export function addUpdate({ program, words, terminal, done }: Adding): void {
  program
    .command('update')
    .description(words('help/update'))
    .usage(words('help-usage/update'))
    .argument('[names...]', words('help-argument/update-name'))
    .option('--dry-run', words('help-flag/scaffold-dry-run'))
    .option('--json', words('help-flag/scaffold-json'))
    .action(async (names: readonly string[], options: UpdateOptions) => {
      const { update } = await import('../update.ts');
      done(await update(names, options, terminal));
    });
}
