import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortValues } from '../../src/engine/component.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { runFlow } from '../../src/engine/run.ts';
import type { Value } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';
import { BufferedRows } from '../../src/project/cache/buffered-rows.ts';
import { projectCache } from '../../src/project/cache/project-cache.ts';
import { usesCache, type CacheMode } from '../../src/project/cache/uses-cache.ts';
import { fingerprintsOf } from '../../src/project/fingerprints.ts';
import { flowToRun } from '../../src/project/flow-to-run.ts';
import { planTree } from '../../src/project/plan-tree.ts';
import { Projects } from '../../src/project/projects.ts';
import { readSource } from '../../src/project/read-source.ts';

let folder: string;
/** The rows as a store would have them: as JSON. */
let rows: Map<string, string>;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-cache-')));
  rows = new Map();
  await writeFile(path.join(folder, 'bisheng.yaml'), '');
});
afterEach(() => rm(folder, { recursive: true }));

const store = {
  get(key: string): Value | undefined {
    const text = rows.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as Value);
  },
  putAll(entries: Iterable<readonly [string, Value]>): void {
    for (const [key, value] of entries) rows.set(key, JSON.stringify(value));
  },
};

interface Ran {
  readonly outputs: Value;
  /** Nodes whose result came from the cache. */
  readonly reused: string;
  /** Why others had to work. */
  readonly why: readonly string[];
  readonly status: string;
}

interface How {
  readonly mode?: CacheMode;
  readonly version?: string;
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly environment?: NodeJS.ProcessEnv;
}

async function run(text: string, inputs: PortValues, how: How = {}): Promise<Ran> {
  const { mode = 'asked', version = '1', parameters = {}, environment = {} } = how;
  const absolute = path.join(folder, 'flow.yaml');
  await writeFile(absolute, text);
  const state = { XDG_STATE_HOME: path.join(folder, 'state'), PATH: process.env.PATH };
  const projects = new Projects({ folder, environment: { ...state, ...environment } });
  const opened = await projects.of(folder);
  const given = Object.entries(parameters).map(
    ([name, value]) => [name, { value, typed: true }] as const,
  );
  const source = await readSource(absolute, 'flow.yaml');
  const { loaded, basis } = await flowToRun(source, absolute, () => new Map(given), opened, folder);
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code, message }) => [code, message.values])).toEqual([]);
  const { tree } = loaded;
  if (!tree) throw new Error('no flow');
  const plan = planTree(tree);
  expect(usesCache(plan, mode)).toBe(true);
  const buffered = new BufferedRows(store, (error) => {
    throw error;
  });
  const key = 'k';
  const fingerprints = await fingerprintsOf(tree, plan, opened);
  const events: RunEvent[] = [];
  const outcome = await runFlow(plan, {
    ...basis,
    inputs,
    runId: 'r',
    say: sayIn('en'),
    emit: (event) => events.push(event),
    cache: projectCache(tree, {
      mode,
      fingerprints,
      rows: buffered,
      key,
      version,
      stands: () => true,
    }),
  });
  buffered.flush();
  await projects.close();
  const reused = events.flatMap((event) =>
    event.type === 'node_finished' && event.reused === 'cache' ? event.node : [],
  );
  const why = events.flatMap((event) =>
    event.type === 'log' ? [`${event.node}: ${event.message}`] : [],
  );
  return { outputs: outcome.outputs, reused: reused.join(' '), why, status: outcome.status };
}

const one = (node: string, more = ''): string =>
  `nodes:\n  - {id: start, type: InputNode}\n  - {id: a, cache: true, ${node}}\n${more}edges:\n  - {from: start, to: a}\n`;
const transform = one('type: Transform, config: {template: "<{text}>"}');

/** A node that may be cached. */
const other = '  - {id: t, type: Transform, config: {expression: "1"}}\n';

describe('the cache', () => {
  it('gives the result of an earlier run with the same inputs', async () => {
    expect((await run(transform, { input: 'x' })).reused).toBe('');
    expect(await run(transform, { input: 'x' })).toMatchObject({
      reused: 'a',
      why: [],
      outputs: { a: '<x>' },
    });
    expect(await run(transform, { input: 'y' })).toMatchObject({
      reused: '',
      outputs: { a: '<y>' },
    });
  });

  it.each([
    ['what a name stands for that is no input', 'type: Transform, config: {template: "{tone}"}'],
    ['a member of a node', 'type: Transform, config: {expression: "start.text"}'],
    ['what nodes[…] stands for', 'type: Transform, config: {expression: \'nodes["start"].text\'}'],
    ['the run’s text', 'type: ContextBuilder, config: {template: "{question}"}'],
    ['a prompt’s names', 'type: LLMGenerator, config: {model: echo, prompt: "{tone}"}'],
    [
      'the names of an item’s expression',
      'type: ItemProcessor, inputs: {batch: "[1, 2]"}, config: {expression: "tone + str(item)"}',
    ],
    [
      'the names of an item’s component',
      'type: ItemProcessor, inputs: {batch: "[1, 2]"}, config: {component: Transform, component_config: {expression: "tone + str(item)"}}',
    ],
  ])('goes by %s', async (_, node) => {
    const text = one(node);
    const inputs = (value: string): PortValues => ({ input: value, tone: value });
    const first = await run(text, inputs('x'));
    expect(await run(text, inputs('x'))).toMatchObject({ reused: 'a', outputs: first.outputs });
    const other = await run(text, inputs('y'));
    expect(other.reused).toBe('');
    expect(other.outputs).not.toEqual(first.outputs);
    // Both are known now.
    expect(await run(text, inputs('x'))).toMatchObject({ reused: 'a', outputs: first.outputs });
    expect(await run(text, inputs('y'))).toMatchObject({ reused: 'a', outputs: other.outputs });
  });

  it.each([
    '{}',
    '[]',
    '{"result": 5}',
    '{"__proto__": 1}',
    '{"outputs": {"result": 5}, "sum": "x"}',
  ])('takes no result from a damaged row: %s', async (row) => {
    await run(transform, { input: 'x' });
    for (const key of rows.keys()) if (key.startsWith('r:')) rows.set(key, row);
    expect(await run(transform, { input: 'x' })).toMatchObject({
      reused: '',
      outputs: { a: '<x>' },
    });
    // The row has been replaced.
    expect((await run(transform, { input: 'x' })).reused).toBe('a');
  });

  it('takes no result that was put there for another call', async () => {
    await run(transform, { input: 'x' });
    const [key = '', row = ''] = [...rows].find(([name]) => name.startsWith('r:')) ?? [];
    await run(transform, { input: 'y' });
    for (const other of rows.keys())
      if (other.startsWith('r:') && other !== key) rows.set(other, row);
    expect(await run(transform, { input: 'y' })).toMatchObject({
      reused: '',
      outputs: { a: '<y>' },
    });
  });

  it('caches what may come to more than its inputs only where the node says so', async () => {
    const code = (body: string): Promise<void> =>
      writeFile(
        path.join(folder, 'custom_components/c/component.py'),
        `import time\nclass C(BaseComponent):\n    def build(self, text):\n        ${body}\n        return text\n`,
      );
    await mkdir(path.join(folder, 'custom_components/c'), { recursive: true });
    await code('time.time()');
    const text = one('type: C');
    const silent = text.replace('cache: true, ', '').replace('edges:', `${other}edges:`);
    await run(silent, { input: 'x' }, { mode: 'all' });
    expect((await run(silent, { input: 'x' }, { mode: 'all' })).reused).toBe('t');
    await run(text, { input: 'x' });
    expect((await run(text, { input: 'x' })).reused).toBe('a');
    await code('self.last = text');
    await expect(run(text, { input: 'x' })).rejects.toThrow('cache-impossible');
  });

  it('remembers that another value leads to other names', async () => {
    const text = one('type: Transform, config: {expression: "left if text == \'l\' else right"}');
    const inputs = (input: string, left: string, right: string) => ({ input, left, right });
    expect((await run(text, inputs('l', '1', '2'))).outputs).toEqual({ a: '1' });
    expect((await run(text, inputs('r', '1', '2'))).outputs).toEqual({ a: '2' });
    expect(await run(text, inputs('l', '1', '3'))).toMatchObject({
      reused: 'a',
      outputs: { a: '1' },
    });
    expect(await run(text, inputs('r', '1', '3'))).toMatchObject({
      reused: '',
      outputs: { a: '3' },
    });
  });

  it('says why a node works again', async () => {
    await run(transform, { input: 'x' });
    const changed = await run(transform.replace('<{text}>', '[{text}]'), { input: 'x' });
    expect(changed.why).toEqual(['a: Not from the cache: config.template changed, flow.yaml:3.']);
    const both = await run(transform, { input: 'z' });
    expect(both.why).toEqual([
      'a: Not from the cache: config.template changed, flow.yaml:3; input text changed.',
    ]);
  });

  it('is shared by flows, and by nodes of other names', async () => {
    await run(transform, { input: 'x' });
    const other = transform.replace('id: a,', 'id: b,').replace('to: a', 'to: b');
    expect((await run(other, { input: 'x' })).reused).toBe('b');
  });

  it('keeps nothing from another version of the tool', async () => {
    await run(transform, { input: 'x' });
    expect((await run(transform, { input: 'x' }, { version: '2' })).reused).toBe('');
  });

  it('never keeps a secret, not even in a key that could be tried out', async () => {
    const text = `parameters: [{name: pin, type: string, secret: true}]\n${one('type: Transform, config: {template: "pin ${pin}"}')}`;
    const how = { parameters: { pin: '12345678' } };
    await run(text, { input: 'x' }, how);
    expect((await run(text, { input: 'x' }, how)).reused).toBe('');
    expect([...rows].flat().join()).not.toContain('12345678');
    const hidden = text.replace('template: "pin ${pin}"', 'expression: "len(${pin})"');
    await run(hidden, { input: 'x' }, how);
    expect((await run(hidden, { input: 'x' }, how)).reused).toBe('a');
    const other = { parameters: { pin: '87654321' } };
    expect((await run(hidden, { input: 'x' }, other)).reused).toBe('');
  });

  it('does not keep what came with a warning, nor an answer that retry.when does not want', async () => {
    await mkdir(path.join(folder, 'knowledge/facts'), { recursive: true });
    await writeFile(path.join(folder, 'knowledge/facts/a.md'), '# Fish\nFish swim.\n');
    const none = one(
      'type: KnowledgeRetriever, inputs: {question: text}, config: {knowledge_base_id: facts}',
    );
    await run(none, { input: 'zebra' });
    expect((await run(none, { input: 'zebra' })).reused).toBe('');
    await run(none, { input: 'fish' });
    expect((await run(none, { input: 'fish' })).reused).toBe('a');
    await run(transform, { input: 'x' });
    const picky = transform.replace(
      'cache: true',
      'cache: true, retry: {max_attempts: 1, when: "result == \'<x>\'"}',
    );
    expect(await run(picky, { input: 'x' })).toMatchObject({ reused: '', status: 'failed' });
  });

  it('keeps a number only where JSON does', async () => {
    const inf = one('type: Transform, config: {expression: "float(\'inf\')"}');
    await run(inf, { input: 'x' });
    expect((await run(inf, { input: 'x' })).reused).toBe('');
  });

  it('works in loops and sub-flows, round by round', async () => {
    await writeFile(
      path.join(folder, 'inner.yaml'),
      'nodes:\n  - {id: x, type: InputNode}\n  - {id: y, type: Transform, cache: true, config: {template: "({text})"}}\nedges: [{from: x, to: y}]\n',
    );
    const loop = (items: string): string => `nodes:
  - {id: list, type: BatchInput, config: {items: ${items}}}
  - {id: each, type: LoopController, config: {batch_size: 1}}
  - {id: sub, type: Flow, inputs: {input: "str(each.batch[0])"}, config: {flow: inner.yaml}}
  - {id: all, type: ResultAggregator}
edges:
  - {from: list, to: each}
  - {from: each, to: sub}
  - {from: sub, to: all}
  - {from: all, to: each}
`;
    const { outputs } = await run(loop('[1, 2]'), {});
    const again = await run(loop('[2, 3, 1]'), {});
    expect(outputs).toEqual({ all: ['(1)', '(2)'] });
    expect(again).toMatchObject({ reused: 'sub/y sub/y', outputs: { all: ['(2)', '(3)', '(1)'] } });
  });

  it('takes all nodes that may be cached where that is asked for, but not those that refuse', async () => {
    const text = `nodes:
  - {id: start, type: InputNode}
  - {id: a, type: Transform, config: {template: "{text}"}}
  - {id: b, type: Transform, cache: false, config: {template: "{text}"}}
  - {id: c, type: ResultMerger}
edges: [{from: start, to: a}, {from: start, to: b}, {from: a, to: c}, {from: b, to: c}]
`;
    await run(text, { input: 'x' }, { mode: 'all' });
    expect((await run(text, { input: 'x' }, { mode: 'all' })).reused).toBe('a');
  });

  it('is not believed where its rows are of another shape', async () => {
    await run(transform, { input: 'x' });
    for (const key of rows.keys()) rows.set(key, '[[["name"],7],{"a":1}]');
    expect(await run(transform, { input: 'x' })).toMatchObject({
      reused: '',
      outputs: { a: '<x>' },
    });
  });
});
