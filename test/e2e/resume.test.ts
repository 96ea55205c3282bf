import { rename } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chain, ended, events, failed, json, trial } from './resume/project.ts';

describe('a run that was cut off', () => {
  it.runIf(process.platform !== 'win32').each([
    ['SIGKILL', undefined, 'interrupted'],
    ['SIGINT', 130, 'cancelled'],
    ['SIGTERM', 143, 'cancelled'],
  ] as const)('by %s goes on where it was', async (signal, code, status) => {
    const project = await trial();
    const release = await project.trouble('hold', 'b');
    const begun = await project.begin(['run', 'chain.yaml', '--input', 'x'], 'b', ' a  Stamp');
    begun.ended.kill(signal);
    expect((await begun.ended).exitCode).toBe(code);
    const { stdout: listed } = await project.run(['runs', 'list', '--status', status]);
    expect(listed).toContain('chain.yaml');
    await release();
    expect(await project.calls()).toBe('ab');
    const resumed = ended(await project.resume(), 0);
    expect(resumed.stdout).toBe('xabc\n');
    expect(resumed.stderr).toMatch(/^Going on with run \w{8}\. Kept: input, a\n/);
    expect(resumed.stderr).toMatch(/ · 2 nodes run · 2 kept\n$/);
    expect(await project.calls()).toBe('bc');
  });

  it('by Ctrl-C says how to go on', async () => {
    const project = await trial();
    await project.trouble('hold', 'b');
    const begun = await project.begin(['run', 'chain.yaml', '--input', 'x'], 'b', ' a  Stamp');
    begun.ended.kill('SIGINT');
    const { stderr, stdout } = await begun.ended;
    expect(stdout).toBe('');
    expect(stderr).toMatch(/To go on: bisheng runs resume \w{8}\n/);
  });

  it('has one document and one log, of all its sessions', async () => {
    const project = await trial();
    const release = await project.trouble('hold', 'b');
    const first = await project.begin(['run', 'chain.yaml', '--input', 'x'], 'b', ' a  Stamp');
    first.ended.kill('SIGKILL');
    await first.ended;
    await project.calls();
    const second = await project.begin(['runs', 'resume', 'latest'], 'b', 'Running');
    second.ended.kill('SIGKILL');
    await second.ended;
    await release();
    const { stdout } = ended(await project.resume(['--output', 'ndjson']), 0);
    const log = events(stdout);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, n) => n));
    const finished = log.filter(({ type }) => type === 'node_finished');
    expect(finished.map(({ node }) => node)).toEqual(['input', 'a', 'b', 'c']);
    expect([log[0]?.type, log.at(-1)?.type]).toEqual(['run_started', 'run_finished']);
    const kept = await project.run(['runs', 'export', 'latest', '--format', 'ndjson']);
    expect(events(kept.stdout)).toEqual(log);
  });

  it('has all of its nodes in the document, once each', async () => {
    const project = await trial();
    await failed(project, ['run', 'chain.yaml', '--input', 'x'], 'b');
    const { stdout } = ended(await project.resume(['--output', 'json']), 0);
    const nodes = { a: { outputs: { result: 'xa' } }, b: { status: 'succeeded', attempts: 1 } };
    expect(json(stdout)).toMatchObject({ status: 'succeeded', outputs: { c: 'xabc' }, nodes });
    expect(Object.keys((json(stdout) as { nodes: object }).nodes)).toEqual([
      'input',
      'a',
      'b',
      'c',
    ]);
  });

  it('belongs to one process: a live one’s is not taken over', async () => {
    const project = await trial();
    const release = await project.trouble('hold', 'b');
    const begun = await project.begin(['run', 'chain.yaml', '--input', 'x'], 'b', ' a  Stamp');
    const refused = await project.resume();
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(
      /is going on: process \d+ on .*\n.*bisheng runs cancel \w{8} ends/,
    );
    await release();
    expect((await begun.ended).stdout).toBe('xabc\n');
  });

  it('is gone on with by one of two that want to', async () => {
    const project = await trial();
    await failed(project, ['run', 'chain.yaml', '--input', 'x'], 'b');
    const both = await Promise.all([project.resume(), project.resume()]);
    const codes = both.map(({ exitCode }) => exitCode).sort();
    expect(codes, both.map(({ stderr }) => stderr).join('\n')).toEqual([0, 2]);
    expect(await project.calls()).toBe('bc');
  });

  it('that has succeeded says what to do instead', async () => {
    const project = await trial();
    ended(await project.run(['run', 'chain.yaml', '--input', 'x']), 0);
    const { stderr } = ended(await project.resume(), 2);
    expect(stderr).toMatch(/has succeeded.*\n.*bisheng run chain\.yaml --from NODE --run \w{8}\n/);
  });

  it('is told of in a project that one is not in', async () => {
    const project = await trial();
    await project.trouble('broken', 'b');
    const { stderr } = await project.run(['run', `${path.basename(project.path)}/chain.yaml`, '--input', 'x'], { cwd: path.dirname(project.path) }); // prettier-ignore
    expect(stderr).toMatch(/To go on: cd bisheng-e2e-\w+ && bisheng runs resume \w{8}\n/);
  });
});

describe('what is mended in between', () => {
  it('a comment and a component that is not used change nothing', async () => {
    const project = await trial();
    await failed(project, ['run', 'chain.yaml', '--input', 'x'], 'c');
    await project.write('chain.yaml', `# what for\n${chain}`);
    await project.write('custom_components/other/component.py', 'class Other(BaseComponent):\n    def build(self, value: Any) -> Any:\n        return value\n'); // prettier-ignore
    ended(await project.resume(), 0);
    expect(await project.calls()).toBe('c');
  });

  it('a node’s config: it and what is behind it work again, what is before is kept', async () => {
    const project = await trial();
    await failed(project, ['run', 'chain.yaml', '--input', 'x'], 'c');
    await project.write('chain.yaml', chain.replace('mark: b', 'mark: B'));
    const dry = ended(await project.resume(['--dry-run']), 0);
    expect(dry.stdout).toMatch(
      /^Going on with run \w{8}\. Kept: input, a\n {2}runs again: b – config\.mark changed, chain\.yaml:4\n$/,
    );
    const document = json((await project.resume(['--dry-run', '--output', 'json'])).stdout);
    expect(document).toMatchObject({
      kept: [{ node: 'input', results: 1 }, { node: 'a' }],
      again: [{ node: 'b', why: ['config.mark changed, chain.yaml:4'] }],
    });
    expect(await project.calls()).toBe('');
    expect(ended(await project.resume(), 0).stdout).toBe('xaBc\n');
    expect(await project.calls()).toBe('Bc');
  });

  it('a component’s code: its nodes work again', async () => {
    const project = await trial();
    const file = 'custom_components/mark/component.py';
    const mark = (text: string): string =>
      `class Mark(BaseComponent):\n    def build(self, value: Any) -> Any:\n        ${text}\n`;
    await project.write(file, mark('raise RuntimeError("no")'));
    await project.write('mended.yaml', chain.replace('b, type: Stamp, config: {mark: b}', 'b, type: Mark')); // prettier-ignore
    ended(await project.run(['run', 'mended.yaml', '--input', 'x']), 1);
    expect(await project.calls()).toBe('a');
    await project.write(file, mark('return value + "!"'));
    expect(ended(await project.resume(), 0).stdout).toBe('xa!c\n');
    expect(await project.calls()).toBe('c');
  });

  it('a router: it decides again', async () => {
    const project = await trial({
      'routed.yaml': `nodes:
  - {id: input, type: InputNode}
  - {id: a, type: Stamp, config: {mark: a}}
  - {id: choose, type: ConditionalRouter, config: {conditions: [{expression: 'len(text) > 3', next_node: b}], default_node: c}}
  - {id: b, type: Stamp, config: {mark: b}, inputs: {value: a.result}}
  - {id: c, type: Stamp, config: {mark: c}, inputs: {value: a.result}}
edges:
  - {from: input, to: a}
  - {from: a, to: choose}
`,
    });
    const text = 'long text';
    await failed(project, ['run', 'routed.yaml', '--input', text], 'b');
    const { run } = project;
    const flow = await run(['runs', 'export', 'latest']);
    const { flow_text: old } = json(flow.stdout) as { flow_text: string };
    await project.write('routed.yaml', old.replace('> 3', '> 30'));
    expect(ended(await project.resume(), 0).stdout).toBe(`${text}ac\n`);
    expect(await project.calls()).toBe('c');
  });

  it('a loop’s body: the loop works again from its first round', async () => {
    const loop = `nodes:
  - {id: a, type: Stamp, config: {mark: a, value: x}}
  - {id: loop, type: LoopController, config: {items: [1, 2, 3]}}
  - {id: w, type: Stamp, config: {mark: w}, inputs: {value: 'loop.batch[0]'}}
  - {id: v, type: Stamp, config: {mark: v}, inputs: {value: w.result}}
  - {id: all, type: ResultAggregator}
  - {id: end, type: Stamp, config: {mark: e}, inputs: {value: 'str(all.result)'}}
edges:
  - {from: a, to: loop}
  - {from: loop, to: w}
  - {from: w, to: v}
  - {from: v, to: all}
  - {from: all, to: loop}
  - {from: loop, to: end}
`;
    const project = await trial({ 'loop.yaml': loop });
    await failed(project, ['run', 'loop.yaml'], 'e');
    expect((await project.resume(['--dry-run'])).stdout).toContain('Kept: a, w ×3, v ×3');
    await project.write('loop.yaml', loop.replace('mark: v', 'mark: V'));
    const { stdout, stderr } = ended(await project.resume(), 0);
    expect(stdout).toBe("['1wV', '2wV', '3wV']e\n");
    expect(stderr).toMatch(/ done +w .*×3/);
    expect(await project.calls()).toBe('wVwVwVe');
  });

  it('a flow whose file is gone is said to be', async () => {
    const project = await trial();
    await failed(project, ['run', 'chain.yaml', '--input', 'x'], 'c');
    await rename(path.join(project.path, 'chain.yaml'), path.join(project.path, 'moved.yaml'));
    const { stderr, stdout } = ended(await project.resume(), 2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /The flow of run \w{8} is not there any more: chain\.yaml\n.*runs export/,
    );
  });
});
