import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { cassetteText } from '../../src/exchanges/cassette-text.ts';
import type { RecordedBody } from '../../src/exchanges/recorded.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { valueOf } from '../../src/flow/tree.ts';
import { message } from '../../src/messages/message.ts';
import { manifestKeys } from '../../src/plugins/manifest.ts';
import { cassetteSchema } from '../../src/schemas/cassette.ts';
import { flowSchema } from '../../src/schemas/flow.ts';
import { pluginSchema } from '../../src/schemas/plugin.ts';
import { projectSchema } from '../../src/schemas/project.ts';
import { testSchema } from '../../src/schemas/test.ts';
import { root } from '../support/pages.ts';
import { types } from './built-in.ts';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const schemas = {
  flow: ajv.compile(flowSchema(types)),
  plugin: ajv.compile(pluginSchema(manifestKeys)),
  project: ajv.compile(projectSchema()),
  test: ajv.compile(testSchema()),
  cassette: ajv.compile(cassetteSchema()),
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

describe('the schema of tests', () => {
  const files = readdirSync(path.join(root, 'templates')).filter((name) =>
    name.endsWith('.test.yaml'),
  );

  it.each(files)('takes templates/%s', (name) => {
    const text = readFileSync(path.join(root, 'templates', name), 'utf8');
    expect(complaints('test', text)).toEqual([]);
  });

  it.each([
    'timeout: 3\nenv: {A: 1, B: yes}\ntests: [{name: 1, skip: later, params: {n: 1}}]',
    'tests: [{name: a, mocks: {x: 3, y: {a: 1}, z: {fail: busy}, q: {each: [1, {fail: {code: x}}]}}}]',
    'tests: [{name: a, expect: {status: failed, error: {code: x, message: {contains: y}}}}]',
    'tests: [{name: a, expect: {output: [1, {not: 2}], ran: b, skipped: [c], route: {r: [a, null]}}}]',
    'tests: [{name: a, expect: {calls: {x: 1, y: [{a: 1}], z: {count: 2, with: {a: 1}}}, prompts: 0}}]',
    'tests: [{name: a, answers: {ask: ["yes"]}, expect: {nodes: {x: {y: 1}}, expression: [a > 1]}}]',
  ])('takes %j', (text) => {
    expect(complaints('test', text)).toEqual([]);
  });

  it.each([
    'flow: x.yaml',
    'tests: []',
    'tests: [{input: a}]',
    'tests: [{name: a, expct: 1}]',
    'tests: [{name: a, expect: {ouput: 1}}]',
    'tests: [{name: a, timeout: 0}]',
    'tests: [{name: a, expect: {status: fine}}]',
    'tests: [{name: a, expect: {calls: {x: -1}}}]',
    'tests: [{name: a, expect: {calls: {x: {times: 1}}}}]',
    'tests: [{name: a, mocks: {x: {each: []}}}]',
    'tests: [{name: a, mocks: {x: {fail: {message: x}}}}]',
  ])('refuses %j', (text) => {
    expect(complaints('test', text)).not.toEqual([]);
  });
});

describe('the schema of cassettes', () => {
  const get = 'method: GET, url: "http://a"';

  it('takes all that a recording can write', () => {
    const sentence = message('http-connection/cut', { host: 'a', n: 1 });
    const request = { method: 'POST', url: 'http://a', headers: new Map([['x', 'y']]), body: [1] };
    const bodies: RecordedBody[] = [
      { form: 'none' },
      { form: 'json', value: { a: null } },
      { form: 'text', text: 'x' },
      { form: 'base64', text: 'eA==' },
      { form: 'events', events: [{ data: 'x' }, { raw: ': y' }] },
    ];
    const common = { node: 'a', model: undefined, request, failure: undefined, givenUp: false };
    const text = cassetteText({
      ignore: ['body.seed'],
      variables: new Map([['HOST', 'a']]),
      exchanges: [
        ...bodies.map((body) => ({
          ...common,
          response: { status: 200, headers: new Map(), body },
        })),
        { ...common, response: undefined, givenUp: true },
        {
          ...common,
          response: undefined,
          failure: { kind: 'http', text: sentence, hint: sentence, transient: true },
        },
      ],
    });
    expect(complaints('cassette', text)).toEqual([]);
  });

  it.each([
    'exchanges: []',
    'format_version: 2\nexchanges: []',
    'format_version: 1\nignores: []\nexchanges: []',
    `format_version: 1\nexchanges: [{request: {${get}}}]`,
    'format_version: 1\nexchanges: [{request: {method: GET}, given_up: true}]',
    `format_version: 1\nexchanges: [{request: {${get}}, response: {status: 20}}]`,
  ])('refuses %j', (text) => {
    expect(complaints('cassette', text)).not.toEqual([]);
  });
});
