import { message, type Message } from '../../messages/message.ts';
import { LinkOutOfFolder } from '../../plugins/folder-hash.ts';
import { distrust, isCi, trust } from '../../plugins/trust.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { askFor } from '../ask.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { pluginNamed, withPlugins, writeJson, type PluginOptions } from './open-plugins.ts';
import { levelOf } from './state.ts';

/** The flags of `bisheng plugin trust`, as written. */
export interface PluginTrustOptions extends PluginOptions {
  readonly yes?: boolean;
  readonly revoke?: boolean;
}

/**
 * `bisheng plugin trust`: lets a plugin run where its permissions can't be enforced, as long as nothing in its folder
 * changes. Only a person can say so; in CI nobody is one.
 */
export function pluginTrust(
  name: string,
  options: PluginTrustOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withPlugins(options, terminal, async (opened) => {
    const { environment } = terminal;
    const { id, path, plugin } = pluginNamed(name, opened.plugins);
    const say = (text: Message): void => note(terminal, text);
    if (options.revoke) {
      const was = await distrust(path, environment);
      say(message(was ? 'trust-revoked' : 'trust-revoked/never', { plugin: id }));
      if (options.json) writeJson(terminal, { plugin: id, trusted: false });
      return exitCode.ok;
    }
    if (isCi(environment)) {
      say(message('trust-ci'));
      say(message('trust-ci/hint'));
      return exitCode.failed;
    }
    const permissions = (plugin?.permissions ?? []).map(foreign);
    say(message('trust-means', { plugin: id, permissions: permissions.join(', ') || '-' }));
    if ((await levelOf(opened)) === 'kernel') say(message('trust-not-needed'));
    if (!(await isMeant(id, options, terminal))) return exitCode.failed;
    try {
      await trust(path, environment);
    } catch (error) {
      if (!(error instanceof LinkOutOfFolder)) throw error;
      say(message('trust-link', { plugin: id, link: foreign(error.link) }));
      return exitCode.failed;
    }
    say(message('trust-done', { plugin: id }));
    if (options.json) writeJson(terminal, { plugin: id, trusted: true });
    return exitCode.ok;
  });
}

async function isMeant(
  plugin: string,
  { yes }: PluginTrustOptions,
  terminal: Terminal,
): Promise<boolean> {
  if (yes) return true;
  if (!terminal.interactive) {
    throw new UsageError(message('trust-unasked'), message('trust-unasked/hint', { plugin }));
  }
  const prompt = terminal.say(message('trust-ask', { plugin }));
  return (await askFor({ prompt, yesOrNo: true }, terminal)) === true;
}
