import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { planScaffold } from '../../src/scaffold/plan.ts';
import { readPort } from '../../src/scaffold/port.ts';
import {
  componentKinds,
  flowKinds,
  type ComponentRequest,
  type ScaffoldRequest,
} from '../../src/scaffold/request.ts';
import { ScaffoldProblem } from '../../src/scaffold/scaffold-problem.ts';
import { readScaffoldTexts, scaffoldsFolder } from '../../src/scaffold/texts.ts';
import { root } from '../support/pages.ts';

const texts = await readScaffoldTexts(scaffoldsFolder());
const component: ComponentRequest = {
  kind: 'component',
  name: 'summary',
  folder: 'custom_components',
  language: 'en',
  variant: 'basic',
  displayName: 'Summary',
  description: '',
  icon: '',
  inputs: ['text:Text'],
  outputs: ['result:Text'],
  tests: false,
};

function planned(request: ScaffoldRequest): Map<string, string> {
  const files = planScaffold(request, texts, sayIn(request.language));
  return new Map(files.map((file) => [file.path, file.text]));
}

function problem(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof ScaffoldProblem) return error.text.key;
    throw error;
  }
}

describe('a plan', () => {
  it('of a component has the five files of the guide', () => {
    const folder = 'custom_components/summary/';
    const inside = [...planned(component).keys()].filter((file) => file.startsWith(folder));
    expect(inside.map((file) => file.slice(folder.length)).sort()).toEqual(
      ['README.md', '__init__.py', 'component.py', 'frontend.py', 'schema.py'].sort(),
    );
  });

  it('is the same every time', () => {
    expect([...planned(component)]).toEqual([...planned(component)]);
  });

  const common = { language: 'zh', name: 'x', displayName: '显示', description: '说明' } as const;
  const requests: ScaffoldRequest[] = [
    ...componentKinds.map((variant) => ({ ...component, variant, tests: true })),
    ...flowKinds.map((variant) => ({ ...common, kind: 'flow' as const, folder: 'a/b', variant })),
    { ...common, kind: 'template', folder: 'templates', parameters: ['a'] },
    { kind: 'project', name: '', folder: '', language: 'zh' },
    {
      ...common,
      ...{ kind: 'plugin', folder: 'plugins', version: '1.0', author: 'A' },
      ...{ permissions: ['network'], dependencies: [], config: ['a=b'], tests: true },
    },
  ];

  it.each(requests)('leaves no place empty: $kind $variant', (request) => {
    for (const [file, text] of planned(request)) {
      if (!file.startsWith('.bisheng-scaffold')) expect(text, file).not.toMatch(/@@|undefined/);
      if (text !== '') expect(text.endsWith('\n'), file).toBe(true);
      expect(text, file).not.toMatch(/[ \t]\n|\n{4}/);
      if (!/\.ya?ml$/.test(file) || file.endsWith('.test.yaml')) continue;
      const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      expect(path.posix.join(path.posix.dirname(file), schema)).toMatch(
        /^\.bisheng\/schema\/(?:flow|plugin|project)\.json$/,
      );
    }
  });

  it('uses all of the shipped files', () => {
    const shipped = readdirSync(path.join(root, 'scaffolds'), { recursive: true }).map(String);
    expect([...texts.keys()].sort()).toEqual(
      shipped.filter((file) => texts.has(file.replaceAll('\\', '/'))).sort(),
    );
  });
});

describe('an input', () => {
  it.each([
    ['text', { name: 'text', type: 'Text', required: true }],
    ['n:Integer=10', { name: 'n', type: 'Integer', required: false, value: 10 }],
    ['n:integer=10', { name: 'n', type: 'Integer', value: 10 }],
    ['n:int=10', { name: 'n', type: 'Integer', value: 10 }],
    ['n:str=10', { name: 'n', type: 'Text', value: '10' }],
    ['n:bool=true', { name: 'n', type: 'Boolean', value: true }],
    ['s:Text=10', { value: '10' }],
    ['s=a=b:c', { type: 'Text', value: 'a=b:c' }],
    ['s:Text=', { value: '', required: false }],
    ['b:Boolean=True', { value: true }],
    ['l:List=[1,2]', { value: [1, 2] }],
    ['{"name":"d","type":"Dropdown","options":["a"],"value":"a"}', { options: ['a'], value: 'a' }],
    ['{"name":"n","type":"Integer","required":true,"min":1,"max":3}', { min: 1, required: true }],
  ])('%s is read', (text, port) => {
    expect(readPort(text, '--input')).toMatchObject(port);
  });

  it.each([
    ['', 'name'],
    ['2x', 'name'],
    ['class', 'taken'],
    ['self', 'taken'],
    ['a-b', 'name'],
    ['情感', 'name'],
    ['x:Strng', 'type'],
    ['x:constructor', 'type'],
    ['x:Integer=ten', 'value'],
    ['x:Integer=1.5', 'value'],
    ['x:Dropdown', 'options-missing'],
    ['{"name":"x","type":"Dropdown","options":[]}', 'options'],
    ['{"name":"x","type":"Dropdown","options":["a"],"value":"b"}', 'outside'],
    ['{"name":"x","type":"Integer","min":2,"value":1}', 'outside'],
    ['{"name":"x","type":"Integer","min":2,"max":1}', 'range'],
    ['{"name":"x","tpye":"Text"}', 'key'],
    ['{"name":"x","info":1}', 'text'],
    ['{"name":"x"', 'json'],
  ])('%s is refused', (text, key) => {
    expect(problem(() => readPort(text, '--input'))).toBe(`scaffold-port/${key}`);
  });

  it.each<[Partial<ComponentRequest>, string]>([
    [{ inputs: ['a', 'a:Integer'] }, 'twice'],
    [{ outputs: [] }, 'no-output'],
    [{ variant: 'streaming', outputs: ['a:Integer'] }, 'streaming'],
    [{ variant: 'streaming', outputs: ['a', 'b'] }, 'streaming'],
    [{ variant: 'config', inputs: ['config_path'] }, 'config-path'],
    [{ variant: 'pluggable', inputs: ['processor'] }, 'twice'],
    [{ outputs: ['a=1'] }, 'output-value'],
  ])('%j is refused', (options, key) => {
    expect(problem(() => planned({ ...component, ...options }))).toBe(`scaffold-port/${key}`);
  });
});
