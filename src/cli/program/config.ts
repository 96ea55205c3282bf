import type { ConfigOptions } from '../config.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng config`. */
export function addConfig({ program, words, terminal, done }: Adding): void {
  program
    .command('config')
    .description(words('help/config'))
    .usage(words('help-usage/config'))
    .option('--json', words('help-flag/json'))
    .action(async (options: ConfigOptions) => {
      const { config } = await import('../config.ts');
      done(await config(options, terminal));
    });
}
