import { rm, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chain, ended, failed, trial } from './resume/project.ts';

const secret = `parameters:
  - {name: key, type: string, secret: true, required: true}
  - {name: open, type: string, required: true}
nodes:
  - {id: input, type: InputNode}
  - {id: a, type: Stamp, config: {mark: a}}
  - {id: size, type: Transform, config: {expression: 'str(len(\${key})) + \${open}'}}
  - {id: b, type: Stamp, config: {mark: b}, inputs: {value: size.result}}
edges:
  - {from: input, to: a}
  - {from: a, to: size}
  - {from: size, to: b}
`;
const value = 'hunter2-hunter2';

describe('a run goes on with what it was begun with', () => {
  it('a secret parameter is given again', async () => {
    const project = await trial({ 'secret.yaml': secret });
    const given = ['--param', `key=${value}`, '--param', 'open=o'];
    await failed(project, ['run', 'secret.yaml', '--input', 'x', ...given], 'b');
    const refused = ended(await project.resume(), 2);
    expect(refused.stderr).toContain('--param key=VALUE');
    const other = ended(await project.resume(['--dry-run', '--param', 'key=other']), 0);
    expect(other.stdout).toMatch(/Kept: input, a\n {2}runs again: size – /);
    expect(ended(await project.resume(['--param', `key=${value}`]), 0).stdout).toBe('15ob\n');
    expect(await project.calls()).toBe('b');
  });

  it('a secret parameter from a file is taken from it again', async () => {
    const project = await trial({ 'secret.yaml': secret, 'params.yaml': `key: ${value}\nopen: o\n` }); // prettier-ignore
    await failed(project, ['run', 'secret.yaml', '--input', 'x', '--params-file', 'params.yaml'], 'b'); // prettier-ignore
    expect(ended(await project.resume(['--params-file', 'params.yaml']), 0).stdout).toBe('15ob\n');
    expect(await project.calls()).toBe('b');
  });

  it('a secret from the environment is taken from there', async () => {
    const flow = secret.replace('required: true}', 'env: MY_KEY}');
    const project = await trial({ 'secret.yaml': flow });
    const env = { MY_KEY: value };
    const mend = await project.trouble('broken', 'b');
    ended(await project.run(['run', 'secret.yaml', '--input', 'x', '--param', 'open=o'], { env }), 1); // prettier-ignore
    await mend();
    expect(ended(await project.resume([], { env }), 0).stdout).toBe('15ob\n');
  });

  it('an input with a secret in it is given again', async () => {
    const project = await trial({ 'secret.yaml': secret });
    const given = ['--param', `key=${value}`];
    await failed(project, ['run', 'secret.yaml', '--input', `my ${value}`, ...given, '--param', 'open=o'], 'b'); // prettier-ignore
    expect(ended(await project.resume(given), 2).stderr).toContain('--input TEXT');
    const dry = await project.resume([...given, '--input', `my ${value}`, '--dry-run']);
    expect(ended(dry, 0).stdout).not.toContain(value);
    expect(ended(await project.resume([...given, '--input', `my ${value}`]), 0).stdout).toBe('15ob\n'); // prettier-ignore
  });

  it('items are read from their file again', async () => {
    const items = '"x"\n"y"\n"z"\n';
    const project = await trial({
      'items.jsonl': items,
      'items.yaml': `nodes:
  - {id: rows, type: BatchInput}
  - {id: loop, type: LoopController, config: {batch_size: 1}}
  - {id: w, type: Stamp, config: {mark: w}, inputs: {value: 'loop.batch[0]'}}
  - {id: all, type: ResultAggregator}
  - {id: end, type: Stamp, config: {mark: e}, inputs: {value: 'str(all.result)'}}
edges:
  - {from: rows, to: loop}
  - {from: loop, to: w}
  - {from: w, to: all}
  - {from: all, to: loop}
  - {from: loop, to: end}
`,
    });
    await failed(project, ['run', 'items.yaml', '--input-file', 'items.jsonl'], 'e');
    await rm(path.join(project.path, 'items.jsonl'));
    expect(ended(await project.resume(), 2).stderr).toContain('items.jsonl');
    await project.write('items.jsonl', items.replace('y', 'q'));
    expect((await project.resume(['--dry-run'])).stdout).toContain('runs again: rows – input items changed'); // prettier-ignore
    await project.write('items.jsonl', items);
    expect(ended(await project.resume(), 0).stdout).toBe("['xw', 'yw', 'zw']e\n");
    expect(await project.calls()).toBe('e');
  });

  it('a flow from standard input is taken as it was', async () => {
    const project = await trial();
    const mend = await project.trouble('broken', 'b');
    ended(await project.run(['run', '-', '--input', 'x'], { input: chain }), 1);
    await mend();
    await project.calls();
    const done = ended(await project.resume(), 0);
    expect([done.stdout, await project.calls()]).toEqual(['xabc\n', 'bc']);
    expect(ended(await project.resume(), 2).stderr).toContain('bisheng run - --from NODE');
  });

  it('a flow that Python builds is built again, from any folder', async () => {
    const project = await trial({
      'flows/designed.py': `class Designed:
    def design_flow(self):
        return {
            "nodes": [{"id": "input", "type": "InputNode"}, {"id": "a", "type": "Stamp", "config": {"mark": "a"}}, {"id": "b", "type": "Stamp", "config": {"mark": "b"}}],
            "edges": [{"from": "input", "to": "a"}, {"from": "a", "to": "b"}],
        }
`,
    });
    await failed(project, ['run', 'flows/designed.py:Designed', '--input', 'x'], 'b');
    const cwd = path.join(project.path, 'elsewhere');
    await mkdir(cwd);
    // Its component writes where it runs: in the project.
    expect(ended(await project.resume([], { cwd }), 0).stdout).toBe('xab\n');
  });

  it('a template that comes along is found again', async () => {
    const project = await trial();
    const begun = await project.run([
      'run',
      'article-review',
      '--param',
      'topic=tea',
      '--input',
      'Notes',
    ]);
    ended(begun, 4);
    const dry = ended(await project.resume(['--dry-run']), 0);
    expect(dry.stdout).toMatch(/^Going on with run \w{8}\. Kept: /);
  });

  it('a replayed run goes on replaying', async () => {
    const project = await trial();
    ended(await project.run(['run', 'chain.yaml', '--input', 'x', '--record', 'tape.yaml']), 0);
    await project.calls();
    await failed(project, ['run', 'chain.yaml', '--input', 'x', '--replay', 'tape.yaml'], 'b');
    expect(ended(await project.resume(), 0).stdout).toBe('xabc\n');
    expect(await project.calls()).toBe('bc');
  });

  it('outside of a project, too', async () => {
    const project = await trial();
    await rm(path.join(project.path, 'bisheng.yaml'));
    const env = { XDG_STATE_HOME: path.join(project.path, 'state') };
    const mend = await project.trouble('broken', 'b');
    ended(await project.run(['run', 'chain.yaml', '--input', 'x'], { env }), 1);
    await mend();
    expect(ended(await project.resume([], { env }), 0).stdout).toBe('xabc\n');
  });
});
