import { describe, expect, it } from 'vitest';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { bin, folderWith, hello } from './bisheng.ts';

const outer = `nodes:
  - {id: input, type: InputNode}
  - {id: greeting, type: Flow, config: {flow: hello.yaml}}
edges:
  - {from: input, to: greeting}
`;
const secret = `parameters:
  - {name: password, type: string, secret: true, env: SECRET_WORD}
nodes:
  - {id: input, type: InputNode}
  - {id: end, type: OutputNode, inputs: {value: text}}
edges:
  - {from: input, to: end, condition: 'text == "a long text before it and then " + \${password}'}
`;
const folder = await folderWith({
  'hello.yaml': hello,
  'outer.yaml': outer,
  'secret.yaml': secret,
});
const { run } = folder;

describe('bisheng graph', () => {
  it('draws a flow and those that it runs', async () => {
    const { exitCode, stdout, stderr } = await run(['graph', 'outer.yaml']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const id of ['greeting', 'hello.yaml', 'greet']) expect(stdout).toContain(id);
    const closed = await run(['graph', 'outer.yaml', '--depth', '0']);
    expect(closed.stdout).not.toMatch(/│ greet /);
  });

  it.each([
    ['svg', /^<svg /],
    ['mmd', /^flowchart TD\n/],
    ['dot', /^digraph /],
    ['txt', /┌/],
  ])('writes what the ending .%s says', async (ending, begin) => {
    const { exitCode, stdout } = await run(['graph', 'hello.yaml', '-o', `out/picture.${ending}`]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(await readFile(path.join(folder.path, `out/picture.${ending}`), 'utf8')).toMatch(begin);
  });

  it.each(['text', 'mermaid', 'dot', 'svg'])('shows no secret in %s', async (format) => {
    const env = { SECRET_WORD: 'correct-horse-battery' };
    const { exitCode, stdout } = await run(['graph', 'secret.yaml', '--format', format], { env });
    expect(exitCode).toBe(0);
    expect(stdout).not.toMatch(/correct|horse|battery/);
  });

  it('says what is wrong with a flow instead of drawing it', async () => {
    await folder.write('broken.yaml', hello.replace('to: greet', 'to: greeet'));
    const { exitCode, stdout, stderr } = await run(['graph', 'broken.yaml', '-o', 'broken.svg']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('[edge-target-missing]');
    await expect(access(path.join(folder.path, 'broken.svg'))).rejects.toThrow();
  });

  it.skipIf(process.platform === 'win32')('leaves a device what it is', async () => {
    const program = `"${process.execPath}" "${bin}" graph hello.yaml -o`;
    const { stdout } = await folder.shell(`mkfifo pipe; ${program} pipe & cat pipe; test -p pipe`);
    expect(stdout).toContain('greet');
    expect((await folder.shell('test -p pipe')).exitCode).toBe(0);
  });

  it.each([
    [['graph', 'hello.yaml', '--depth', 'x'], '--depth'],
    [['graph', 'hello.yaml', '--format', 'png'], 'text, mermaid, dot, svg'],
    [['graph', 'hello.yaml', '--param', 'x=1'], 'parameter “x”'],
    [['graph', 'hello.yaml', '-o', 'hello.yaml'], 'is a flow'],
    [['graph', 'hello.yaml', '-o', 'outer.YML', '--format', 'dot'], 'is a flow'],
    [['graph', 'hello.yaml', '-o', 'picture.png'], '.txt, .svg, .dot, .gv, .mmd, .mermaid'],
    [['graph', 'hello.yaml', '-o', 'picture'], '--format'],
    [['graph', 'nowhere.yaml'], 'no flow “nowhere.yaml”'],
  ])('%j: exit 2', async (args, said) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
