import { shells, type Shell } from '../complete/shells.ts';
import { oneOf } from '../usage-errors.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng completion`. */
export function addCompletion({ program, words, terminal, done }: Adding): void {
  program
    .command('completion')
    .description(words('help/completion'))
    .usage(words('help-usage/completion'))
    .argument('<shell>', words('help-argument/shell'), oneOf('<shell>', shells))
    .action(async (shell: Shell) => {
      const { completion } = await import('../complete/completion.ts');
      done(completion(shell, terminal));
    });
}
