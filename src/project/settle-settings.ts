import { message, type Message } from '../messages/message.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import { systemLanguage, type Environment } from './language.ts';
import {
  refusalOf,
  settingFromText,
  settingNames,
  settingOf,
  type SettingName,
  type Settings,
} from './settings.ts';
import { secondsOf } from './time-span.ts';
import { UsageError } from './usage-error.ts';

/** Where a setting's value comes from. */
export type SettingSource =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly location: Location }
  | { readonly kind: 'dotenv' | 'environment'; readonly variable: string }
  | { readonly kind: 'flag'; readonly flag: string };

export type SettingValue = Settings[SettingName];

/** A value of bisheng.yaml, already checked, with its place. */
export interface FileSetting {
  readonly value: SettingValue;
  readonly location: Location;
}

export interface SettingSources {
  /** As written on the command line. */
  readonly flags: Readonly<Partial<Record<SettingName, string | undefined>>>;
  readonly environment: Environment;
  readonly dotenv: Environment;
  /** By key: `http.proxy`. */
  readonly file: ReadonlyMap<string, FileSetting>;
}

export interface SettledSetting {
  readonly name: SettingName;
  readonly value: SettingValue;
  readonly source: SettingSource;
}

/**
 * The value of every setting: of the flag, else the environment, else .env, else bisheng.yaml, else the default. Throws
 * UsageError for a flag or variable whose text makes no sense.
 */
export function settleSettings(sources: SettingSources): SettledSetting[] {
  return settingNames.map((name) => ({ name, ...settle(name, sources) }));
}

function settle(name: SettingName, sources: SettingSources): Omit<SettledSetting, 'name'> {
  const { kind, variables = [], flag, orKey, default: otherwise } = settingOf(name);
  const read = (text: string, from: string): SettingValue => {
    const value = settingFromText(kind, text);
    if (value !== undefined) return value;
    const shown = kind === 'proxy' ? '…' : text;
    const refusal = message(refusalOf(kind), { name: from, value: shown });
    throw new UsageError(refusal, kind === 'seconds' ? secondsMeant(text) : undefined);
  };
  const given = sources.flags[name];
  if (given !== undefined && flag !== undefined) {
    return { value: read(given, flag), source: { kind: 'flag', flag } };
  }
  for (const origin of ['environment', 'dotenv'] as const) {
    // An empty variable is as good as none.
    const variable = variables.find((v) => sources[origin][v]?.trim());
    if (variable === undefined) continue;
    const value = read(sources[origin][variable] ?? '', variable);
    return { value, source: { kind: origin, variable } };
  }
  const written = sources.file.get(name) ?? sources.file.get(orKey ?? name);
  if (written)
    return { value: written.value, source: { kind: 'file', location: written.location } };
  if (name === 'lang') return systemSetting(sources.environment);
  return { value: otherwise, source: { kind: 'default' } };
}

/** A time with its unit in seconds: did you mean that? */
function secondsMeant(text: string): Message | undefined {
  const name = String(secondsOf(text.replace(/\s/g, '').toLowerCase()) ?? '');
  return settingFromText('seconds', name) === undefined
    ? undefined
    : message('did-you-mean', { name });
}

function systemSetting(environment: Environment): Omit<SettledSetting, 'name'> {
  const { language, variable } = systemLanguage(environment);
  return {
    value: language,
    source: variable === undefined ? { kind: 'default' } : { kind: 'environment', variable },
  };
}
