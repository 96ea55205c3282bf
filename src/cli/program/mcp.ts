import type { McpOptions } from '../mcp.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng mcp`. */
export function addMcp({ program, words, terminal, done }: Adding): void {
  program
    .command('mcp')
    .description(words('help/mcp'))
    .usage(words('help-usage/mcp'))
    .argument('[dir]', words('help-argument/mcp-dir'))
    .option('--flow <id>', words('help-flag/mcp-flow'), gather)
    .action(async (dir: string | undefined, options: McpOptions) => {
      const { mcp } = await import('../mcp.ts');
      done(await mcp(dir, options, terminal));
    });
}
