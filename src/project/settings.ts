import { isIP } from 'node:net';
import type { Language, MessageKey } from '../messages/message.ts';
import { isObject, type Value } from '../flow/value.ts';
import { DEFAULT_CONCURRENCY } from '../engine/run.ts';
import { parseByteSize } from '../http/byte-size.ts';
import { DEFAULT_MAX_BYTES, DEFAULT_TIMEOUT } from '../http/defaults.ts';
import { parsePermission } from '../plugins/permissions.ts';
import { languageOf } from './language.ts';

/** What the value of each kind of setting is. */
interface Kinds {
  language: Language;
  /** A whole number, at least 1. */
  count: number;
  /** Seconds, more than 0. */
  seconds: number;
  /** Bytes: a number, or a text such as `10MB`. */
  bytes: number;
  boolean: boolean;
  /** `off` lets all plugins of a project do what they like. */
  sandbox: 'on' | 'off';
  text: string;
  /** As a plugin's config.yaml has them. */
  permissions: readonly string[];
  /** `http://user:password@host:port`; the scheme may be missing. */
  proxy: string;
  /** In a variable parted by commas, in the file a list or such a text. */
  hosts: readonly string[];
  names: readonly string[];
  /** The same of `https://app.example.com:8443`. */
  origins: readonly string[];
  /** 0: any free one. */
  port: number;
  /** So many a second, more than 0. */
  rate: number;
  /** Seconds; 0 waits for nothing. */
  wait: number;
}
export type Kind = keyof Kinds;

interface Setting {
  readonly kind: Kind;
  readonly default: Kinds[Kind] | null;
  /** The environment variables that give it; the first that is set counts. */
  readonly variables?: readonly string[];
  readonly flag?: string;
  /** Another key of bisheng.yaml that gives it where its own doesn't. */
  readonly orKey?: string;
}

/** Every setting there is: its key in bisheng.yaml (`http.proxy` is `proxy` under `http`) and what else can give it. */
export const settings = {
  lang: { kind: 'language', default: 'en', variables: ['BISHENG_LANG'], flag: '--lang' },
  concurrency: {
    kind: 'count',
    default: DEFAULT_CONCURRENCY,
    variables: ['BISHENG_CONCURRENCY'],
    flag: '--concurrency',
  },
  timeout: { kind: 'seconds', default: null, variables: ['BISHENG_TIMEOUT'], flag: '--timeout' },
  token_limit: { kind: 'count', default: null, variables: ['BISHENG_TOKEN_LIMIT'] },
  // Whether runs are kept.
  store: { kind: 'boolean', default: true },
  // Of all that the cache keeps.
  cache_size: { kind: 'bytes', default: 256 * 1024 * 1024 },
  python: { kind: 'text', default: null, variables: ['BISHENG_PYTHON'] },
  // Only the project's own file says it: nobody's environment takes a sandbox away unseen.
  sandbox: { kind: 'sandbox', default: 'on' },
  'components.permissions': { kind: 'permissions', default: null },
  'http.proxy': { kind: 'proxy', default: null, variables: ['http_proxy', 'HTTP_PROXY'] },
  'http.https_proxy': {
    kind: 'proxy',
    default: null,
    variables: ['https_proxy', 'HTTPS_PROXY'],
    orKey: 'http.proxy',
  },
  'http.no_proxy': { kind: 'hosts', default: null, variables: ['no_proxy', 'NO_PROXY'] },
  'http.timeout': { kind: 'seconds', default: DEFAULT_TIMEOUT },
  'http.max_size': { kind: 'bytes', default: DEFAULT_MAX_BYTES },
  'http.allow_private': { kind: 'boolean', default: false },
  'serve.port': { kind: 'port', default: 8_086, flag: '--port' },
  'serve.host': { kind: 'text', default: '127.0.0.1', flag: '--host' },
  'serve.allow_host': { kind: 'names', default: null, flag: '--allow-host' },
  'serve.allow_origin': { kind: 'origins', default: null, flag: '--allow-origin' },
  'serve.rate': { kind: 'rate', default: 50, flag: '--rate' },
  'serve.runs': { kind: 'count', default: 200, flag: '--runs' },
  'serve.user_runs': { kind: 'count', default: 100, flag: '--user-runs' },
  'serve.user_sockets': { kind: 'count', default: 20, flag: '--user-sockets' },
  'serve.user_streams': { kind: 'count', default: 20, flag: '--user-streams' },
  'serve.run_timeout': { kind: 'seconds', default: null, flag: '--run-timeout' },
  // Of results that are sent.
  'serve.max_result': { kind: 'bytes', default: 16 * 1024 * 1024 },
  // Of components in Python.
  'serve.instances': { kind: 'count', default: 1_000 },
  'serve.user_instances': { kind: 'count', default: 100 },
  'serve.instance_idle': { kind: 'seconds', default: 600 },
  'serve.drain': { kind: 'wait', default: 10, flag: '--drain' },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
type KindOf<N extends SettingName> = (typeof settings)[N]['kind'];
type Optional<N extends SettingName> = (typeof settings)[N]['default'] extends null ? null : never;

/** The value of every setting; null where there is none. */
export type Settings = { readonly [N in SettingName]: Kinds[KindOf<N>] | Optional<N> };

export const settingNames = Object.keys(settings) as SettingName[];

/** A setting without its type narrowed to the one entry. */
export function settingOf(name: SettingName): Setting {
  return settings[name];
}

/** The sentence for a value that a kind refuses; its places are `name` and `value`. */
export function refusalOf(kind: Kind): MessageKey {
  return `setting-invalid/${kind}`;
}

/** A setting's value from a variable or a flag; undefined where the text is none. */
export function settingFromText(kind: Kind, text: string): Kinds[Kind] | undefined {
  switch (kind) {
    case 'count':
    case 'seconds':
    case 'port':
    case 'rate':
    case 'wait':
      return /^\s*\d+(\.\d+)?\s*$/.test(text) ? checked(kind, Number(text)) : undefined;
    case 'boolean':
      return booleans.get(text.trim().toLowerCase());
    default:
      return checked(kind, text.trim());
  }
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** A setting's value from bisheng.yaml; undefined where it is of the wrong kind. */
export function settingFromValue(kind: Kind, value: Value): Kinds[Kind] | undefined {
  return checked(kind, value);
}

function checked(kind: Kind, value: Value): Kinds[Kind] | undefined {
  switch (kind) {
    case 'language':
      return typeof value === 'string' ? languageOf(value) : undefined;
    case 'count':
      return Number.isSafeInteger(value) && Number(value) >= 1 ? Number(value) : undefined;
    case 'bytes':
      return parseByteSize(value);
    case 'seconds':
      return typeof value === 'number' && value > 0 && value < MAX_SECONDS ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'sandbox':
      return value === false || value === 'off'
        ? 'off'
        : value === true || value === 'on'
          ? 'on'
          : undefined;
    case 'permissions':
      return permissions(value);
    case 'text':
      return typeof value === 'string' && value !== '' ? value : undefined;
    case 'proxy':
      return typeof value === 'string' && isProxy(value) ? value : undefined;
    case 'hosts':
      return hosts(value);
    case 'names':
      return names(value);
    case 'origins':
      return origins(value);
    case 'port':
      return Number.isInteger(value) && within(value, 0, 65_535) ? Number(value) : undefined;
    case 'rate':
      return within(value, 0.01, 1e6) ? Number(value) : undefined;
    case 'wait':
      return within(value, 0, 3_600) ? Number(value) : undefined;
  }
}

/** A timer can't wait longer than 2^31 milliseconds. */
const MAX_SECONDS = 2_147_483;

function isProxy(text: string): boolean {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  return /^https?:/i.test(whole) && URL.canParse(whole);
}

function hosts(value: Value): string[] | undefined {
  const list = typeof value === 'string' ? value.split(/[\s,]+/) : value;
  return texts(list)?.filter((host) => host !== '');
}

/** Names of a server, by none of which it is asked with wildcards or a port. */
function names(value: Value): string[] | undefined {
  const list = hosts(value);
  return list?.every((name) => isIP(name) !== 0 || NAME.test(name)) ? list : undefined;
}

const NAME = /^(?=.{1,253}$)[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?$/i;

function origins(value: Value): string[] | undefined {
  const list = hosts(value);
  return list?.every((text) => URL.canParse(text) && new URL(text).origin === text)
    ? list
    : undefined;
}

function within(value: Value, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function permissions(value: Value): string[] | undefined {
  const words = texts(value);
  return words?.every((word) => parsePermission(word).kind !== 'invalid') ? words : undefined;
}

function texts(value: Value): string[] | undefined {
  if (isObject(value) || !Array.isArray(value)) return undefined;
  const found = value.filter((text): text is string => typeof text === 'string');
  return found.length === value.length ? found : undefined;
}
