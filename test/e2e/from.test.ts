import { describe, expect, it } from 'vitest';
import { chain, ended, events, trial } from './resume/project.ts';

const loop = `nodes:
  - {id: a, type: Stamp, config: {mark: a, value: x}}
  - {id: loop, type: LoopController, config: {items: [1, 2]}}
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

const outer = `nodes:
  - {id: input, type: InputNode}
  - {id: before, type: Stamp, config: {mark: x}}
  - {id: sub, type: Flow, config: {flow: chain.yaml}, inputs: {input: before.result}}
  - {id: after, type: Stamp, config: {mark: y}, inputs: {value: sub.c}}
edges:
  - {from: input, to: before}
  - {from: before, to: sub}
  - {from: sub, to: after}
`;

describe('run --from', () => {
  it('takes what is before the node from the latest run, in a run of its own', async () => {
    const project = await trial();
    ended(await project.run(['run', 'chain.yaml', '--input', 'x']), 0);
    await project.calls();
    const again = ended(await project.run(['run', 'chain.yaml', '--from', 'b']), 0);
    expect(again.stdout).toBe('xabc\n');
    expect(again.stderr).toMatch(/^Taken from run \w{8}: input, a\n {2}runs again: b, c\n/);
    expect(again.stderr).toMatch(/ a {2}Stamp .* from another run\n/);
    expect(again.stderr).toMatch(/2 nodes run · 2 reused\n$/);
    expect(await project.calls()).toBe('bc');
    const log = events((await project.run(['run', 'chain.yaml', '--from', 'c', '--output', 'ndjson'])).stdout); // prettier-ignore
    const reused = log.filter((event) => 'reused' in event).map(({ node }) => node);
    expect(reused).toEqual(['input', 'a', 'b']);
  });

  it('takes it from the run that is named, with what that was begun with', async () => {
    const project = await trial();
    for (const text of ['x', 'y']) ended(await project.run(['run', 'chain.yaml', '--input', text]), 0); // prettier-ignore
    const { stdout } = await project.run(['runs', 'list', '--json']);
    const { runs } = JSON.parse(stdout) as { runs: { id: string }[] };
    await project.calls();
    const from = ['run', 'chain.yaml', '--from', 'c', '--run', runs[1]?.id.slice(0, 8) ?? ''];
    expect(ended(await project.run(from), 0).stdout).toBe('xabc\n');
    expect(await project.calls()).toBe('c');
  });

  it('runs all that depends on another input', async () => {
    const project = await trial();
    ended(await project.run(['run', 'chain.yaml', '--input', 'x']), 0);
    const { stdout, stderr } = ended(await project.run(['run', 'chain.yaml', '--from', 'c', '--input', 'y']), 0); // prettier-ignore
    expect(stdout).toBe('yabc\n');
    expect(stderr).toMatch(/^Nothing can be taken from run \w{8}: all nodes run\./);
  });

  it('in a loop begins with its first round', async () => {
    const project = await trial({ 'loop.yaml': loop });
    ended(await project.run(['run', 'loop.yaml']), 0);
    await project.calls();
    const { stdout } = ended(await project.run(['run', 'loop.yaml', '--from', 'v']), 0);
    expect(stdout).toBe("['1wv', '2wv']e\n");
    expect(await project.calls()).toBe('wvwve');
  });

  it('behind a sub-flow takes its result, and at it runs it', async () => {
    const project = await trial({ 'outer.yaml': outer });
    ended(await project.run(['run', 'outer.yaml', '--input', '1']), 0);
    await project.calls();
    const after = ended(await project.run(['run', 'outer.yaml', '--from', 'after']), 0);
    expect(after.stderr).toMatch(/: input, before, sub\n {2}runs again: after\n/);
    expect([after.stdout, await project.calls()]).toEqual(['1xabcy\n', 'y']);
    const sub = ended(await project.run(['run', 'outer.yaml', '--from', 'sub']), 0);
    expect([sub.stdout, await project.calls()]).toEqual(['1xabcy\n', 'abcy']);
  });

  it.each([
    [['chain.yaml', '--from', 'bb'], 'Did you mean “b”?'],
    [['outer.yaml', '--from', 'sub/a'], 'Did you mean “sub”?'],
    [['chain.yaml', '--from', 'b', '--run', 'zzz'], 'zzz'],
    [['chain.yaml', '--run', 'latest'], '--from'],
    [['chain.yaml', '--from', 'b', '--only', 'a'], '--only'],
    [['other.yaml', '--from', 'b'], 'No run of other.yaml is kept'],
  ])('%j is a usage error', async (args, words) => {
    const project = await trial({ 'outer.yaml': outer, 'other.yaml': chain });
    ended(await project.run(['run', 'chain.yaml', '--input', '1']), 0);
    ended(await project.run(['run', 'outer.yaml', '--input', '1']), 0);
    expect(ended(await project.run(['run', ...args]), 2).stderr).toContain(words);
  });
});
