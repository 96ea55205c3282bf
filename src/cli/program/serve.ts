import type { ServeOptions } from '../serve/serve.ts';
import type { TokenCreateOptions } from '../token.ts';
import { gather, type Adding } from './adding.ts';

/** Adds `bisheng serve`. */
export function addServe({ program, words, terminal, done }: Adding): void {
  program
    .command('serve')
    .description(words('help/serve'))
    .usage(words('help-usage/serve'))
    .option('--port <port>', words('help-flag/serve-port'))
    .option('--host <address>', words('help-flag/serve-host'))
    .option('--allow-host <name>', words('help-flag/serve-allow-host'), gather)
    .option('--allow-origin <origin>', words('help-flag/serve-allow-origin'), gather)
    .option('--rate <n>', words('help-flag/serve-rate'))
    .option('--runs <n>', words('help-flag/serve-runs'))
    .option('--user-runs <n>', words('help-flag/serve-user-runs'))
    .option('--user-sockets <n>', words('help-flag/serve-user-sockets'))
    .option('--user-streams <n>', words('help-flag/serve-user-streams'))
    .option('--run-timeout <seconds>', words('help-flag/serve-run-timeout'))
    .option('--drain <seconds>', words('help-flag/serve-drain'))
    .option('--otel', words('help-flag/serve-otel'))
    .option('--quiet', words('help-flag/serve-quiet'))
    .action(async (options: ServeOptions) => {
      const { serveCommand } = await import('../serve/serve.ts');
      done(await serveCommand(options, terminal));
    });
}

/** Adds `bisheng token`. */
export function addToken({ program, words, terminal, done }: Adding): void {
  program
    .command('token')
    .description(words('help/token'))
    .usage(words('help-usage/token'))
    .command('create')
    .description(words('help/token-create'))
    .usage(words('help-usage/token-create'))
    .argument('<user>', words('help-argument/token-user'))
    .option('--role <role>', words('help-flag/token-role'))
    .option('--expires <time>', words('help-flag/token-expires'))
    .action(async (user: string, options: TokenCreateOptions) => {
      const { tokenCreate } = await import('../token.ts');
      done(await tokenCreate(user, options, terminal));
    });
}
