import type { PluginInstallOptions } from '../plugin/install.ts';
import type { PluginOptions } from '../plugin/open-plugins.ts';
import type { PluginRunOptions } from '../plugin/run.ts';
import type { PluginTrustOptions } from '../plugin/trust.ts';
import { oneOf } from '../usage-errors.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng plugin list|info|check|install|trust|run`. */
export function addPlugin({ program, words, terminal, done }: Adding): void {
  const plugin = program
    .command('plugin')
    .description(words('help/plugin'))
    .usage(words('help-usage/plugin'));
  plugin
    .command('list')
    .description(words('help/plugin-list'))
    .usage(words('help-usage/plugin-list'))
    .option('--json', words('help-flag/json'))
    .action(async (options: PluginOptions) => {
      const { pluginList } = await import('../plugin/list.ts');
      done(await pluginList(options, terminal));
    });
  plugin
    .command('info')
    .description(words('help/plugin-info'))
    .usage(words('help-usage/plugin-info'))
    .argument('<name>', words('help-argument/plugin'))
    .option('--json', words('help-flag/json'))
    .action(async (name: string, options: PluginOptions) => {
      const { pluginInfo } = await import('../plugin/info.ts');
      done(await pluginInfo(name, options, terminal));
    });
  plugin
    .command('check')
    .description(words('help/plugin-check'))
    .usage(words('help-usage/plugin-check'))
    .argument('[name...]', words('help-argument/plugins'))
    .option('--json', words('help-flag/json'))
    .option('--strict', words('help-flag/strict'))
    .action(async (names: string[], options: PluginOptions & { readonly strict?: boolean }) => {
      const { pluginCheck } = await import('../plugin/check.ts');
      done(await pluginCheck(names, options, terminal));
    });
  plugin
    .command('install')
    .description(words('help/plugin-install'))
    .usage(words('help-usage/plugin-install'))
    .argument('[name...]', words('help-argument/plugins-install'))
    .option('--find-links <dir|url>', words('help-flag/find-links'), gather)
    .option('--no-index', words('help-flag/no-index'))
    .option('--upgrade', words('help-flag/upgrade'))
    .option('-v, --verbose', words('help-flag/verbose'))
    .option('--json', words('help-flag/json'))
    .action(async (names: string[], options: PluginInstallOptions) => {
      const { pluginInstall } = await import('../plugin/install.ts');
      done(await pluginInstall(names, options, terminal));
    });
  plugin
    .command('trust')
    .description(words('help/plugin-trust'))
    .usage(words('help-usage/plugin-trust'))
    .argument('<name>', words('help-argument/plugin'))
    .option('--yes', words('help-flag/trust-yes'))
    .option('--revoke', words('help-flag/revoke'))
    .option('--json', words('help-flag/json'))
    .action(async (name: string, options: PluginTrustOptions) => {
      const { pluginTrust } = await import('../plugin/trust.ts');
      done(await pluginTrust(name, options, terminal));
    });
  plugin
    .command('run')
    .description(words('help/plugin-run'))
    .usage(words('help-usage/plugin-run'))
    .argument('<name>', words('help-argument/plugin'))
    .option('--input <text|k=v>', words('help-flag/plugin-input'), gather)
    .option('--config <k=v>', words('help-flag/plugin-config'), gather)
    .option(
      '--output <text|json|ndjson>',
      words('help-flag/output'),
      oneOf('--output', ['text', 'json', 'ndjson']),
    )
    .option('--timeout <seconds>', words('help-flag/timeout'))
    .option('--quiet', words('help-flag/quiet'))
    .option('-v, --verbose', words('help-flag/verbose'))
    .action(async (name: string, options: PluginRunOptions) => {
      const { pluginRun } = await import('../plugin/run.ts');
      done(await pluginRun(name, options, terminal));
    });
}
