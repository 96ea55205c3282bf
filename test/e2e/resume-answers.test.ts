import { describe, expect, it } from 'vitest';
import { ended, json, trial } from './resume/project.ts';

const questions = `nodes:
  - {id: input, type: InputNode}
  - {id: name, type: HumanInput, config: {prompt: Who?}}
  - {id: size, type: HumanInput, config: {prompt: How large?, options: [small, large]}}
  - {id: count, type: HumanInput, config: {prompt: How many?, schema: {type: integer, minimum: 1}}}
  - {id: sure, type: HumanInput, config: {prompt: Sure?, schema: {type: boolean}}}
  - {id: all, type: Transform, config: {expression: '[name.answer, size.answer, count.answer, sure.answer]'}}
edges:
  - {from: input, to: name}
  - {from: input, to: size}
  - {from: input, to: count}
  - {from: input, to: sure}
  - {from: name, to: all}
  - {from: size, to: all}
  - {from: count, to: all}
  - {from: sure, to: all}
`;

const loop = `nodes:
  - {id: loop, type: LoopController, config: {items: [1, 2, 3]}}
  - {id: w, type: Stamp, config: {mark: w}, inputs: {value: 'loop.batch[0]'}}
  - {id: ask, type: HumanInput, config: {prompt: "{w.result}?", options: ["yes", "no"]}}
  - {id: all, type: ResultAggregator}
edges:
  - {from: loop, to: w}
  - {from: w, to: ask}
  - {from: ask, to: all}
  - {from: all, to: loop}
`;

const asking = `nodes:
  - {id: input, type: InputNode}
  - {id: w, type: Stamp, config: {mark: i}}
  - {id: ask, type: HumanInput, config: {prompt: Who?}}
  - {id: end, type: Transform, config: {expression: 'w.result + ask.answer'}}
edges:
  - {from: input, to: w}
  - {from: w, to: ask}
  - {from: ask, to: end}
`;

const outer = `nodes:
  - {id: input, type: InputNode}
  - {id: before, type: Stamp, config: {mark: b}}
  - {id: sub, type: Flow, config: {flow: asking.yaml}, inputs: {input: before.result}}
  - {id: after, type: Stamp, config: {mark: a}, inputs: {value: sub.end}}
edges:
  - {from: input, to: before}
  - {from: before, to: sub}
  - {from: sub, to: after}
`;

describe('an answer that is given later', () => {
  it.each([
    [['--answer', 'nmae=x'], 'The run waits for no answer to “nmae”.\n  It waits for: name\n'],
    [['--answer', 'all=x'], 'It waits for: name, size, count, sure\n'],
    [['--answer', 'size=huge'], '"huge" is none of the options: "small", "large".'],
    [['--answer', 'count=many'], 'This can’t be the answer to “count”'],
    [['--answer', 'count:=0'], 'must be at least 1'],
    [['--answer', 'count:=x'], 'must be JSON'],
    [['--answer', 'Bob'], '--answer needs node=text or node:=JSON, not “Bob”.'],
  ])('%j is refused, and nothing is changed', async (flags, words) => {
    const project = await trial({ 'questions.yaml': questions });
    ended(await project.run(['run', 'questions.yaml', '--input', 'x']), 4);
    const refused = ended(await project.resume(flags), 2);
    expect(refused.stderr).toContain(words);
    expect(refused.stdout).toBe('');
    const { stdout } = await project.run(['runs', 'list', '--json']);
    expect(json(stdout)).toMatchObject({ runs: [{ status: 'waiting', sessions: [{}] }] });
  });

  it('may be one of several: the run waits for the others', async () => {
    const project = await trial({ 'questions.yaml': questions });
    const first = ended(await project.run(['run', 'questions.yaml', '--input', 'x']), 4);
    expect(first.stderr).toMatch(
      /bisheng runs resume \w{8} --answer name=TEXT --answer size=TEXT --answer count=TEXT --answer sure=TEXT\n$/,
    );
    const second = ended(await project.resume(['--answer', 'name=Ann', '--answer', 'size=2']), 4);
    expect(second.stderr).toMatch(/resume \w{8} --answer count=TEXT --answer sure=TEXT\n$/);
    const json = ended(await project.resume(['--output', 'json', '--quiet']), 4);
    expect(JSON.parse(json.stdout)).toMatchObject({
      status: 'waiting',
      questions: [{ node: 'count' }, { node: 'sure' }],
      nodes: { name: { status: 'succeeded', outputs: { answer: 'Ann' } } },
    });
    const last = ended(await project.resume(['--answer', 'count=12', '--answer', 'sure=yes']), 0);
    expect(JSON.parse(last.stdout)).toEqual(['Ann', 'large', 12, true]);
  });

  it('in a loop goes to the round that asks, further ones to the rounds behind it', async () => {
    const project = await trial({ 'loop.yaml': loop });
    expect(ended(await project.run(['run', 'loop.yaml']), 4).stderr).toContain('1w?');
    const second = ended(await project.resume(['--answer', 'ask=no']), 4);
    expect(second.stderr).toContain('2w?');
    const third = ended(await project.resume(['--answer', 'ask=yes', '--answer', 'ask=no']), 0);
    expect(third.stderr).toContain('Kept: w ×2, ask\n');
    expect(JSON.parse(third.stdout)).toEqual(['no', 'yes', 'no']);
    expect(await project.calls()).toBe('www');
  });

  it('that nobody has asked for is told of at the end', async () => {
    const project = await trial({ 'loop.yaml': loop });
    ended(await project.run(['run', 'loop.yaml']), 4);
    const answers = ['yes', 'no', 'yes', 'no'].flatMap((word) => ['--answer', `ask=${word}`]);
    const { stdout, stderr } = ended(await project.resume(answers), 0);
    expect(JSON.parse(stdout)).toEqual(['yes', 'no', 'yes']);
    expect(stderr).toContain('Nobody has asked for what --answer gives to: ask.\n');
  });

  it('goes to what a cancelled run had asked, with other parameters if need be', async () => {
    const text = asking.replace('ask.answer', 'ask.answer + ${mark}');
    const flow = `parameters: [{name: mark, type: string, default: '!'}]\n${text}`;
    const project = await trial({ 'asking.yaml': flow });
    ended(await project.run(['run', 'asking.yaml', '--input', 'x', '--param', 'mark=.']), 4);
    ended(await project.run(['runs', 'cancel', 'latest']), 0);
    const shown = ended(await project.run(['runs', 'show', 'latest']), 0);
    expect(shown.stdout).toMatch(/ask .*cancelled/);
    expect(ended(await project.resume(['--answer', 'w=Ann']), 2).stderr).toContain('asked nothing');
    const flags = ['--answer', 'ask=Ann', '--param', 'mark=?'];
    const { stdout } = ended(await project.resume(flags), 0);
    expect(stdout).toBe('xiAnn?\n');
    const after = ended(await project.run(['runs', 'show', 'latest', '--json']), 0);
    expect(json(after.stdout)).toMatchObject({
      run: { origin: { parameters: { mark: '?' } } },
    });
  });

  it('in a sub-flow goes to its node', async () => {
    const project = await trial({ 'outer.yaml': outer, 'asking.yaml': asking });
    const first = ended(await project.run(['run', 'outer.yaml', '--input', 'x']), 4);
    expect(first.stderr).toMatch(/--answer sub\/ask=TEXT\n$/);
    expect(ended(await project.resume(['--answer', 'ask=Ann']), 2).stderr).toContain('sub/ask');
    const { stdout } = ended(await project.resume(['--answer', 'sub/ask=Ann']), 0);
    expect(stdout).toBe('xbiAnna\n');
    expect(await project.calls()).toBe('bia');
  });

  it('that is not kept can only be given in a terminal', async () => {
    const project = await trial({ 'asking.yaml': asking });
    const { stderr } = ended(await project.run(['run', 'asking.yaml', '--input', 'x', '--no-store']), 4); // prettier-ignore
    expect(stderr).toContain('To answer, run it in a terminal');
  });
});
