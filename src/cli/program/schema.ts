import { schemaNames, type SchemaName } from '../schema/names.ts';
import type { SchemaOptions } from '../schema.ts';
import { oneOf } from '../usage-errors.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng schema`. */
export function addSchema({ program, words, terminal, done }: Adding): void {
  program
    .command('schema')
    .description(words('help/schema'))
    .usage(words('help-usage/schema'))
    .argument('<name>', words('help-argument/schema-name'), oneOf('<name>', schemaNames))
    .action(async (name: SchemaName, options: SchemaOptions) => {
      const { schema } = await import('../schema.ts');
      done(await schema(name, options, terminal));
    });
}
