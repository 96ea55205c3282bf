import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { message, type Message } from '../messages/message.ts';
import type { SandboxRules } from '../python/sandbox-rules.ts';
import { LinkOutOfFolder } from './folder-hash.ts';
import type { Plugin } from './plugin.ts';
import { sandboxRules, type PluginPlace } from './plugin-rules.ts';
import { sandboxLevel, type SandboxSupport } from './sandbox-level.ts';
import { trustState, type TrustState } from './trust.ts';

export interface ConfineOptions {
  readonly place: PluginPlace;
  /** The path of the real interpreter. */
  readonly interpreter: string;
  /** The setting of bisheng.yaml. */
  readonly setting: 'on' | 'off';
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the system can do; asked where it is not given. */
  readonly level?: (interpreter: string) => Promise<SandboxSupport>;
}

/** The rules to start a plugin's worker with (null: none), or why it must not start (code `sandbox-unavailable`). */
export type Confinement =
  | { readonly kind: 'run'; readonly sandbox: SandboxRules | null }
  | { readonly kind: 'refused'; readonly message: Message; readonly hint: Message };

/**
 * Decides how a plugin runs: under its permissions where the system enforces them; else only if a person trusts it or
 * the project does without. Creates its cache folder. Throws what the file system says.
 */
export async function confine(plugin: Plugin, options: ConfineOptions): Promise<Confinement> {
  const { place, interpreter, setting, environment } = options;
  await mkdir(place.home, { recursive: true });
  if (setting === 'off') return { kind: 'run', sandbox: null };
  const support = await (options.level ?? sandboxLevel)(interpreter);
  if (support.level === 'kernel') {
    if (await isLink(place)) {
      return {
        kind: 'refused',
        message: message('sandbox-unavailable/link', { plugin: plugin.id, folder: place.home }),
        hint: message('sandbox-unavailable/hint-link'),
      };
    }
    return { kind: 'run', sandbox: await sandboxRules(plugin, place) };
  }
  const state = await stateOf(plugin, environment);
  if (state === 'trusted') return { kind: 'run', sandbox: null };
  const reason = message(`sandbox-reason/${support.reason}`);
  const variant = state === 'changed' ? 'sandbox-unavailable/changed' : 'sandbox-unavailable';
  const hint = state === 'ci' ? 'sandbox-unavailable/hint-ci' : 'sandbox-unavailable/hint';
  return {
    kind: 'refused',
    message: message(variant, { plugin: plugin.id, reason }),
    hint: message(hint, { plugin: plugin.id }),
  };
}

/** Whether the cache folder is really somewhere else: the plugin would be given that to write. */
async function isLink({ project, home }: PluginPlace): Promise<boolean> {
  const expected = path.join(await realpath(project), path.relative(project, home));
  return (await realpath(home)) !== expected;
}

/** What can't be trusted isn't. */
async function stateOf(
  plugin: Plugin,
  environment: ConfineOptions['environment'],
): Promise<TrustState> {
  try {
    return await trustState(plugin.path, environment);
  } catch (error) {
    if (error instanceof LinkOutOfFolder) return 'untrusted';
    throw error;
  }
}
