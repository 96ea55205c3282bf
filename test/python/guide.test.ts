import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fencesOf } from '../support/pages.ts';
import { PythonProject, noPython, told, type Written } from './python-project.ts';

const guide = process.env.BISHENG_GUIDE;
const why = guide === undefined ? 'BISHENG_GUIDE does not name the guide' : noPython;

/** What the guide uses and leaves to its readers. */
const processors = ['SentimentAnalyzer', 'NamedEntityRecognizer', 'TextSummarizer']
  .map((name) => `class ${name}:\n    def process(self, text): return "${name}: " + text\n`)
  .join('');
const parts = `
class TextPreprocessor:
    def clean(self, text): return text.strip()
class TextAnalyzer:
    def analyze(self, text): return len(text)
class ResultFormatter:
    def format(self, length): return {"length": length}
`;
/** Stands for PyYAML, which may be missing: what the tests write is JSON. */
const yaml =
  'import json\ndef safe_load(text): return json.loads(text if isinstance(text, str) else text.read())\n';

describe.skipIf(why !== undefined)(`the guide’s code as written (${why ?? 'here'})`, async () => {
  if (guide === undefined) {
    // The guide is not ours to ship: `.ci/run` names it where it lies beside the project. A block without a test would be an error.
    test.skip('no guide, nothing to run');
    return;
  }
  const blocks = fencesOf(readFileSync(guide, 'utf8')).filter(
    ({ language }) => language === 'python',
  );
  const project = await PythonProject.create();
  await project.write('yaml.py', yaml);

  /** The block that defines a class. */
  function block(name: string): string {
    const found = blocks.find(({ text }) => text.includes(`class ${name}`));
    if (!found) throw new Error(`the guide has no class ${name}`);
    return found.text;
  }

  async function open(name: string, code: string, options: object = {}): Promise<Written> {
    return project.object(code, { className: name, ...options });
  }

  /** A block, driven by a component of ours behind it. */
  async function drive(name: string, body: string, isAsync = false): Promise<unknown> {
    const def = isAsync ? 'async def' : 'def';
    const lines = body.split('\n').map((line) => `        ${line}\n`);
    const code = `${block(name)}\n\nclass C(BaseComponent):\n    ${def} build(self):\n${lines.join('')}`;
    return told(await (await project.object(code, { isAsync })).call());
  }

  test('can be read, every block of it', async () => {
    const folders = await Promise.all(
      blocks.map(async ({ text }, n) => {
        const file = await project.write(`read/b${n}/component.py`, text);
        return { kind: 'component' as const, path: path.dirname(file) };
      }),
    );
    const read = await project.workers.inspect(folders);
    const wrong = read.folders.flatMap(({ findings }) =>
      findings.filter(({ code }) => !/^(?:import-missing|name|component-class-missing)/.test(code)),
    );
    expect(wrong).toEqual([]);
    expect(blocks.length).toBeGreaterThan(15);
  });

  test('the basic component', async () => {
    const { call } = await open('MyCustomComponent', block('MyCustomComponent'));
    expect(told(await call({ input_text: 'aBc', param: 51 }))).toBe('ABC');
    expect(told(await call({ input_text: 'aBc' }))).toBe('abc');
  });

  test('the async one', async () => {
    const code = block('AsyncProcessComponent');
    const { call } = await open('AsyncProcessComponent', code, { isAsync: true });
    expect(told(await call({ input_data: '数据' }))).toBe('异步处理结果: 数据');
  });

  test('the streaming one', async () => {
    const { call, heard } = await open('StreamingComponent', block('StreamingComponent'));
    expect(await call({ prompt: '一 二 三' })).toEqual({ generated: true });
    expect(heard.chunks).toEqual(['一 ', '二 ', '三 ']);
  });

  test('the one with state', async () => {
    const { call } = await open('StatefulComponent', block('StatefulComponent'));
    await call({ input_data: 'a' });
    expect(told(await call({ input_data: 'b' }))).toEqual({
      result: '处理了第2个请求',
      state_size: 2,
    });
  });

  test('the composite one: what it lacks is named, and with that it works', async () => {
    const code = block('CompositeComponent');
    const lacking = await open('CompositeComponent', code);
    expect(await lacking.call({ raw_text: ' a ' })).toMatchObject({
      code: 'name-undefined',
      values: { name: 'TextPreprocessor' },
    });
    const { call } = await open('CompositeComponent', code + parts);
    expect(told(await call({ raw_text: ' abc ' }))).toEqual({ length: 3 });
  });

  test('the one that loads plugins', async () => {
    await project.write(
      'plugins/default.py',
      'class Plugin:\n    def process(self, text): return text * 2\n',
    );
    const { call } = await open('PluginableComponent', block('PluginableComponent'));
    expect(told(await call({ input_data: 'ab' }))).toBe('abab');
    expect(told(await call({ input_data: 'ab', plugin_name: 'x' }))).toBe('插件 x 未找到');
  });

  test('the one that a file drives', async () => {
    await project.write('component_config.yaml', '{"processing_strategy": "advanced"}');
    const { call } = await open('ConfigDrivenComponent', block('ConfigDrivenComponent'));
    expect(told(await call({ input_data: 'a' }))).toBe('高级处理: a');
  });

  test.each([
    ['AdvancedConditionalFlow', 3],
    ['LoopProcessingFlow', 4],
    ['ParallelProcessingFlow', 6],
  ])('%s designs its flow', async (name, nodes) => {
    const file = await project.write(`flows/${name}.py`, block(name));
    const flow = (await project.workers.design(file, name)) as Record<'nodes' | 'edges', unknown[]>;
    expect(flow.nodes).toHaveLength(nodes);
    expect(flow.edges).not.toHaveLength(0);
  });

  test('the async workflow', async () => {
    const result = drive(
      'AsyncWorkflow',
      'return await AsyncWorkflow().execute_async_flow("x")',
      true,
    );
    expect(await result).toMatchObject({ task_a: 'Task A result: x', task_c: 'Task C result: x' });
  });

  test('the template', async () => {
    await project.write('templates/t.yaml', '{"nodes": [{"id": "${id}"}]}');
    const result = drive('WorkflowTemplate', 'return WorkflowTemplate("t").instantiate({"id": 7})');
    expect(await result).toEqual({ nodes: [{ id: '7' }] });
  });

  test('the plugin', async () => {
    const code = block('TextProcessingPlugin') + processors;
    const config = { enabled_processors: ['ner', 'unknown'] };
    const { call } = await open('TextProcessingPlugin', code, { plugin: true, config });
    expect(told(await call({ input_data: 'a' }))).toEqual({ ner: 'NamedEntityRecognizer: a' });
  });

  test('the plugin’s interface, with a plugin of ours', async () => {
    const body = [
      'class P(PluginInterface):',
      '    name = version = description = "p"',
      '    def initialize(self, config): self.config = config',
      '    def process(self, input_data): return [input_data, self.config]',
      '    def cleanup(self): pass',
      'plugin = P()',
      'plugin.initialize({"a": 1})',
      'return plugin.process("x")',
    ];
    expect(await drive('PluginInterface', body.join('\n'))).toEqual(['x', { a: 1 }]);
  });

  test('the plugin manager, with the guide’s plugin', async () => {
    const config = { class_name: 'TextProcessingPlugin', config: { enabled_processors: ['ner'] } };
    await project.write(
      'shelf/text_processing/plugin.py',
      block('TextProcessingPlugin') + processors,
    );
    await project.write('shelf/text_processing/config.yaml', JSON.stringify(config));
    const body = [
      'import logging, builtins',
      'builtins.logger = logging.getLogger("guide")',
      'manager = PluginManager()',
      'found = manager.discover_plugins("shelf")',
      'loaded = [manager.load_plugin(name, "shelf") for name in found]',
      'result = manager.get_plugin("text_processing").process("a")',
      'listed = manager.list_plugins()',
      'return [found, loaded, result, listed[0]["name"], manager.unload_plugin("text_processing")]',
    ];
    expect(await drive('PluginManager', body.join('\n'))).toEqual([
      ['text_processing'],
      [true],
      { ner: 'NamedEntityRecognizer: a' },
      'TextProcessingPlugin',
      true,
    ]);
  });
});
