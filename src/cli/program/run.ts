import type { RunOptions } from '../run-options.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng run`. */
export function addRun({ program, words, terminal, done }: Adding): void {
  program
    .command('run')
    .description(words('help/run'))
    .usage(words('help-usage/run'))
    .argument('<flow>', words('help-argument/flow'))
    .option('--input <text|k=v>', words('help-flag/input'), gather)
    .option('--input-file <file>', words('help-flag/input-file'))
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--params-file <file>', words('help-flag/params-file'))
    .option(
      '--output <text|json|ndjson>',
      words('help-flag/output'),
      oneOf('--output', ['text', 'json', 'ndjson']),
    )
    .option('--only <node>', words('help-flag/only'))
    .option('--from <node>', words('help-flag/from'))
    .option('--run <id>', words('help-flag/from-run'))
    .option('--chat', words('help-flag/chat'))
    .option('--concurrency <n>', words('help-flag/concurrency'))
    .option('--timeout <seconds>', words('help-flag/timeout'))
    .option('--dry-run', words('help-flag/dry-run'))
    .option('--watch', words('help-flag/watch'))
    .option('--cache', words('help-flag/cache'))
    .option('--no-cache', words('help-flag/no-cache'))
    .option('--no-store', words('help-flag/no-store'))
    .option('--otel', words('help-flag/otel'))
    .option('--record <file>', words('help-flag/record'))
    .option('--replay <file>', words('help-flag/replay'))
    .option('--fault <target=kind>', words('help-flag/fault'), gather)
    .option('--seed <n>', words('help-flag/seed'))
    .option('--quiet', words('help-flag/quiet'))
    .option('-v, --verbose', words('help-flag/verbose'))
    .option('--yes', words('help-flag/yes'))
    .action(async (flow: string, options: RunOptions) => {
      const { run } = await import('../run.ts');
      done(await run(flow, options, terminal));
    });
}
