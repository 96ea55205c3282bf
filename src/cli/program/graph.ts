import type { GraphOptions } from '../graph/graph.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng graph`. */
export function addGraph({ program, words, terminal, done }: Adding): void {
  program
    .command('graph')
    .description(words('help/graph'))
    .usage(words('help-usage/graph'))
    .argument('<flow>', words('help-argument/flow'))
    .option(
      '--format <text|mermaid|dot|svg>',
      words('help-flag/graph-format'),
      oneOf('--format', ['text', 'mermaid', 'dot', 'svg']),
    )
    .option('-o, --output <file>', words('help-flag/graph-output'))
    .option('--depth <n>', words('help-flag/graph-depth'))
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--params-file <file>', words('help-flag/params-file'))
    .action(async (flow: string, options: GraphOptions) => {
      const { graph } = await import('../graph/graph.ts');
      done(await graph(flow, options, terminal));
    });
}
