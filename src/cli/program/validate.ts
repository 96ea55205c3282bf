import { documentFormats, failureDocument } from '../validate/document.ts';
import type { ValidateOptions } from '../validate/validate-options.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

const formats = ['pretty', ...documentFormats] as const;

/** Adds `bisheng validate`. */
export function addValidate({ program, words, terminal, done }: Adding): void {
  const readFormat = oneOf('--format', formats);
  const takeFormat = (given: string): (typeof formats)[number] => {
    const format = readFormat(given);
    // From here on there is a document, even if another flag makes no sense.
    terminal.failureDocument = format === 'pretty' ? undefined : failureDocument(format, terminal);
    return format;
  };
  program
    .command('validate')
    .description(words('help/validate'))
    .usage(words('help-usage/validate'))
    .argument('[paths...]', words('help-argument/paths'))
    .option(
      `--format <${formats.join('|')}>`,
      words('help-flag/format'),
      Object.assign(takeFormat, { choices: formats }),
    )
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--strict', words('help-flag/strict'))
    .option('--fix', words('help-flag/fix'))
    .option('--dry-run', words('help-flag/fix-dry-run'))
    .option('--since <revision>', words('help-flag/since'))
    .option('--baseline <file>', words('help-flag/baseline'))
    .option('--update-baseline', words('help-flag/update-baseline'))
    .option('--no-ignore', words('help-flag/no-ignore'))
    .action(async (paths: string[], options: ValidateOptions) => {
      const { validate } = await import('../validate/validate.ts');
      done(await validate(paths, options, terminal));
    });
}
