import type { MockLlmCommandOptions } from '../mock-llm.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng mock-llm`. */
export function addMockLlm({ program, words, terminal, done }: Adding): void {
  program
    .command('mock-llm')
    .description(words('help/mock-llm'))
    .usage(words('help-usage/mock-llm'))
    .argument('[script]', words('help-argument/mock-llm-script'))
    .option('--port <port>', words('help-flag/mock-llm-port'))
    .option('--host <address>', words('help-flag/mock-llm-host'))
    .option('--latency <seconds>', words('help-flag/mock-llm-latency'))
    .option('--chunk-delay <seconds>', words('help-flag/mock-llm-chunk-delay'))
    .option('--quiet', words('help-flag/mock-llm-quiet'))
    .action(async (script: string | undefined, options: MockLlmCommandOptions) => {
      const { mockLlm } = await import('../mock-llm.ts');
      done(await mockLlm(script, options, terminal));
    });
}
