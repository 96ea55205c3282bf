import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { valueOf } from '../../src/flow/tree.ts';
import { manifestKeys } from '../../src/plugins/manifest.ts';
import { flowSchema } from '../../src/schemas/flow.ts';
import { pluginSchema } from '../../src/schemas/plugin.ts';
import { projectSchema } from '../../src/schemas/project.ts';
import { root } from '../support/pages.ts';
import { types } from './built-in.ts';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const schemas = {
  flow: ajv.compile(flowSchema(types)),
  plugin: ajv.compile(pluginSchema(manifestKeys)),
  project: ajv.compile(projectSchema()),
};

/** Where a text does not follow a schema. */
function complaints(name: keyof typeof schemas, text: string): string[] {
  const tree = readTree(new SourceFile('x.yaml', text), () => undefined);
  const validate = schemas[name];
  // Without prototype, and with them for the checker.
  validate(tree && (JSON.parse(JSON.stringify(valueOf(tree))) as unknown));
  return (validate.errors ?? []).map((error) => error.instancePath);
}

describe('the schema of flows', () => {
  const flows = ['examples', 'templates', 'test/flows/ok', 'test/flows/right'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
      .map((name) => `${folder}/${name}`),
  );

  it.each(flows)('takes %s', (name) => {
    expect(complaints('flow', readFileSync(path.join(root, name), 'utf8'))).toEqual([]);
  });

  it.each([
    ['an unknown key', 'nodes: [{id: a, type: InputNode}]\nedgs: []'],
    ['a node without a type', 'nodes: [{id: a}]'],
    [
      'a config of another kind',
      'nodes: [{id: a, type: LoopController, config: {max_iterations: many}}]',
    ],
    ['a number too small', 'nodes: [{id: a, type: LoopController, config: {max_iterations: 0}}]'],
    ['an unknown word', 'nodes: [{id: a, type: InputNode, config: {input_type: txt}}]'],
    ['a misspelt config key', 'nodes: [{id: a, type: Transform, config: {expresion: 1}}]'],
    ['an edge without an end', 'nodes: [{id: a, type: InputNode}]\nedges: [{from: a}]'],
  ])('refuses %s', (_, text) => {
    expect(complaints('flow', text)).not.toEqual([]);
  });

  it('takes placeholders for values, components, and configs that say nothing', () => {
    const text = `nodes:
  - {id: a, type: LoopController, config: {max_iterations: "\${n}", batch_size: }}
  - {id: b, type: MyComponent, config: {anything: [1]}}
  - {id: c, type: Transform, config: }
`;
    expect(complaints('flow', text)).toEqual([]);
  });
});

describe('the schema of plugins', () => {
  it('takes the guide’s words and what is asked for beside them', () => {
    const text = `name: A\nversion: 1.0.0\nclass_name: A\ndependencies: [nltk>=3.8]\nconfig: {a: {b: 1}}
permissions: [read_text, process_text, cache_results, network, "read:a/b", "env:X"]\n`;
    expect(complaints('plugin', text)).toEqual([]);
  });

  it.each(['name: A', 'class_name: A\npermissions: [everything]', 'class_name: A\nclass: B'])(
    'refuses %j',
    (text) => {
      expect(complaints('plugin', text)).not.toEqual([]);
    },
  );
});

describe('the schema of bisheng.yaml', () => {
  const model = 'base_url: http://a/v1, model: m, api_key_env: KEY, timeout: 3';

  it.each([
    '',
    'lang: zh\nhttp:\n  timeout: 3\n  no_proxy: [a]\n',
    'chat: support',
    `models: {default: qwen, qwen: {${model}, headers: {X-A: b}}}\ntoken_limit: 5`,
  ])('takes %j', (text) => {
    expect(complaints('project', text)).toEqual([]);
  });

  it.each([
    'lang: fr',
    'concurrency: 0',
    'http: {timout: 1}',
    'concurency: 1',
    'models: {qwen: {model: m}}',
    `models: {qwen: {${model}, api_key: x}}`,
    'models: {qwen: {base_url: http://a, model: m, api_key_env: sk-1}}',
  ])('refuses %j', (text) => {
    expect(complaints('project', text)).not.toEqual([]);
  });
});
