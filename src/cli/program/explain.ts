import type { ExplainOptions } from '../explain.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng explain`. */
export function addExplain({ program, words, terminal, done }: Adding): void {
  program
    .command('explain')
    .description(words('help/explain'))
    .usage(words('help-usage/explain'))
    .argument('[code]', words('help-argument/explain-code'))
    .option('--json', words('help-flag/json'))
    .action(async (code: string | undefined, options: ExplainOptions) => {
      const { explain } = await import('../explain.ts');
      done(await explain(code, options, terminal));
    });
}
