import type { ReportOptions } from '../report.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng report`. */
export function addReport({ program, words, terminal, done }: Adding): void {
  program
    .command('report')
    .description(words('help/report'))
    .usage(words('help-usage/report'))
    .argument('<run>', words('help-argument/run'))
    .option('-o, --output <file>', words('help-flag/report-output'))
    .option('--force', words('help-flag/report-force'))
    .action(async (run: string, options: ReportOptions) => {
      const { report } = await import('../report.ts');
      done(await report(run, options, terminal));
    });
}
