import type { InstantiateOptions } from '../template/instantiate.ts';
import type { TemplateOptions } from '../template/open-templates.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng template list|show|instantiate`. */
export function addTemplate({ program, words, terminal, done }: Adding): void {
  const template = program
    .command('template')
    .description(words('help/template'))
    .usage(words('help-usage/template'));
  template
    .command('list')
    .description(words('help/template-list'))
    .usage(words('help-usage/template-list'))
    .option('--json', words('help-flag/json'))
    .action(async (options: TemplateOptions) => {
      const { templateList } = await import('../template/list.ts');
      done(await templateList(options, terminal));
    });
  template
    .command('show')
    .description(words('help/template-show'))
    .usage(words('help-usage/template-show'))
    .argument('<name|path>', words('help-argument/template'))
    .option('--json', words('help-flag/json'))
    .action(async (name: string, options: TemplateOptions) => {
      const { templateShow } = await import('../template/show.ts');
      done(await templateShow(name, options, terminal));
    });
  template
    .command('instantiate')
    .description(words('help/template-instantiate'))
    .usage(words('help-usage/template-instantiate'))
    .argument('<name|path>', words('help-argument/template'))
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--params-file <file>', words('help-flag/params-file'))
    .option('-o, --output <file>', words('help-flag/template-output'))
    .option('--force', words('help-flag/template-force'))
    .option('--yes', words('help-flag/yes'))
    .action(async (name: string, options: InstantiateOptions) => {
      const { templateInstantiate } = await import('../template/instantiate.ts');
      done(await templateInstantiate(name, options, terminal));
    });
}
