import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { sayIn } from '../../src/messages/message.ts';
import { checkPermission, parsePermission } from '../../src/plugins/permissions.ts';

describe('a permission', () => {
  it.each([
    ['read_text', { kind: 'minimum' }],
    ['process_text', { kind: 'minimum' }],
    ['cache_results', { kind: 'minimum' }],
    ['network', { kind: 'network' }],
    ['read:data', { kind: 'read', value: 'data' }],
    ['read: data/a b.csv ', { kind: 'read', value: 'data/a b.csv' }],
    ['write:C:\\out', { kind: 'write', value: 'C:\\out' }],
    ['run:git', { kind: 'run', value: 'git' }],
    ['env:API_KEY', { kind: 'env', value: 'API_KEY' }],
    ['env:_x1', { kind: 'env', value: '_x1' }],
  ])('%s', (text, permission) => {
    expect(parsePermission(text)).toEqual(permission);
  });

  it.each([
    ['', 'unknown'],
    ['internet', 'unknown'],
    ['Network', 'unknown'],
    ['read_text:data', 'value-extra'],
    ['network:example.com', 'value-extra'],
    ['network example.com', 'value-extra'],
    ['read', 'value-missing'],
    ['read:', 'value-missing'],
    ['run: ', 'value-missing'],
    ['env:*', 'name'],
    ['env:A B', 'name'],
    ['env:1A', 'name'],
    ['read:a\nb', 'path'],
    ['read:a\0b', 'path'],
    ['__proto__', 'unknown'],
  ])('%j is none: %s', (text, problem) => {
    expect(parsePermission(text)).toEqual({ kind: 'invalid', problem });
  });
});

describe('the finding', () => {
  function findingFor(text: string): string[] {
    const found: Diagnostic[] = [];
    const source = new SourceFile('config.yaml', JSON.stringify(text));
    const tree = readTree(source, (one) => found.push(one));
    if (tree?.kind !== 'scalar') throw new Error('no scalar');
    checkPermission(text, tree, (one) => found.push(one));
    const say = sayIn('en');
    return found.flatMap(({ message, hint }) => [say(message), hint ? say(hint) : '']);
  }

  it('names the nearest', () => {
    expect(findingFor('netwrok')).toEqual([
      'Nobody knows the permission “netwrok”.',
      'Did you mean “network”?',
    ]);
    expect(findingFor('reed:data')[1]).toBe('Did you mean “read”?');
  });

  it('says what is missing', () => {
    expect(findingFor('env')).toEqual([
      'The permission “env” doesn’t say which.',
      'Name an environment variable: env:API_KEY',
    ]);
  });

  it('lists them all where nothing is near', () => {
    expect(findingFor('everything')[1]).toContain('run:PROGRAM');
  });

  it('is none for a right one', () => {
    expect(findingFor('run:git')).toEqual([]);
  });
});
