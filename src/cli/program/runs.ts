import type { RunsCancelOptions } from '../runs/cancel.ts';
import type { RunsExportOptions } from '../runs/export.ts';
import type { RunsListOptions } from '../runs/list.ts';
import type { RunsOptions } from '../runs/open-runs.ts';
import type { RunsPruneOptions } from '../runs/prune.ts';
import type { RunsReplayOptions } from '../runs/replay.ts';
import type { RunsResumeOptions } from '../runs/resume.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

const statuses = ['running', 'waiting', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;

/** Adds `bisheng runs list|show|resume|replay|export|prune|cancel`. */
export function addRuns(adding: Adding): void {
  const { program, words } = adding;
  const runs = program
    .command('runs')
    .description(words('help/runs'))
    .usage(words('help-usage/runs'));
  const under = { ...adding, program: runs };
  addList(under);
  addShow(under);
  addResume(under);
  addReplay(under);
  addExport(under);
  addCancel(under);
  addPrune(under);
}

function addList({ program, words, terminal, done }: Adding): void {
  program
    .command('list')
    .description(words('help/runs-list'))
    .usage(words('help-usage/runs-list'))
    .option(
      `--status <${statuses.join('|')}>`,
      words('help-flag/runs-status'),
      oneOf('--status', statuses),
    )
    .option('--flow <name>', words('help-flag/runs-flow'))
    .option('--since <time>', words('help-flag/runs-since'))
    .option('--limit <n>', words('help-flag/runs-limit'))
    .option('--json', words('help-flag/json'))
    .action(async (options: RunsListOptions) => {
      const { runsList } = await import('../runs/list.ts');
      done(await runsList(options, terminal));
    });
}

function addShow({ program, words, terminal, done }: Adding): void {
  program
    .command('show')
    .description(words('help/runs-show'))
    .usage(words('help-usage/runs-show'))
    .argument('<run>', words('help-argument/run'))
    .option('--json', words('help-flag/json'))
    .action(async (run: string, options: RunsOptions) => {
      const { runsShow } = await import('../runs/show.ts');
      done(await runsShow(run, options, terminal));
    });
}

function addResume({ program, words, terminal, done }: Adding): void {
  program
    .command('resume')
    .description(words('help/runs-resume'))
    .usage(words('help-usage/runs-resume'))
    .argument('<run>', words('help-argument/run'))
    .option('--input-file <file>', words('help-flag/resume-input-file'))
    .option('--answer <node=text>', words('help-flag/answer'), gather)
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--params-file <file>', words('help-flag/params-file'))
    .option('--input <k=v>', words('help-flag/resume-input'), gather)
    .option(
      '--output <text|json|ndjson>',
      words('help-flag/output'),
      oneOf('--output', ['text', 'json', 'ndjson']),
    )
    .option('--concurrency <n>', words('help-flag/concurrency'))
    .option('--timeout <seconds>', words('help-flag/timeout'))
    .option('--dry-run', words('help-flag/resume-dry-run'))
    .option('--otel', words('help-flag/otel'))
    .option('--quiet', words('help-flag/quiet'))
    .option('-v, --verbose', words('help-flag/verbose'))
    .option('--yes', words('help-flag/yes'))
    .action(async (run: string, options: RunsResumeOptions) => {
      const { runsResume } = await import('../runs/resume.ts');
      done(await runsResume(run, options, terminal));
    });
}

function addReplay({ program, words, terminal, done }: Adding): void {
  program
    .command('replay')
    .description(words('help/runs-replay'))
    .usage(words('help-usage/runs-replay'))
    .argument('<run>', words('help-argument/run'))
    .option('--speed <n>', words('help-flag/speed'))
    .option(
      '--output <text|json|ndjson>',
      words('help-flag/output'),
      oneOf('--output', ['text', 'json', 'ndjson']),
    )
    .option('--quiet', words('help-flag/quiet'))
    .option('-v, --verbose', words('help-flag/verbose'))
    .action(async (run: string, options: RunsReplayOptions) => {
      const { runsReplay } = await import('../runs/replay.ts');
      done(await runsReplay(run, options, terminal));
    });
}

function addExport({ program, words, terminal, done }: Adding): void {
  program
    .command('export')
    .description(words('help/runs-export'))
    .usage(words('help-usage/runs-export'))
    .argument('<run>', words('help-argument/run'))
    .option(
      '--format <json|ndjson>',
      words('help-flag/runs-format'),
      oneOf('--format', ['json', 'ndjson']),
    )
    .option('-o, --output <file>', words('help-flag/runs-output'))
    .option('--force', words('help-flag/report-force'))
    .action(async (run: string, options: RunsExportOptions) => {
      const { runsExport } = await import('../runs/export.ts');
      done(await runsExport(run, options, terminal));
    });
}

function addCancel({ program, words, terminal, done }: Adding): void {
  program
    .command('cancel')
    .description(words('help/runs-cancel'))
    .usage(words('help-usage/runs-cancel'))
    .argument('<run>', words('help-argument/run'))
    .option('--force', words('help-flag/runs-force'))
    .action(async (run: string, options: RunsCancelOptions) => {
      const { runsCancel } = await import('../runs/cancel.ts');
      done(await runsCancel(run, options, terminal));
    });
}

function addPrune({ program, words, terminal, done }: Adding): void {
  program
    .command('prune')
    .description(words('help/runs-prune'))
    .usage(words('help-usage/runs-prune'))
    .option('--keep <n>', words('help-flag/runs-keep'))
    .option('--older-than <time>', words('help-flag/runs-older-than'))
    .option('--unfinished', words('help-flag/runs-unfinished'))
    .option('--dry-run', words('help-flag/runs-dry-run'))
    .option('--json', words('help-flag/json'))
    .action(async (options: RunsPruneOptions) => {
      const { runsPrune } = await import('../runs/prune.ts');
      done(await runsPrune(options, terminal));
    });
}
