import type { Command } from 'commander';
import { componentKinds, flowKinds } from '../../scaffold/request.ts';
import type { NewComponentOptions } from '../new/component.ts';
import type { NewFlowOptions } from '../new/flow.ts';
import type { NewPluginOptions } from '../new/plugin.ts';
import type { NewTemplateOptions } from '../new/template.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng new` and what can be new. */
export function addNew({ program, words, terminal, done }: Adding): void {
  const all = program.command('new').description(words('help/new')).usage(words('help-usage/new'));
  const add = (kind: 'component' | 'plugin' | 'flow' | 'template'): Command =>
    all
      .command(kind)
      .description(words(`help/new-${kind}`))
      .usage(words(`help-usage/new-${kind}`))
      .argument('[name]', words('help-argument/new-name'))
      .option('--dir <dir>', words('help-flag/new-dir'));
  const ended = (command: Command): Command =>
    command
      .option('--yes', words('help-flag/yes'))
      .option('--dry-run', words('help-flag/scaffold-dry-run'))
      .option('--json', words('help-flag/scaffold-json'));
  const kind = `--kind <${componentKinds.join('|')}>`;
  const from = `--from <${flowKinds.join('|')}>`;

  const component = add('component')
    .option(kind, words('help-flag/new-kind'), oneOf('--kind', componentKinds))
    .option('--display-name <text>', words('help-flag/new-display-name'))
    .option('--description <text>', words('help-flag/new-description'))
    .option('--icon <text>', words('help-flag/new-icon'))
    .option('--input <name:Type=value>', words('help-flag/new-input'), gather)
    .option('--output <name:Type>', words('help-flag/new-output'), gather)
    .option('--tests', words('help-flag/new-tests'));
  ended(component).action(async (name: string | undefined, options: NewComponentOptions) => {
    const { newComponent } = await import('../new/component.ts');
    done(await newComponent(name, options, terminal));
  });

  const plugin = add('plugin')
    .option('--description <text>', words('help-flag/new-description'))
    .option('--permission <permission>', words('help-flag/new-permission'), gather)
    .option('--dependency <requirement>', words('help-flag/new-dependency'), gather)
    .option('--config <key=value>', words('help-flag/new-config'), gather)
    .option('--author <text>', words('help-flag/new-author'))
    .option('--plugin-version <version>', words('help-flag/new-version'))
    .option('--tests', words('help-flag/new-tests'));
  ended(plugin).action(async (name: string | undefined, options: NewPluginOptions) => {
    const { newPlugin } = await import('../new/plugin.ts');
    done(await newPlugin(name, options, terminal));
  });

  const flow = add('flow')
    .option(from, words('help-flag/new-from'), oneOf('--from', flowKinds))
    .option('--display-name <text>', words('help-flag/new-display-name'))
    .option('--description <text>', words('help-flag/new-description'));
  ended(flow).action(async (name: string | undefined, options: NewFlowOptions) => {
    const { newFlow } = await import('../new/flow.ts');
    done(await newFlow(name, options, terminal));
  });

  const template = add('template')
    .option('--display-name <text>', words('help-flag/new-display-name'))
    .option('--description <text>', words('help-flag/new-description'))
    .option('--param <name:type=value>', words('help-flag/new-param'), gather);
  ended(template).action(async (name: string | undefined, options: NewTemplateOptions) => {
    const { newTemplate } = await import('../new/template.ts');
    done(await newTemplate(name, options, terminal));
  });
}
