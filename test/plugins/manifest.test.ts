import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { checkCode } from '../../src/plugins/check-code.ts';
import { discoverPlugins } from '../../src/plugins/discover.ts';
import { readManifest } from '../../src/plugins/manifest.ts';
import type { Plugin } from '../../src/plugins/plugin.ts';
import type { InspectedClass, InspectedFolder } from '../../src/python/inspection.ts';
import { Found } from '../flow/found.ts';

function read(text: string): { plugin: Plugin | undefined; found: Found } {
  const found = new Found();
  const place = { id: 'nlp', path: '/project/plugins/nlp' };
  const plugin = readManifest(new SourceFile('config.yaml', text), place, found.report);
  expect(found.words.join('')).not.toMatch(/\{\w+\}/);
  return { plugin, found };
}

const whole = `name: "TextProcessingPlugin"
version: 1.10
description: "高级文本处理插件"
author: "开发团队"
class_name: "TextProcessingPlugin"
dependencies:
  - "nltk>=3.8"
config:
  sentiment: {threshold: 0.5}
permissions:
  - "read_text"
limits: {memory: 512, cpu: 60}
`;

describe('config.yaml of a plugin', () => {
  it('is read as the guide shows it', () => {
    const { plugin, found } = read(whole);
    expect(found.shown).toEqual([]);
    expect(plugin).toMatchObject({
      id: 'nlp',
      path: '/project/plugins/nlp',
      name: 'TextProcessingPlugin',
      version: '1.10',
      description: '高级文本处理插件',
      author: '开发团队',
      className: 'TextProcessingPlugin',
      dependencies: [{ text: 'nltk>=3.8', name: 'nltk' }],
      config: { sentiment: { threshold: 0.5 } },
      permissions: ['read_text'],
      limits: { memory: 512, cpu: 60 },
    });
  });

  it('needs no more than a class name', () => {
    const { plugin, found } = read('class_name: P');
    expect(found.shown).toEqual([]);
    expect(plugin).toMatchObject({ name: 'nlp', version: null, dependencies: [], permissions: [] });
  });

  it.each([
    ['', 'plugin-manifest 1:1 ""'],
    ['- a', 'plugin-manifest 1:1 "- a"'],
    ['class_name: [A]', 'field-type 1:13 "[A]"'],
    ['name: x', 'plugin-class-missing 1:1 "name"'],
    ['class_name: P\nclas_name: Q', 'key-unknown/plugin 2:1 "clas_name"'],
    ['class_name: P\nlimits: {memroy: 3}', 'key-unknown/limits 2:10 "memroy"'],
    ['class_name: P\nlimits: {cpu: 0}', 'field-type 2:15 "0"'],
    ['class_name: P\ndependencies: nltk', 'field-type 2:15 "nltk"'],
    ['class_name: P\ndependencies: [3]', 'field-type 2:16 "3"'],
    ['class_name: P\nconfig: [1]', 'field-type 2:9 "[1]"'],
    ['class_name: P\ndependencies: ["a\\u0062c=1"]', 'requirement-invalid/single-equals 2:25 "="'],
    ['class_name: P\ndependencies: ["a==b"]', 'requirement-invalid/version 2:20 "b"'],
    ['class_name: P\npermissions: [read_txt]', 'permission-invalid/unknown 2:15 "read_txt"'],
    ['class_name: P\nclass_name: Q', 'duplicate-key 2:1 "class_name"'],
  ])('%j: %s', (text, expected) => {
    const { found } = read(text);
    expect(found.shown).toContain(expected);
  });

  it('takes __proto__ for an ordinary key', () => {
    const { plugin } = read('class_name: P\nconfig: {__proto__: {a: 1}}');
    expect(Object.keys(plugin?.config ?? {})).toEqual(['__proto__']);
  });
});

function described(name: string, more: Partial<InspectedClass> = {}): InspectedClass {
  return { name, is_plugin: true, literals: {}, ...more } as InspectedClass;
}

function differences(text: string, ...classes: InspectedClass[]): string[] {
  const { plugin } = read(text);
  if (!plugin) throw new Error('no plugin');
  const found = new Found();
  checkCode(plugin, { classes } as unknown as InspectedFolder, found.report);
  expect(found.words.join('')).not.toMatch(/\{\w+\}/);
  return found.shown;
}

describe('config.yaml beside plugin.py', () => {
  it('is fine where both say the same, or the code says nothing', () => {
    const literals = { name: 'TextProcessingPlugin', version: '1.10' };
    expect(differences(whole, described('TextProcessingPlugin', { literals }))).toEqual([]);
  });

  it('is told of labels that differ, each with its place', () => {
    const literals = { version: '2.0', description: '提供高级文本处理功能的插件' };
    expect(differences(whole, described('TextProcessingPlugin', { literals }))).toEqual([
      'plugin-label-differs 2:10 "1.10"',
      'plugin-label-differs 3:14 "\\"高级文本处理插件\\""',
    ]);
  });

  it('is told of a class that is not there, or no plugin', () => {
    expect(differences('class_name: Plugn', described('Plugin'))).toEqual([
      'plugin-class-unknown 1:13 "Plugn"',
    ]);
    expect(differences('class_name: P')).toEqual(['plugin-class-unknown 1:13 "P"']);
    expect(differences('class_name: P', described('P', { is_plugin: false }))).toEqual([
      'plugin-class-kind 1:13 "P"',
    ]);
  });
});

describe('the folder plugins/', () => {
  it('holds plugins, halves of them, and what is none', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'bisheng-plugins-'));
    afterAll(() => rm(root, { recursive: true, force: true }));
    const files = {
      'whole/plugin.py': '',
      'whole/config.yaml': 'class_name: P',
      'code/plugin.py': '',
      'renamed/plugin.py': '',
      'renamed/config.yml': '',
      'config/config.yaml': 'class_name: P',
      'binary/plugin.py': '',
      'binary/config.yaml': '\0\0',
      'other/README.md': '',
      '__pycache__/plugin.py': '',
      '.hidden/plugin.py': '',
    };
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(root, 'plugins', name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    await writeFile(path.join(root, 'plugins', 'loose.py'), '');
    const found = await discoverPlugins(root, (file) => path.relative(root, file));
    expect(
      found.map(({ id, diagnostics }) => [id, diagnostics.map((d) => d.hint?.key ?? d.code)]),
    ).toEqual([
      ['binary', ['file-binary']],
      ['code', ['plugin-incomplete/hint-config']],
      ['config', ['plugin-incomplete/hint-code']],
      ['renamed', ['plugin-incomplete/hint-rename']],
      ['whole', []],
    ]);
  });

  it('need not be there', async () => {
    expect(await discoverPlugins('/nonexistent', (file) => file)).toEqual([]);
  });
});
