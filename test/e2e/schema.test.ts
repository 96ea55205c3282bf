import { Ajv, type ValidateFunction } from 'ajv';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { valueOf } from '../../src/flow/tree.ts';
import { folderWith, hello } from './bisheng.ts';
import { LanguageServer } from './language-server.ts';

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false });

/** Loops, branches, a failure that is handled, a sub-flow, a log, a question: what a run can tell. */
const story = `nodes:
  - {id: numbers, type: BatchInput, config: {items: [1, 2, 0]}}
  - {id: each, type: LoopController, config: {batch_size: 1}}
  - {id: divide, type: Transform, config: {expression: "6 / batch[0]"}, retry: {max_attempts: 2, delay: 0.01}, on_error: instead}
  - {id: instead, type: Transform, config: {template: "{error.code}"}}
  - {id: shown, type: Transform, config: {template: done}}
  - {id: all, type: ResultAggregator, inputs: {results: divide.result or instead.result}}
  - {id: inner, type: Flow, config: {flow: hello.yaml}, inputs: {input: str(all.result)}}
  - {id: say, type: LLMGenerator, config: {model: echo, prompt: Hello}}
edges:
  - {from: numbers, to: each}
  - {from: each, to: divide}
  - {from: divide, to: shown}
  - {from: shown, to: all}
  - {from: instead, to: all}
  - {from: all, to: each}
  - {from: all, to: inner}
  - {from: inner, to: say}
`;
const asking = `nodes:
  - {id: ask, type: HumanInput, config: {prompt: Well?, options: ["yes", "no"], schema: {type: string}}}
  - {id: work, type: Transform, config: {template: "{answer}"}}
edges: [{from: ask, to: work}]
`;
const failing = 'nodes: [{id: a, type: Transform, config: {expression: "1 / 0"}}]\n';

const folder = await folderWith({
  'bisheng.yaml': '',
  'hello.yaml': hello,
  'story.yaml': story,
  'asking.yaml': asking,
  'failing.yaml': failing,
  'broken.yaml': 'nodes: [{id: a, type: Trnsform}]\nedges: [{from: a, to: b}, {from: a, to: b}]\n',
});
const { run } = folder;
const runs = [['hello.yaml', '--input', 'Ann'], ['story.yaml'], ['asking.yaml'], ['failing.yaml']];

async function compiled(name: string): Promise<ValidateFunction> {
  const { stdout } = await run(['schema', name]);
  return ajv.compile(JSON.parse(stdout) as object);
}

describe('bisheng schema', () => {
  it.each([
    'flow',
    'template',
    'test',
    'cassette',
    'plugin',
    'project',
    'run',
    'runs',
    'events',
    'diagnostics',
  ])('%s is a valid schema', async (name) => {
    expect(await compiled(name)).toBeTypeOf('function');
  });

  it('run and events are what runs print', async () => {
    const [isRun, isEvent] = [await compiled('run'), await compiled('events')];
    const seen = new Set<string>();
    for (const args of runs) {
      const json = await run(['run', ...args, '--output', 'json']);
      void isRun(JSON.parse(json.stdout));
      expect(isRun.errors).toBeNull();
      const ndjson = await run(['run', ...args, '--output', 'ndjson']);
      for (const line of ndjson.stdout.trim().split('\n')) {
        const event = JSON.parse(line) as { readonly type: string };
        seen.add(event.type);
        void isEvent(event);
        expect(isEvent.errors, line).toBeNull();
      }
    }
    const types = ['run_waiting', 'node_retrying', 'loop_iteration', 'warning', 'node_skipped'];
    expect([...seen]).toEqual(expect.arrayContaining([...types, 'stream_chunk', 'node_failed']));
  });

  it('runs is what the commands of kept runs print', async () => {
    const isDocument = await compiled('runs');
    const project = await folderWith({
      'bisheng.yaml': '',
      'story.yaml': story,
      'hello.yaml': hello,
      'asking.yaml': asking,
      'failing.yaml': failing,
    });
    for (const args of runs) await project.run(['run', ...args]);
    const commands = [
      ['runs', 'list'],
      ['cache', 'info'],
      ['runs', 'prune', '--dry-run'],
    ].map((args) => [...args, '--json']);
    const { stdout } = await project.run(['runs', 'list', '--json']);
    const { runs: kept } = JSON.parse(stdout) as { runs: { id: string; status: string }[] };
    expect(kept.map(({ status }) => status).sort()).toEqual([
      'failed',
      'succeeded',
      'succeeded',
      'waiting',
    ]);
    for (const { id, status } of kept) {
      commands.push(['runs', 'show', id, '--json'], ['runs', 'export', id]);
      if (status !== 'succeeded') {
        commands.push(['runs', 'resume', id, '--dry-run', '--output', 'json']);
      }
    }
    for (const args of commands) {
      const printed = await project.run(args);
      void isDocument(JSON.parse(printed.stdout));
      expect(isDocument.errors, args.join(' ')).toBeNull();
    }
    // Each is only one of them.
    expect(isDocument({ format_version: 1, runs: [1] })).toBe(false);
    const isRun = await compiled('run');
    const resumed = ['runs', 'resume', 'latest', '--output', 'json'];
    void isRun(JSON.parse((await project.run(resumed)).stdout));
    expect(isRun.errors).toBeNull();
  });

  it('diagnostics is what validate prints, also when it is called wrongly', async () => {
    const isDocument = await compiled('diagnostics');
    for (const args of [['broken.yaml'], ['hello.yaml'], ['none.yaml'], ['broken.yaml', '--zzz']]) {
      const { stdout } = await run(['validate', '--format', 'json', ...args]);
      void isDocument(JSON.parse(stdout));
      expect(isDocument.errors, stdout).toBeNull();
    }
  });

  it('test is what is scaffolded, and cassette what is recorded', async () => {
    const project = await folderWith({ 'bisheng.yaml': '' });
    const kinds = ['linear', 'router', 'loop', 'parallel'];
    const isTest = await compiled('test');
    for (const kind of kinds) {
      await project.run(['new', 'flow', kind, '--from', kind, '--yes']);
      const text = await readFile(path.join(project.path, `flows/${kind}.test.yaml`), 'utf8');
      expect(text).toContain('$schema=../.bisheng/schema/test.json\n');
      const tree = readTree(new SourceFile('x.yaml', text), () => undefined);
      void isTest(JSON.parse(JSON.stringify(tree && valueOf(tree))));
      expect(isTest.errors, text).toBeNull();
    }
    const written = await readFile(path.join(project.path, '.bisheng/schema/test.json'), 'utf8');
    expect(JSON.parse(written)).toHaveProperty('definitions.expect.properties.output.description');
  });

  it('speaks Chinese', async () => {
    const { stdout } = await run(['schema', 'flow', '--lang', 'zh']);
    expect(stdout).toContain('要做的事');
    expect(stdout).toContain('最多几轮');
  });
});

describe('an editor', async () => {
  const project = await folderWith({ 'bisheng.yaml': '' });
  let server: LanguageServer;
  beforeAll(async () => {
    for (const args of [
      ['component', 'shout', '--kind', 'basic'],
      ['flow', 'first', '--from', 'linear'],
    ]) {
      expect((await project.run(['new', ...args, '--yes'])).exitCode).toBe(0);
    }
    server = await LanguageServer.start(project.path);
  });
  afterAll(() => server.stop());

  const heading = '# yaml-language-server: $schema=../.bisheng/schema/flow.json\n';

  it('is told what is wrong, and where', async () => {
    const text = `${heading}nodes:\n  - id: a\n    type: LoopController\n    config: {max_iterations: many}\nedgs: []\n`;
    const problems = await server.open('flows/wrong.yaml', text);
    const said = problems.map(({ message, range }) => `${range.start.line}: ${message}`);
    expect(said).toEqual([
      expect.stringContaining('4: Incorrect type'),
      expect.stringContaining('5: Property edgs is not allowed'),
    ]);
  });

  it('finds nothing wrong with a component of the project', async () => {
    const text = `${heading}nodes:\n  - {id: a, type: shout, config: {parallel: false}}\n`;
    expect(await server.open('flows/right.yaml', text)).toEqual([]);
  });

  it('is given types, also the project’s own, keys and values', async () => {
    const text = `${heading}nodes:\n  - id: a\n    type: \n  - id: b\n    type: LoopController\n    config:\n      \n      on_limit: \n`;
    await server.open('flows/typing.yaml', text);
    const labels = async (line: number, character: number): Promise<string[]> =>
      (await server.complete('flows/typing.yaml', line, character)).map(({ label }) => label);
    const types = await labels(3, 10);
    expect(types).toEqual(expect.arrayContaining(['InputNode', 'shout', 'ShoutComponent']));
    expect(await labels(7, 6)).toEqual(expect.arrayContaining(['max_iterations', 'batch_size']));
    expect(await labels(8, 16)).toEqual(expect.arrayContaining(['stop', 'fail']));
  });

  it('is given words about them', async () => {
    const items = await server.complete('flows/typing.yaml', 7, 6);
    const item = items.find(({ label }) => label === 'max_iterations');
    expect(JSON.stringify(item)).toContain('the most rounds there may be');
  });
});
