import { testFormats, type TestFormat } from '../test/test-formats.ts';
import type { TestOptions } from '../test/test.ts';
import type { Terminal } from '../terminal.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

const formats = ['pretty', ...testFormats] as const;

/** Adds `bisheng test`. */
export function addTest({ program, words, terminal, done }: Adding): void {
  const readFormat = oneOf('--format', formats);
  const takeFormat = (given: string): (typeof formats)[number] => {
    const format = readFormat(given);
    // From here on there is a document, even if another flag makes no sense.
    terminal.failureDocument = format === 'pretty' ? undefined : failureDocument(format, terminal);
    return format;
  };
  program
    .command('test')
    .description(words('help/test'))
    .usage(words('help-usage/test'))
    .argument('[paths...]', words('help-argument/test-paths'))
    .option('-t, --test-name <text>', words('help-flag/test-name'))
    .option(
      `--format <${formats.join('|')}>`,
      words('help-flag/test-format'),
      Object.assign(takeFormat, { choices: formats }),
    )
    .option('--coverage', words('help-flag/test-coverage'))
    .option('--min-coverage <percent>', words('help-flag/test-min-coverage'))
    .option('--model <name>', words('help-flag/test-model'))
    .option('--timeout <seconds>', words('help-flag/test-timeout'))
    .option('--record', words('help-flag/test-record'))
    .option('--replay', words('help-flag/test-replay'))
    .option('--live', words('help-flag/test-live'))
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

/** The document that says why there is no other. */
function failureDocument(format: TestFormat, terminal: Terminal): Terminal['failureDocument'] {
  return async (problem) => {
    const { nothingRun, testDocument } = await import('../test/test-document.ts');
    return testDocument(format, { ...nothingRun, problem }, terminal);
  };
}
