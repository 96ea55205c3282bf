import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serve, type Seen } from '../http/servers.ts';
import { folderWith } from './bisheng.ts';

/** What nobody may ever read anywhere. One is awkward: JSON and Python escape it, and it is cut by streams. */
const secrets = {
  parameter: 'planted-"pa\'ram"\\密钥-'.repeat(4) + 'zqparam',
  header: 'planted-header-zqhead',
  environment: 'planted-environment-zqenvi',
  dotenv: 'planted-dotenv-zqdote',
  model: 'planted-model-key-zqmode',
  plugin: 'planted-plugin-key-zqplug',
  /** Stands in .env under the name of a secret; nothing uses it. */
  named: 'planted-named-key-zqname',
} as const;

const component = `
from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text

class Leak(BaseComponent):
    inputs = [Input(name="key", field_type=Text, required=True), Input(name="how", field_type=Text, value="give")]
    outputs = [Output(name="result", field_type=Text)]

    def build(self, key: str, how: str = "give"):
        print("printed", key)
        if how == "raise":
            raise ValueError("raised " + key)
        for letter in "told " + key:
            yield letter
`;
const plugin = `
from bisheng.plugins import PluginInterface

class Leak(PluginInterface):
    name = "Leak"
    version = "1.0.0"
    description = "Tells what it is given"

    def initialize(self, config):
        self.key = config["key"]
        print("initialized with", config)

    def process(self, input_data):
        print("printed", self.key)
        if input_data == "raise":
            raise ValueError("raised " + self.key)
        return {"told": self.key, "input": input_data}

    def cleanup(self):
        print("cleaned up", self.key)
`;
const pluginConfig = `name: Leak
version: 1.0.0
description: Tells what it is given
class_name: Leak
config: {key: none}
permissions: [process_text]
`;
const parameters = `parameters:
  - {name: token, type: string, secret: true}
  - {name: header, type: string, secret: true}
  - {name: from_env, type: string, env: PLANTED_ENV}
  - {name: url, type: string}
`;

function flow(nodes: string, edges = ''): string {
  return `${parameters}nodes:\n${nodes}edges: [${edges}]\n`;
}

/** Everything that can hold a secret gets one, and gives back what it got. */
const everything = flow(
  `  - {id: input, type: InputNode}
  - id: http
    type: HTTPRequest
    config:
      url: \${url}/echo?key=\${header}
      headers: {Authorization: "Bearer \${header}", X-Env: "\${env.PLANTED_ENV}"}
      body: {token: "\${token}", dotenv: "\${env.PLANTED_DOTENV}"}
  - {id: component, type: Leak, config: {key: "\${token}"}}
  - {id: plugin, type: leak_plugin, config: {key: "\${env.PLANTED_PLUGIN}"}}
  - {id: model, type: LLMGenerator, config: {model: main, prompt: "say \${token} \${from_env}", system_prompt: "\${env.PLANTED_DOTENV}"}}
  - {id: text, type: Transform, config: {expression: '{"a": [\${token}], \${from_env}: text + "!"}'}}
`,
  `{from: input, to: http}, {from: input, to: component}, {from: input, to: plugin}, {from: input, to: model}, {from: input, to: text}`,
);

/** Flows in which something goes wrong with a secret in it. */
const failing: Readonly<Record<string, string>> = {
  http: flow(
    `  - {id: a, type: HTTPRequest, config: {url: "\${url}/refuse/\${header}", headers: {X-Key: "\${header}"}, retries: 0}}\n`,
  ),
  'http-host': flow(
    `  - {id: a, type: HTTPRequest, config: {url: "http://\${header}.test/", retries: 0}}\n`,
  ),
  'http-header': flow(
    `  - {id: a, type: HTTPRequest, config: {url: "\${url}", headers: {X-Key: "\${token}"}}}\n`,
  ),
  'http-method': flow(
    `  - {id: a, type: HTTPRequest, config: {url: "\${url}", method: "\${header}"}}\n`,
  ),
  component: flow(`  - {id: a, type: Leak, config: {key: "\${token}", how: raise}}\n`),
  plugin: flow(
    `  - {id: i, type: InputNode}\n  - {id: a, type: leak_plugin, config: {key: "\${env.PLANTED_PLUGIN}"}}\n`,
    '{from: i, to: a}',
  ),
  model: flow(`  - {id: a, type: LLMGenerator, config: {model: refused, prompt: "\${token}"}}\n`),
  'model-name': flow(
    `  - {id: a, type: LLMGenerator, config: {model: "\${header}", prompt: hi}}\n`,
  ),
  schema: flow(
    `  - {id: a, type: LLMGenerator, config: {model: main, prompt: "\${token}", schema: {type: object, required: [x]}}}\n`,
  ),
  knowledge: flow(
    `  - {id: i, type: InputNode}\n  - {id: a, type: KnowledgeRetriever, config: {knowledge_base_id: "\${header}"}}\n`,
    '{from: i, to: a}',
  ),
  number: flow(`  - {id: a, type: Transform, config: {expression: 'int(\${token})'}}\n`),
  key: flow(`  - {id: a, type: Transform, config: {expression: '{"x": 1}[\${token}]'}}\n`),
  syntax: flow(`  - {id: a, type: Transform, config: {expression: '\${token} +'}}\n`),
  type: flow(
    `  - {id: i, type: InputNode}\n  - {id: a, type: KnowledgeRetriever, config: {knowledge_base_id: x, top_k: "\${token}"}}\n`,
    '{from: i, to: a}',
  ),
  enum: flow(`  - {id: a, type: ResultMerger, config: {merge_strategy: "\${token}"}}\n`),
  'node-type': flow(`  - {id: a, type: "\${header}"}\n`),
  edge: flow(
    `  - {id: a, type: Transform, config: {expression: '1'}}\n`,
    '{from: a, to: "${header}"}',
  ),
  'sub-flow': flow(`  - {id: a, type: Flow, config: {flow: "\${header}.yaml"}}\n`),
  items: flow(
    `  - {id: a, type: BatchInput, config: {source: "\${header}.jsonl"}}\n  - {id: b, type: ItemProcessor, inputs: {batch: items}, config: {expression: item}}\n`,
    '{from: a, to: b}',
  ),
  router: flow(
    `  - {id: a, type: ConditionalRouter, config: {conditions: [{expression: 'token == "x"', next_node: b}]}}\n  - {id: b, type: OutputNode}\n`,
  ),
  person: flow(
    `  - {id: a, type: HumanInput, config: {prompt: "Is it \${token}?", options: ["\${header}", no]}}\n`,
  ),
  handled: flow(
    `  - {id: a, type: Leak, config: {key: "\${token}", how: raise}, on_error: b}\n  - {id: b, type: Transform, config: {expression: str(error)}}\n`,
  ),
};

const folder = await folderWith({
  '.env': `PLANTED_DOTENV=${secrets.dotenv}\nSOME_API_KEY=${secrets.named}\n`,
  'custom_components/Leak/component.py': component,
  'plugins/leak_plugin/plugin.py': plugin,
  'plugins/leak_plugin/config.yaml': pluginConfig,
  'knowledge/x/a.md': '# A\n\nNothing to hide.\n',
  'knowledge/x/keys.md': `# B\n\nThe keys to hide: ${secrets.model} and ${secrets.named}.\n`,
  'everything.yaml': everything,
  ...Object.fromEntries(Object.entries(failing).map(([name, text]) => [`${name}.yaml`, text])),
});
/** The files that hold the secrets by intention. */
const holders = new Set(['.env', 'keys.md']);

const env = {
  PLANTED_ENV: secrets.environment,
  PLANTED_MODEL: secrets.model,
  PLANTED_PLUGIN: secrets.plugin,
  HOME: path.join(folder.path, 'home'),
  XDG_CACHE_HOME: path.join(folder.path, 'cache'),
  TMPDIR: folder.path,
};

/** Says everything that it is told: as JSON, as a refusal, or as a model's answer, a few letters at a time. */
function tell({ url, headers, body }: Seen, response: ServerResponse): void {
  const told = JSON.stringify({ url, headers, body });
  if (url.includes('refuse')) {
    response.writeHead(401, { 'x-told': String(headers.authorization ?? headers['x-key']) });
    response.end(JSON.stringify({ error: { message: `no: ${told}` } }));
  } else if (url.includes('/chat/completions')) {
    const chunk = (delta: object, reason: string | null): string =>
      `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    const text = [headers.authorization, ...messages.map(({ content }) => content)].join(' ');
    for (const piece of text.match(/.{1,3}/gsu) ?? []) {
      response.write(chunk({ content: piece, reasoning_content: piece }, null));
    }
    response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
  } else {
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-told': headers.authorization ?? '',
    });
    response.end(told);
  }
}

/** The server's address; the project's models are there, too. */
async function start(): Promise<{ url: string; seen: readonly Seen[] }> {
  const server = await serve(tell);
  const model = (name: string): string =>
    `{base_url: "${server.url(name)}", model: m, api_key_env: PLANTED_MODEL, timeout: 5}`;
  await folder.write(
    'bisheng.yaml',
    `models: {default: main, main: ${model('/v1')}, refused: ${model('/refuse/v1')}}\n`,
  );
  return { url: server.url(''), seen: server.seen };
}

/** What has reached a server, bodies read as JSON. */
function seenText(seen: readonly Seen[]): string {
  const texts: string[] = [];
  const add = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
  };
  for (const { url, headers, body } of seen)
    add([url, headers, body && (JSON.parse(body) as unknown)]);
  return texts.join('\n');
}

function parametersFor(url: string): string[] {
  const values = { token: secrets.parameter, header: secrets.header, url };
  return Object.entries(values).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
}

/** The places in a text that have a secret or its beginning or end, in whatever way it is written. */
function planted(text: string): string[] {
  return [...text.matchAll(/.{0,40}(?:planted-|zq[a-z]{4,5}).{0,40}/gs)].map(([found]) => found);
}

async function plantedInFiles(): Promise<string[]> {
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !holders.has(entry.name));
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      const secret = [...planted(file), ...planted(await readFile(file, 'utf8'))];
      return secret.map((which) => `${which} in ${path.relative(folder.path, file)}`);
    }),
  );
  return found.flat();
}

async function play(
  args: readonly string[],
): Promise<{ said: string; exitCode: number | undefined }> {
  const { stdout, stderr, exitCode } = await folder.run(args, { env });
  return { said: `${stdout}${stderr}`, exitCode };
}

const shapes = [
  ['--output', 'text', '-v'],
  ['--output', 'json'],
  ['--output', 'ndjson', '-v'],
];

describe('a run that goes well', () => {
  it.each(shapes)('shows no secret: %s %s', async (...shape) => {
    const { url, seen } = await start();
    const { said, exitCode } = await play([
      'run',
      'everything.yaml',
      '--input',
      'hi',
      ...parametersFor(url),
      ...shape,
    ]);
    expect(exitCode, said).toBe(0);
    // They were there, or nothing is tested.
    expect(said.split('******').length, said).toBeGreaterThan(8);
    expect(planted(said), said).toEqual([]);
    const text = seenText(seen);
    for (const [name, secret] of Object.entries(secrets)) {
      if (name !== 'plugin' && name !== 'named') expect(text).toContain(secret);
    }
  });
});

describe('a run that fails', () => {
  it.each(Object.keys(failing))('shows no secret: %s', async (name) => {
    const { url } = await start();
    const run = ['run', `${name}.yaml`, '--input', 'raise', ...parametersFor(url)];
    const expected = name === 'person' ? 4 : name === 'handled' ? 0 : 1;
    const [text, events, checked] = await Promise.all([
      play([...run, '-v']),
      play([...run, '--output', 'ndjson', '--lang', 'zh']),
      play(['validate', `${name}.yaml`, ...parametersFor(url), '--format', 'json']),
    ]);
    expect([text.exitCode, events.exitCode], text.said).toEqual([expected, expected]);
    for (const { said } of [text, events, checked]) expect(planted(said), said).toEqual([]);
  });
});

describe('other commands', () => {
  it.each([
    ['run', 'everything.yaml', '--dry-run'],
    ['run', 'everything.yaml', '--dry-run', '--output', 'json'],
    ['run', 'everything.yaml', '--chat', '--output', 'ndjson'],
    ['template', 'instantiate', 'everything.yaml'],
    ['template', 'instantiate', 'everything.yaml', '-o', 'made.yaml'],
  ])('%s %s %s %s', async (...args) => {
    const { url } = await start();
    const { said, exitCode } = await play([...args, ...parametersFor(url)]);
    expect(exitCode, said).toBeLessThan(2);
    expect(planted(said), said).toEqual([]);
  });

  it.each([
    ['template', 'show', 'everything.yaml', '--json'],
    ['config'],
    ['config', '--json'],
    ['doctor'],
    ['plugin', 'info', 'leak_plugin', '--json'],
    ['plugin', 'check'],
    ['component', 'list', '--json'],
    ['knowledge', 'search', 'x', 'keys to hide'],
    ['knowledge', 'search', 'x', 'keys to hide', '--json'],
    ['knowledge', 'search', secrets.model, 'x'],
    ['run', secrets.model],
    ['run', 'rag-qa', '--param', `knowledge_base_id=${secrets.named}`, '--input', 'x'],
    ['template', 'show', secrets.named],
    ['template', 'instantiate', 'rag-qa', '--param', `knowledge_base_id=${secrets.model}`],
    ['component', 'info', secrets.model],
    ['explain', secrets.model],
    [secrets.named],
  ])('%s %s %s %s', async (...args) => {
    await start();
    const { said } = await play(args);
    expect(planted(said), said).toEqual([]);
  });

  it.each([
    ['a parameter of another type', `token:=${secrets.parameter}`],
    ['a parameter that is misspelt', `tokn=${secrets.parameter}`],
  ])('%s', async (_, pair) => {
    await start();
    const { said, exitCode } = await play(['run', 'everything.yaml', '--param', pair]);
    expect(exitCode).toBe(2);
    expect(planted(said), said).toEqual([]);
  });
});

describe('files', () => {
  it('hold none, after all that has run', async () => {
    expect(await plantedInFiles()).toEqual([]);
  });
});
