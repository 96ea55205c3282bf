import type { BatchOptions } from '../batch/options.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng batch`. */
export function addBatch({ program, words, terminal, done }: Adding): void {
  program
    .command('batch')
    .description(words('help/batch'))
    .usage(words('help-usage/batch'))
    .argument('<flow>', words('help-argument/flow'))
    .option('--data <file>', words('help-flag/batch-data'))
    .option('--map <input=column>', words('help-flag/batch-map'), gather)
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--params-file <file>', words('help-flag/params-file'))
    .option('--variant <name:param=value>', words('help-flag/batch-variant'), gather)
    .option('--eval <flow>', words('help-flag/batch-eval'))
    .option('--fail-under <score=number>', words('help-flag/batch-fail-under'), gather)
    .option('-o, --output <file>', words('help-flag/batch-output'))
    .option('--resume', words('help-flag/batch-resume'))
    .option('--force', words('help-flag/batch-force'))
    .option('--json', words('help-flag/batch-json'))
    .option('--limit <n>', words('help-flag/batch-limit'))
    .option('--concurrency <n>', words('help-flag/batch-concurrency'))
    .option('--timeout <seconds>', words('help-flag/batch-timeout'))
    .option('--quiet', words('help-flag/batch-quiet'))
    .action(async (flow: string, options: BatchOptions) => {
      const { batch } = await import('../batch/batch.ts');
      done(await batch(flow, options, terminal));
    });
}
