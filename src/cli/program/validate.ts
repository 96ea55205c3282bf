import type { ValidateOptions } from '../validate.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng validate`. */
export function addValidate({ program, words, terminal, done }: Adding): void {
  program
    .command('validate')
    .description(words('help/validate'))
    .usage(words('help-usage/validate'))
    .argument('[paths...]', words('help-argument/paths'))
    .option(
      '--format <pretty|json>',
      words('help-flag/format'),
      oneOf('--format', ['pretty', 'json']),
    )
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--strict', words('help-flag/strict'))
    .action(async (paths: string[], options: ValidateOptions) => {
      const { validate } = await import('../validate.ts');
      done(await validate(paths, options, terminal));
    });
}
