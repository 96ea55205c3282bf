import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import {
  settleSettings,
  type SettingSources,
  type SettingValue,
} from '../../src/project/settle-settings.ts';
import type { SettingName } from '../../src/project/settings.ts';
import { UsageError } from '../../src/project/usage-error.ts';

const location = { file: new SourceFile('bisheng.yaml', 'x'), start: 0, end: 1 };
const inFile = (entries: Record<string, SettingValue>): SettingSources['file'] =>
  new Map(Object.entries(entries).map(([name, value]) => [name, { value, location }]));

function settled(name: SettingName, sources: Partial<SettingSources>) {
  const all = { flags: {}, environment: {}, dotenv: {}, file: inFile({}), ...sources };
  return settleSettings(all).find((setting) => setting.name === name);
}

describe('where a setting comes from', () => {
  const sources = {
    flags: { concurrency: '1' },
    environment: { BISHENG_CONCURRENCY: '2' },
    dotenv: { BISHENG_CONCURRENCY: '3' },
    file: inFile({ concurrency: 4 }),
  };

  it('the flag, else the environment, else .env, else bisheng.yaml, else the default', () => {
    const at = (given: Partial<SettingSources>) => settled('concurrency', given);
    expect(at(sources)).toMatchObject({
      value: 1,
      source: { kind: 'flag', flag: '--concurrency' },
    });
    expect(at({ ...sources, flags: {} })).toMatchObject({
      value: 2,
      source: { kind: 'environment', variable: 'BISHENG_CONCURRENCY' },
    });
    expect(at({ ...sources, flags: {}, environment: {} })).toMatchObject({
      value: 3,
      source: { kind: 'dotenv', variable: 'BISHENG_CONCURRENCY' },
    });
    expect(at({ file: sources.file })).toMatchObject({
      value: 4,
      source: { kind: 'file', location },
    });
    expect(at({})).toMatchObject({ source: { kind: 'default' } });
  });

  it('an empty variable counts as none', () => {
    const environment = { BISHENG_CONCURRENCY: ' ' };
    expect(settled('concurrency', { ...sources, flags: {}, environment })).toMatchObject({
      value: 3,
    });
  });

  it('a language may be written as systems write it', () => {
    expect(settled('lang', { environment: { BISHENG_LANG: 'zh_CN.UTF-8' } })?.value).toBe('zh');
    expect(settled('lang', { environment: { LC_ALL: 'zh_TW', LANG: 'en_US' } })).toMatchObject({
      value: 'zh',
      source: { kind: 'environment', variable: 'LC_ALL' },
    });
    expect(settled('lang', { environment: { LANG: 'C.UTF-8' } })?.value).toBe('en');
  });

  it('the proxy of bisheng.yaml is for both schemes, that of a variable for its own', () => {
    const file = inFile({ 'http.proxy': 'http://file:1' });
    expect(settled('http.https_proxy', { file })?.value).toBe('http://file:1');
    const environment = { HTTP_PROXY: 'http://env:2', http_proxy: 'lower:3' };
    expect(settled('http.proxy', { file, environment })?.value).toBe('lower:3');
    expect(settled('http.https_proxy', { environment })?.value).toBeNull();
  });
});

describe('values that make no sense', () => {
  it.each([
    ['concurrency', '0'],
    ['concurrency', '1.5'],
    ['concurrency', 'many'],
    ['concurrency', '-1'],
    ['concurrency', '1e3'],
    ['concurrency', '99999999999999999999'],
    ['timeout', '0'],
    ['timeout', '-2'],
    ['timeout', 'Infinity'],
    ['timeout', '0x10'],
    ['lang', 'fr'],
    ['lang', 'zhongwen'],
  ] as const)('%s %j is refused, whether flag or variable', (name, text) => {
    const variable = `BISHENG_${name.toUpperCase()}`;
    expect(() => settled(name, { flags: { [name]: text } })).toThrow(UsageError);
    expect(() => settled(name, { environment: { [variable]: text } })).toThrow(UsageError);
  });

  it('does not repeat the password of a proxy', () => {
    const environment = { HTTP_PROXY: 'ftp://me:secret@host' };
    try {
      settled('http.proxy', { environment });
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify((error as UsageError).text)).not.toContain('secret');
    }
  });
});

it.each([
  ['5s', '5'],
  ['1.5m', '90'],
  ['250 ms', '0.25'],
  ['2H', '7200'],
  ['soon', undefined],
  ['0s', undefined],
  ['-5s', undefined],
])('of a timeout of %j, seconds are meant: %s', (timeout, name) => {
  const hint = (): unknown => {
    try {
      return settled('timeout', { flags: { timeout } });
    } catch (error) {
      return (error as UsageError).hint?.values?.name;
    }
  };
  expect(hint()).toBe(name);
});
