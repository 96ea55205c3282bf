import type { ComponentOptions } from '../component/components.ts';
import type { ComponentRunOptions } from '../component/run.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng component list|info|run`. */
export function addComponent({ program, words, terminal, done }: Adding): void {
  const component = program
    .command('component')
    .description(words('help/component'))
    .usage(words('help-usage/component'));
  component
    .command('list')
    .description(words('help/component-list'))
    .usage(words('help-usage/component-list'))
    .option('--json', words('help-flag/json'))
    .action(async (options: ComponentOptions) => {
      const { componentList } = await import('../component/components.ts');
      done(await componentList(options, terminal));
    });
  component
    .command('info')
    .description(words('help/component-info'))
    .usage(words('help-usage/component-info'))
    .argument('<name>', words('help-argument/component'))
    .option('--json', words('help-flag/json'))
    .action(async (name: string, options: ComponentOptions) => {
      const { componentInfo } = await import('../component/components.ts');
      done(await componentInfo(name, options, terminal));
    });
  component
    .command('run')
    .description(words('help/component-run'))
    .usage(words('help-usage/component-run'))
    .argument('<name>', words('help-argument/component'))
    .option('--input <text|k=v>', words('help-flag/component-input'), gather)
    .option('--config <k=v>', words('help-flag/component-config'), gather)
    .option(
      '--output <text|json|ndjson>',
      words('help-flag/output'),
      oneOf('--output', ['text', 'json', 'ndjson']),
    )
    .option('--timeout <seconds>', words('help-flag/timeout'))
    .option('--debug', words('help-flag/component-debug'))
    .option('--quiet', words('help-flag/quiet'))
    .option('-v, --verbose', words('help-flag/verbose'))
    .option('--yes', words('help-flag/yes'))
    .action(async (name: string, options: ComponentRunOptions) => {
      const { componentRun } = await import('../component/run.ts');
      done(await componentRun(name, options, terminal));
    });
}
