import { execFileSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortValues } from '../../src/engine/component.ts';
import type { Fingerprints } from '../../src/flow/fingerprint/fingerprint.ts';
import type { GivenValue } from '../../src/flow/parameters/bind-parameters.ts';
import { sayIn } from '../../src/messages/message.ts';
import type { FlowTree } from '../../src/project/flow-tree.ts';
import { fingerprintsOf } from '../../src/project/fingerprints.ts';
import { flowToRun } from '../../src/project/flow-to-run.ts';
import { planTree } from '../../src/project/plan-tree.ts';
import { Projects } from '../../src/project/projects.ts';
import { readSource } from '../../src/project/read-source.ts';
import { whyChanged } from '../../src/project/why-changed.ts';

const component = `class Loud(BaseComponent):
    def build(self, text):
        return text.upper()
`;
/** A flow with one of everything: a router, a loop in a loop, a sub-flow, a splitter and a merger, Python, files. */
const flow = `name: everything
description: as it was
parameters:
  - {name: tone, type: string, default: kind}
  - {name: looked_up, type: string, default: seen}
  - {name: token, type: string, secret: true, default: "4711"}
nodes:
  - {id: start, type: InputNode}
  - {id: said, type: Transform, config: {template: "{text} \${tone}"}}
  - {id: named, type: Transform, config: {expression: looked_up}}
  - id: ask
    type: HTTPRequest
    config: {url: "http://localhost/", headers: {a: "\${token}", b: "2"}}
  - id: route
    type: ConditionalRouter
    config:
      conditions: [{name: yes_arm, expression: "len(text) > 3", next_node: left}]
      default_node: right
  - {id: left, type: Transform, config: {expression: "1"}}
  - {id: right, type: Transform, config: {expression: "2"}}
  - {id: items, type: BatchInput, config: {source: items.jsonl}}
  - {id: outer, type: LoopController, config: {batch_size: 1}}
  - {id: body, type: Transform, inputs: {x: outer.batch}, config: {expression: x}}
  - {id: gather, type: ResultAggregator, inputs: {results: body.result}}
  - {id: behind, type: Transform, inputs: {x: gather.result}, config: {expression: x}}
  - {id: sub, type: Flow, inputs: {input: said.result}, config: {flow: inner.yaml, parameters: {word: a}}}
  - {id: shout, type: Loud, inputs: {text: said.result}}
  - {id: find, type: KnowledgeRetriever, inputs: {question: said.result}, config: {knowledge_base_id: facts}}
  - {id: write, type: LLMGenerator, inputs: {prompt: said.result}, config: {model: big}}
  - {id: split, type: DataSplitter, inputs: {data: gather.result}, config: {split_strategy: chunk}}
  - {id: one, type: Transform, config: {expression: data}}
  - {id: two, type: Transform, config: {expression: data}}
  - {id: join, type: ResultMerger}
edges:
  - {from: start, to: said}
  - {from: start, to: route}
  - {from: items, to: outer}
  - {from: outer, to: body}
  - {from: body, to: gather}
  - {from: gather, to: outer}
  - {from: gather, to: behind}
  - {from: said, to: sub}
  - {from: said, to: shout}
  - {from: said, to: find}
  - {from: said, to: write}
  - {from: gather, to: split}
  - {from: split, to: one}
  - {from: split, to: two}
  - {from: one, to: join}
  - {from: two, to: join}
`;
const files: Readonly<Record<string, string>> = {
  'bisheng.yaml': `models:
  big: {base_url: "http://localhost:1/v1", model: m1, api_key_env: BIG_KEY}
`,
  'flow.yaml': flow,
  'inner.yaml': `parameters: [{name: word, type: string, required: true}]
nodes:
  - {id: first, type: InputNode}
  - {id: second, type: Transform, config: {template: "{text} \${word}"}}
  - {id: third, type: Transform, config: {template: "{result}"}}
edges:
  - {from: first, to: second}
  - {from: second, to: third}
`,
  'items.jsonl': '1\n2\n',
  'knowledge/facts/a.md': '# A\nb\n',
  'custom_components/shout/component.py': `from shared.words import LOUD
class Loud(BaseComponent):
    def build(self, text):
        return text.upper() + LOUD
`,
  'shared/__init__.py': '',
  'shared/words.py': 'LOUD = "!"\n',
  'other.py': 'x = 1\n',
};

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-prints-')));
  for (const [file, text] of Object.entries(files)) await write(file, text);
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), text);
}

interface Looked {
  readonly prints: Fingerprints;
  readonly tree: FlowTree;
}

async function look(
  parameters: Readonly<Record<string, string>> = {},
  inputs?: PortValues,
  environment: NodeJS.ProcessEnv = {},
): Promise<Looked> {
  const env = {
    XDG_STATE_HOME: path.join(folder, 'state'),
    PATH: process.env.PATH,
    ...environment,
  };
  const projects = new Projects({ folder, environment: env });
  const opened = await projects.of(folder);
  const absolute = path.join(folder, 'flow.yaml');
  const given = Object.entries(parameters).map(([name, value]): [string, GivenValue] => [
    name,
    { value, typed: true },
  ]);
  const { loaded } = await flowToRun(
    await readSource(absolute, 'flow.yaml'),
    absolute,
    () => new Map(given),
    opened,
    folder,
  );
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code, message }) => [code, message.values])).toEqual([]);
  const { tree } = loaded;
  if (!tree) throw new Error('no flow');
  const prints = await fingerprintsOf(tree, planTree(tree), opened, inputs);
  await projects.close();
  return { prints, tree };
}

function changed(before: Fingerprints, now: Fingerprints): string {
  return [...now]
    .filter(([path, { hash }]) => before.get(path)?.hash !== hash)
    .map(([path]) => path)
    .sort()
    .join(' ');
}

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = files[file] ?? '';
  expect(text).toContain(from);
  await write(
    file,
    text.replace(from, () => to),
  );
}

const behindSaid = 'find said shout sub sub/first sub/second sub/third write';
const behindLoop = 'behind body gather join one outer split two';

/** One change of a file, and the nodes that it makes another. */
const changes: readonly (readonly [string, string, string, string, string])[] = [
  // Nothing of the meaning.
  ['a comment', 'flow.yaml', 'nodes:', '# a comment\n\nnodes:', ''],
  [
    'the layout',
    'flow.yaml',
    '{id: left, type: Transform, ',
    '{id:   left,\n     type: Transform, ',
    '',
  ],
  ['the order of keys', 'flow.yaml', '{a: "${token}", b: "2"}', '{b: "2", a: "${token}"}', ''],
  ['a description', 'flow.yaml', 'as it was', 'as it is', ''],
  [
    'the order of edges',
    'flow.yaml',
    '  - {from: said, to: sub}\n  - {from: said, to: shout}\n',
    '  - {from: said, to: shout}\n  - {from: said, to: sub}\n',
    '',
  ],
  [
    'how often it tries',
    'flow.yaml',
    '{id: left, ',
    '{id: left, retry: {max_attempts: 2}, timeout: 9, ',
    '',
  ],
  ['a file that nobody imports', 'other.py', '1', '2', ''],
  ['what Python compiles', 'custom_components/shout/__pycache__/x.pyc', '', 'x', ''],
  // The node itself.
  [
    'a type',
    'flow.yaml',
    '{id: left, type: Transform, config: {expression: "1"}}',
    '{id: left, type: OutputNode, inputs: {value: text}}',
    'left',
  ],
  ['a config', 'flow.yaml', '{expression: "1"}', '{expression: "3"}', 'left'],
  ['a nested config', 'flow.yaml', 'b: "2"', 'b: "3"', 'ask'],
  ['what kind of value', 'flow.yaml', 'b: "2"', 'b: 2', 'ask'],
  [
    'an input',
    'flow.yaml',
    'inputs: {x: gather.result}, config: {expression: x}',
    'inputs: {x: gather.count}, config: {expression: x}',
    'behind',
  ],
  ['on_error', 'flow.yaml', '{id: left, ', '{id: left, on_error: continue, ', 'left'],
  ['retry.when', 'flow.yaml', '{id: left, ', '{id: left, retry: {when: "result == 1"}, ', 'left'],
  ['a handler', 'flow.yaml', '{id: left, ', '{id: left, on_error: named, ', 'left named'],
  // Edges.
  ['a new edge', 'flow.yaml', 'edges:\n', 'edges:\n  - {from: named, to: ask}\n', 'ask'],
  [
    'a condition',
    'flow.yaml',
    '{from: said, to: write}',
    '{from: said, to: write, condition: "true_word == 1"}'.replace('true_word', 'len(result)'),
    'write',
  ],
  ['a port', 'flow.yaml', '{from: said, to: find}', '{from: said.result, to: find}', 'find'],
  [
    'the order of branches',
    'flow.yaml',
    '  - {from: one, to: join}\n  - {from: two, to: join}\n',
    '  - {from: two, to: join}\n  - {from: one, to: join}\n',
    'join',
  ],
  [
    'the order of parts',
    'flow.yaml',
    '  - {from: split, to: one}\n  - {from: split, to: two}\n',
    '  - {from: split, to: two}\n  - {from: split, to: one}\n',
    'join one split two',
  ],
  // What is behind.
  ['an ancestor', 'flow.yaml', '"{text} ${tone}"', '"{text}, ${tone}"', behindSaid],
  ['a router', 'flow.yaml', 'len(text) > 3', 'len(text) > 4', 'left right route'],
  [
    'a body',
    'flow.yaml',
    '{x: outer.batch}, config: {expression: x}',
    '{x: outer.batch}, config: {expression: "[x]"}',
    behindLoop,
  ],
  [
    'a back edge',
    'flow.yaml',
    '{from: gather, to: outer}',
    '{from: gather, to: outer, condition: has_more_data}',
    behindLoop,
  ],
  // Outside of the flow.
  ['a file of items', 'items.jsonl', '2', '3', `${behindLoop} items`.split(' ').sort().join(' ')],
  ['a sub-flow', 'inner.yaml', '{result}', '{result}!', 'sub sub/third'],
  [
    'the beginning of a sub-flow',
    'inner.yaml',
    '{text} ${word}',
    '{text}, ${word}',
    'sub sub/second sub/third',
  ],
  ['a parameter of a sub-flow', 'flow.yaml', '{word: a}', '{word: b}', 'sub sub/second sub/third'],
  ['what a sub-flow returns', 'inner.yaml', 'edges:', 'outputs: {x: second.result}\nedges:', 'sub'],
  ['a component', 'custom_components/shout/component.py', 'upper', 'lower', 'shout'],
  ['a file beside a component', 'custom_components/shout/words.json', '', '{}', 'shout'],
  ['what a component imports', 'shared/words.py', '!', '?', 'shout'],
  ['a text beside a component', 'custom_components/shout/prompt.md', '', 'x', 'shout'],
  ['a hidden file beside a component', 'custom_components/shout/.words', '', 'x', 'shout'],
  ['what only people read', 'custom_components/shout/README.zh.md', '', 'x', ''],
  ['where versions are kept', 'custom_components/shout/.git/HEAD', '', 'x', ''],
  ['a header of a model', 'bisheng.yaml', 'm1,', 'm1, headers: {x-route: two},', 'write'],
  ['a document', 'knowledge/facts/a.md', 'b', 'c', 'find'],
  ['a new document', 'knowledge/facts/b.md', '', 'c', 'find'],
  ['a model', 'bisheng.yaml', 'm1', 'm2', 'write'],
  ['how long a model may be silent', 'bisheng.yaml', 'm1,', 'm1, timeout: 9,', ''],
];

describe('fingerprintsOf', () => {
  it.each(changes)('%s', async (_, file, from, to, expected) => {
    const before = await look();
    if (from === '') await write(file, to);
    else await replace(file, from, to);
    expect(changed(before.prints, (await look()).prints)).toBe(expected);
  });

  it('goes by the values of parameters, wherever they come in, and not by their names', async () => {
    const before = await look();
    expect(changed(before.prints, (await look({ tone: 'rude' })).prints)).toBe(behindSaid);
    expect(changed(before.prints, (await look({ looked_up: 'x' })).prints)).toBe('named');
    expect(changed(before.prints, (await look({ token: '4712' })).prints)).toBe('ask');
    await write('flow.yaml', flow.replace(/\btone\b/g, 'mood'));
    expect(changed(before.prints, (await look()).prints)).toBe('');
  });

  it.each([
    ['import os; import other', {}],
    ['X = 1; from other import x', {}],
    ['try: import other\nexcept ImportError: pass', {}],
    ['if True: from other import x', {}],
    ['from other \\\n  import x', {}],
    ['import os, \\\n  other', {}],
    ['def f():\n    import other', {}],
    ['__import__("other")', {}],
    ['import importlib\nimportlib.import_module("ot" + "her")', {}],
    ['from importlib import import_module as m\nm("other")', {}],
    ['import sys\nsys.path.insert(0, "x")', {}],
    ['from lib import (  # see (a)\n    a,\n)', { 'lib/a.py': 'from ..other import x\n' }],
    ['from lib.a import V', { 'lib/a.py': 'from .b import V\n', 'lib/b.py': 'import other\n' }],
    ['from lib import *', { 'lib/sub/a.py': 'import other\n' }],
    ['from ..shared.x import V', { 'custom_components/shared/x.py': 'import other\n' }],
    ['import sys as s\ns.path.insert(0, "x")', {}],
    ['import os\nos.sys.path.insert(0, "x")', {}],
    ['from logging import sys as s\ns.path.insert(0, "x")', {}],
    ['import sys\ngetattr(sys, "pa" + "th").insert(0, "x")', {}],
    ['import sys\nvars(sys)["path"].insert(0, "x")', {}],
    ['import sys\nsys.__dict__["path"].insert(0, "x")', {}],
    ['from sys import *', {}],
    ['globals()["__builtins__"]["__import__"]("other")', {}],
    ['import asyncio\nasyncio.create_subprocess_exec("python", "other.py")', {}],
    ['import logging.config', {}],
    ['from logging import config', {}],
    ['from unittest import mock', {}],
  ])('follows %s', async (code, more) => {
    await write('custom_components/shout/component.py', `${code}\n${component}`);
    for (const [file, text] of Object.entries(more)) await write(file, text);
    const before = await look();
    await write('other.py', 'x = 2\n');
    expect(changed(before.prints, (await look()).prints)).toBe('shout');
  });

  it.each([
    'import sys\nprint(sys.version, file=sys.stderr)',
    'import unittest\nimport concurrent.futures',
    'from importlib import metadata',
    'X = {"role": "system", "path": "modules"}',
  ])('does not go by what can’t be imported: %s', async (code) => {
    await write('custom_components/shout/component.py', `${code}\n${component}`);
    const before = await look();
    await write('other.py', 'x = 2\n');
    expect(changed(before.prints, (await look()).prints)).toBe('');
  });

  describe('with an environment of its own', () => {
    let packages: string;
    beforeEach(async () => {
      execFileSync('python3', ['-m', 'venv', '--without-pip', path.join(folder, '.venv')]);
      const lib = path.join(folder, '.venv/lib');
      const [python = ''] = await readdir(lib);
      packages = `.venv/lib/${python}/site-packages`;
      await install('1.0');
    });
    const install = async (version: string): Promise<void> => {
      await rm(path.join(folder, packages, 'my_pkg-1.0.dist-info'), {
        recursive: true,
        force: true,
      });
      await write(`${packages}/my_pkg-${version}.dist-info/METADATA`, `Version: ${version}\n`);
      await write(`${packages}/my_pkg/__init__.py`, 'V = 1\n');
    };

    it.each([
      ['import my_pkg', {}],
      ['from my_pkg import V', {}],
      ['from lib.a import V', { 'lib/a.py': 'import my_pkg\n' }],
      ['import importlib\nimportlib.import_module("my" + "_pkg")', {}],
    ])('goes by the packages that are installed for %s', async (code, more) => {
      await write('custom_components/shout/component.py', `${code}\n${component}`);
      for (const [file, text] of Object.entries(more)) await write(file, text);
      const before = await look();
      await utimes(path.join(folder, packages, 'my_pkg/__init__.py'), 1, 1);
      expect(changed(before.prints, (await look()).prints)).toBe('');
      await install('2.0');
      const now = await look();
      expect(changed(before.prints, now.prints)).toBe('shout');
      expect(why('shout', before, now)).toEqual(['the packages of Loud changed']);
    });

    it.each([
      ['only put there', 'put_there', () => `${packages}/put_there/deep.py`],
      ['linked from elsewhere', 'linked', () => 'elsewhere/linked/__init__.py'],
    ])('goes by the files of a package that is %s', async (_, name, file) => {
      const place = JSON.stringify(path.join(folder, 'elsewhere/linked/__init__.py'));
      const finder = `import sys, importlib.util
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        return importlib.util.spec_from_file_location(name, ${place}) if name == "linked" else None
sys.meta_path.append(Finder)
`;
      await write(`${packages}/linked_finder.py`, finder);
      await write(`${packages}/linked.pth`, 'import linked_finder\n');
      await write(`${packages}/put_there/__init__.py`, 'from .deep import V\n');
      await write(file(), 'V = 1\n');
      await write('custom_components/shout/component.py', `import ${name}\n${component}`);
      const before = await look();
      expect(changed(before.prints, (await look()).prints)).toBe('');
      await write(file(), 'V = 1000\n');
      expect(changed(before.prints, (await look()).prints)).toBe('shout');
    });

    it('does not go by packages where none is imported', async () => {
      const before = await look();
      await install('2.0');
      expect(changed(before.prints, (await look()).prints)).toBe('');
    });

    it('goes by them for Code, too', async () => {
      const code = 'def main():\\n  import my_pkg';
      await replace(
        'flow.yaml',
        'edges:',
        `  - {id: code, type: Code, config: {code: "${code}"}}\nedges:`,
      );
      const before = await look();
      await install('2.0');
      expect(changed(before.prints, (await look()).prints)).toBe('code');
    });
  });

  it('goes by what the settings let Python do', async () => {
    await replace(
      'flow.yaml',
      'edges:',
      `  - {id: code, type: Code, config: {code: "def main(): pass"}}\nedges:`,
    );
    const yaml = files['bisheng.yaml'] ?? '';
    const free = await look();
    await write('bisheng.yaml', `${yaml}components: {permissions: []}\n`);
    const confined = await look();
    expect(changed(free.prints, confined.prints)).toBe('shout');
    expect(why('shout', free, confined)).toEqual(['what Loud may do changed (bisheng.yaml)']);
    await write('bisheng.yaml', `${yaml}components: {permissions: [network]}\n`);
    const network = await look();
    expect(changed(confined.prints, network.prints)).toBe('shout');
    await write('bisheng.yaml', `${yaml}components: {permissions: [network]}\nsandbox: off\n`);
    const off = await look();
    expect(changed(network.prints, off.prints)).toBe('code shout');
    expect(changed(free.prints, off.prints)).toBe('code');
  });

  it('goes by the project’s modules for code that is not confined', async () => {
    await replace(
      'flow.yaml',
      'edges:',
      `  - {id: code, type: Code, config: {code: "def main(): pass"}}\nedges:`,
    );
    const confined = await look();
    await write('other.py', 'x = 2\n');
    expect(changed(confined.prints, (await look()).prints)).toBe('');
    await write('bisheng.yaml', `${files['bisheng.yaml'] ?? ''}sandbox: off\n`);
    const before = await look();
    await write('other.py', 'x = 3\n');
    expect(changed(before.prints, (await look()).prints)).toBe('code');
  });

  it('seals what a header of a model is filled with', async () => {
    const header = 'm1, headers: {x-route: "${env.ROUTE}"}';
    await replace('bisheng.yaml', 'm1', header);
    const one = await look({}, undefined, { ROUTE: 'route-one' });
    expect(one.prints.get('write')?.parts.get('model.big')).toMatch(/^#\*/);
    const two = await look({}, undefined, { ROUTE: 'route-two' });
    expect(changed(one.prints, two.prints)).toBe('write');
  });

  it('goes by run inputs where they are given', async () => {
    const before = await look({}, { input: 'a' });
    const now = await look({}, { input: 'b' });
    expect(changed(before.prints, now.prints)).toContain('said');
    expect(changed(before.prints, now.prints)).not.toContain('items');
    expect(why('start', before, now)).toEqual(['input input changed']);
  });

  it('follows links', async () => {
    await write('elsewhere/words.py', 'a = 1\n');
    const link = path.join(folder, 'custom_components/shout/words.py');
    await symlink(path.join(folder, 'elsewhere/words.py'), link);
    const before = await look();
    await write('elsewhere/words.py', 'a = 2\n');
    expect(changed(before.prints, (await look()).prints)).toBe('shout');
  });

  it('does not mind when a file was written', async () => {
    const before = await look();
    for (const file of ['items.jsonl', 'knowledge/facts/a.md', 'shared/words.py']) {
      await utimes(path.join(folder, file), 1, 1);
    }
    expect(changed(before.prints, (await look()).prints)).toBe('');
  });

  it('holds no secret that could be tried out, and knows it again in the next process', async () => {
    const { prints } = await look();
    const parts = [...(prints.get('ask')?.parts.values() ?? [])];
    expect(parts.join()).not.toContain('4711');
    expect(prints.get('ask')?.parts.get('config.headers')).toMatch(/^#\*/);
    const otherKey = await look({}, undefined, { BISHENG_SECRET_KEY: 'x' });
    expect(changed(prints, otherKey.prints)).toBe('ask');
    const again = await look({}, undefined, { BISHENG_SECRET_KEY: 'x' });
    expect(changed(otherKey.prints, again.prints)).toBe('');
  });
});

function why(node: string, before: Looked, now: Looked): string[] {
  return whyChanged(node, before.prints, now.prints, now.tree).map(sayIn('en'));
}

describe('whyChanged', () => {
  it.each([
    [
      'left',
      'flow.yaml',
      '{expression: "1"}',
      '{expression: "3"}',
      'config.expression changed, flow.yaml:19',
    ],
    [
      'left',
      'flow.yaml',
      '{expression: "1"}',
      '{template: "3"}',
      'config.template is new, flow.yaml:19; config.expression is gone, flow.yaml:19',
    ],
    [
      'shout',
      'custom_components/shout/component.py',
      'upper',
      'lower',
      'component Loud changed (custom_components/shout/component.py)',
    ],
    ['shout', 'shared/words.py', '!', '?', 'component Loud changed (shared/words.py)'],
    ['write', 'flow.yaml', '"{text} ${tone}"', '"${tone}"', 'ancestor said changed'],
    ['sub/third', 'inner.yaml', '{text} ${word}', '{text}', 'ancestor sub/second changed'],
    ['sub/third', 'inner.yaml', '{result}', '{result}!', 'config.template changed, inner.yaml:5'],
    ['sub', 'inner.yaml', '{result}', '{result}!', 'config.flow changed, flow.yaml:26'],
    ['sub/third', 'flow.yaml', '"{text} ${tone}"', '"${tone}"', 'ancestor said changed'],
    [
      'gather',
      'flow.yaml',
      '{x: outer.batch}, config: {expression: x}',
      '{x: outer.batch}, config: {expression: "[x]"}',
      'ancestor body changed',
    ],
    ['join', 'items.jsonl', '2', '3', 'ancestor items changed'],
    ['items', 'items.jsonl', '2', '3', 'file items.jsonl changed'],
    ['find', 'knowledge/facts/a.md', 'b', 'c', 'knowledge base facts changed'],
    ['write', 'bisheng.yaml', 'm1', 'm2', 'model big changed'],
    [
      'write',
      'flow.yaml',
      '{from: said, to: write}',
      '{from: said, to: write, condition: "1 < 2"}',
      'edge said → changed, flow.yaml:45',
    ],
    ['left', 'flow.yaml', 'nodes:', '# x\nnodes:', ''],
  ])('%s after a change of %s: %s → %s', async (node, file, from, to, expected) => {
    const before = await look();
    await replace(file, from, to);
    expect(why(node, before, await look()).join('; ')).toBe(expected);
  });

  it('says of a new node that it is new', async () => {
    const before = await look();
    await replace(
      'flow.yaml',
      'edges:',
      '  - {id: more, type: Transform, config: {expression: "1"}}\nedges:',
    );
    expect(why('more', before, await look())).toEqual(['the node is new']);
  });
});
