import type { InitOptions } from '../init.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng init`. */
export function addInit({ program, words, terminal, done }: Adding): void {
  program
    .command('init')
    .description(words('help/init'))
    .usage(words('help-usage/init'))
    .argument('[dir]', words('help-argument/init-dir'))
    .option('--yes', words('help-flag/yes'))
    .option('--dry-run', words('help-flag/scaffold-dry-run'))
    .option('--json', words('help-flag/scaffold-json'))
    .action(async (dir: string | undefined, options: InitOptions) => {
      const { init } = await import('../init.ts');
      done(await init(dir, options, terminal));
    });
}
