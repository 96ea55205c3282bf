import type { RunsOptions } from '../runs/open-runs.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng cache`. */
export function addCache({ program, words, terminal, done }: Adding): void {
  const cache = program
    .command('cache')
    .description(words('help/cache'))
    .usage(words('help-usage/cache'));
  cache
    .command('info')
    .description(words('help/cache-info'))
    .usage(words('help-usage/cache-info'))
    .option('--json', words('help-flag/json'))
    .action(async (options: RunsOptions) => {
      const { cacheInfo } = await import('../cache/cache.ts');
      done(await cacheInfo(options, terminal));
    });
  cache
    .command('clear')
    .description(words('help/cache-clear'))
    .usage(words('help-usage/cache-clear'))
    .action(async (options: RunsOptions) => {
      const { cacheClear } = await import('../cache/cache.ts');
      done(await cacheClear(options, terminal));
    });
}
