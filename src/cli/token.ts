import path from 'node:path';
import { message } from '../messages/message.ts';
import { secondsOf } from '../project/time-span.ts';
import { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { secretKey } from '../server/secret-key.ts';
import { createToken } from '../server/token.ts';
import { storePlace } from '../store/store-place.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { ownProject } from './own-project.ts';
import type { Terminal } from './terminal.ts';

/** The flags of `bisheng token create`, as written. */
export interface TokenCreateOptions {
  readonly role?: string;
  readonly expires?: string;
  readonly lang?: string;
}

const LONGEST_USER = 256;
/** Ten years. */
const LONGEST = 315_360_000;

/** `bisheng token create`: a token for the project's server, on stdout. */
export async function tokenCreate(
  user: string,
  { role, expires, lang }: TokenCreateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const project = await ownProject({ lang }, terminal);
  if (user === '' || user.length > LONGEST_USER || /\p{Surrogate}/u.test(user)) {
    throw new UsageError(message('serve/token-user', { most: LONGEST_USER }));
  }
  if (role !== undefined && role !== 'admin' && role !== 'user') {
    throw new UsageError(message('serve/token-role', { value: foreign(role) }));
  }
  const store = storePlace(
    project.file === undefined ? undefined : project.root,
    terminal.environment,
  );
  const { bytes } = secretKey(path.dirname(store), project.environment);
  const token = await createToken(bytes, user, { seconds: secondsIn(expires ?? '24h'), role });
  terminal.stdout.write(`${token}\n`);
  return exitCode.ok;
}

function secondsIn(text: string): number {
  const seconds = secondsOf(text) ?? 0;
  if (Number.isInteger(seconds) && seconds > 0 && seconds <= LONGEST) return seconds;
  throw new UsageError(message('serve/token-expires', { value: foreign(text) }));
}
