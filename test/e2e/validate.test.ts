import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { folderWith, hello } from './bisheng.ts';

const wrong = hello.replace('to: greet', 'to: great');
const doubtful = `${hello}colour: red\n`;
const parameter = `parameters:
  - {name: top_k, type: integer, required: true}
nodes:
  - {id: say, type: Transform, config: {expression: '\${top_k} + 1'}}
`;

interface Report {
  files: number;
  errors: number;
  warnings: number;
  diagnostics: { code: string; file: string; line: number; severity: string }[];
}

const { run, write } = await folderWith({
  'good.yaml': hello,
  'wrong.yaml': wrong,
  'doubtful.yaml': doubtful,
  'parameter.yaml': parameter,
  'broken.yaml': 'nodes:\n  - {id: a\n',
  'other.yaml': 'title: no flow\n',
  'mixed/a.yaml': hello,
  'mixed/b.yml': wrong,
  'mixed/c.json': '{"nodes": [{"id": "x", "type": "Transform", "config": {"expression": "1"}}]}',
  'mixed/package.json': '{"name": "x", "nodes_count": 3}',
  'mixed/readme.md': 'nodes: none',
  'mixed/node_modules/b.yaml': wrong,
  'mixed/chart.yaml': 'a: {{ .Values.x }}\n',
});

const json = async (...args: string[]): Promise<Report> =>
  JSON.parse((await run(['validate', ...args, '--format', 'json'])).stdout) as Report;

describe('bisheng validate', () => {
  it('is silent on stdout and says on stderr that all is well', async () => {
    const { exitCode, stdout, stderr } = await run(['validate', 'good.yaml']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('1 file checked');
  });

  it('shows each finding with its place, and exits with 1', async () => {
    const { exitCode, stdout, stderr } = await run(['validate', 'wrong.yaml', 'good.yaml']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('wrong.yaml:5:');
    expect(stderr).toContain('[edge-target-missing]');
    expect(stderr).toContain('greet');
  });

  it('gives one document on stdout with --format json', async () => {
    const { exitCode, stdout, stderr } = await run(['validate', 'wrong.yaml', '--format', 'json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: 1,
      files: 1,
      errors: 1,
      warnings: 0,
      diagnostics: [
        { severity: 'error', code: 'edge-target-missing', file: 'wrong.yaml', line: 5 },
      ],
    });
  });

  it('has one finding for a file that is no YAML', async () => {
    const { diagnostics } = await json('broken.yaml');
    expect(diagnostics).toHaveLength(1);
  });

  it('lets warnings pass, unless --strict counts them', async () => {
    expect((await run(['validate', 'doubtful.yaml'])).exitCode).toBe(0);
    expect((await run(['validate', 'doubtful.yaml', '--strict'])).exitCode).toBe(1);
  });

  it('takes the flows of a folder and passes others over', async () => {
    const { stderr } = await run(['validate', 'mixed']);
    expect(stderr).toContain('2 other files passed over');
    const { files, diagnostics } = await json('mixed');
    expect(files).toBe(3);
    expect(diagnostics.map(({ file }) => file.replaceAll('\\', '/'))).toEqual(['mixed/b.yml']);
  });

  it('says of a named file that it is no flow', async () => {
    const { diagnostics } = await json('other.yaml');
    expect(diagnostics[0]).toMatchObject({ code: 'nodes-missing', file: 'other.yaml' });
  });

  it('checks flows/ and templates/ of the project where no path is given', async () => {
    const project = await folderWith({
      'bisheng.yaml': '',
      'flows/deep/a.yaml': hello,
      'templates/b.yaml': parameter,
      'elsewhere.yaml': wrong,
      'sub/x.txt': '',
    });
    for (const cwd of [project.path, `${project.path}/sub`]) {
      const { exitCode, stderr } = await project.run(['validate'], { cwd });
      expect(exitCode).toBe(0);
      expect(stderr).toContain('2 files checked');
    }
  });

  it.each([[[]], [['.']], [['other.txt.yaml']]])('%j finds nothing: exit 2', async (args) => {
    const empty = await folderWith({ 'readme.md': '', 'settings.yaml': 'a: 1\n' });
    const { exitCode, stdout } = await empty.run(['validate', ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('reads a flow from stdin', async () => {
    const good = await run(['validate', '-'], { input: hello });
    expect(good.exitCode).toBe(0);
    const bad = await run(['validate', '-', '--format', 'json'], { input: wrong });
    expect(JSON.parse(bad.stdout)).toMatchObject({ diagnostics: [{ file: '<stdin>', line: 5 }] });
  });

  it('knows nothing of parameters that are not given, and checks those that are', async () => {
    expect((await run(['validate', 'parameter.yaml'])).exitCode).toBe(0);
    expect((await run(['validate', 'parameter.yaml', '--param', 'top_k=3'])).exitCode).toBe(0);
    expect((await run(['validate', 'parameter.yaml', '--param', 'top_k=x'])).exitCode).toBe(2);
    const together = await run(['validate', 'parameter.yaml', 'good.yaml', '--param', 'top_k=3']);
    expect(together.exitCode).toBe(0);
    const none = await run(['validate', 'parameter.yaml', 'good.yaml', '--param', 'topk=3']);
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toContain('top_k');
  });

  it('says which byte order, encoding or kind of file it can not read', async () => {
    await write(
      'gbk.yaml',
      Uint8Array.from([...Buffer.from('nodes: [] # '), 0xd5, 0xc5, 0xc8, 0xfd]),
    );
    await write('binary.yaml', Uint8Array.from([0, 1, 2, 3]));
    await write('empty.yaml', '');
    for (const name of ['gbk.yaml', 'binary.yaml', 'empty.yaml']) {
      const { diagnostics } = await json(name);
      expect(diagnostics, name).toHaveLength(1);
    }
    expect((await json('.')).diagnostics.map(({ file }) => file)).toContain('gbk.yaml');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'says of a file that it may not read it',
    async () => {
      await chmod(await write('secret.yaml', hello), 0);
      const { diagnostics } = await json('secret.yaml');
      expect(diagnostics).toMatchObject([{ code: 'file-unreadable', file: 'secret.yaml' }]);
    },
  );

  it('runs nothing', async () => {
    const flow = `nodes:
  - {id: a, type: HTTPRequest, config: {url: 'http://127.0.0.1:9/never'}}
`;
    await write('http.yaml', flow);
    expect((await run(['validate', 'http.yaml'])).exitCode).toBe(0);
  });
});

describe('sub-flows', () => {
  const calling = (path: string, parameters = ''): string => `nodes:
  - {id: input, type: InputNode}
  - {id: sub, type: Flow, config: {flow: ${path}${parameters}}}
edges: [{from: input, to: sub}]
`;

  it('are found relative to their file and checked with their parameters', async () => {
    const project = await folderWith({
      'main.yaml': calling('sub/inner.yaml', ', parameters: {top_k: 2}'),
      'lacking.yaml': calling('sub/inner.yaml'),
      'mistaken.yaml': calling('sub/inner.yaml', ', parameters: {topk: 2}'),
      'missing.yaml': calling('sub/none.yaml'),
      'sub/inner.yaml': parameter,
    });
    expect((await project.run(['run', 'main.yaml', '--input', 'x', '--quiet'])).stdout).toBe('3\n');
    const lacking = await project.run(['run', 'lacking.yaml', '--input', 'x']);
    expect(lacking.exitCode).toBe(1);
    expect(lacking.stderr).toMatch(/lacking\.yaml:3:/);
    expect(lacking.stderr).toContain('[parameter-missing]');
    const mistaken = await project.run(['validate', 'mistaken.yaml']);
    expect(mistaken.stderr).toContain('mistaken.yaml:3:71: error: There is no parameter “topk”.');
    const missing = await project.run(['validate', 'missing.yaml']);
    expect(missing.exitCode).toBe(1);
    expect(missing.stderr).toContain('[sub-flow-missing]');
  });

  it('can not run themselves, however they get there', async () => {
    const project = await folderWith({
      'a.yaml': calling('./sub/../b.yaml'),
      'b.yaml': calling('c.yaml'),
      'c.yaml': calling('b.yaml'),
    });
    const { exitCode, stderr } = await project.run(['validate', 'a.yaml']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('[sub-flow-recursion]');
    expect(stderr).toContain('b.yaml → c.yaml → b.yaml');
  });

  it('are loaded once, however many ways lead to them', async () => {
    const files: Record<string, string> = { 'f0.yaml': hello };
    for (let n = 1; n <= 24; n++) {
      files[`f${n}.yaml`] = `nodes:
  - {id: input, type: InputNode}
  - {id: a, type: Flow, config: {flow: f${n - 1}.yaml}}
  - {id: b, type: Flow, config: {flow: f${n - 1}.yaml}}
edges: [{from: input, to: a}, {from: input, to: b}]
`;
    }
    const project = await folderWith(files);
    expect((await project.run(['validate', 'f24.yaml'])).exitCode).toBe(0);
  });
});

describe('a folder that has nothing but its settings', () => {
  const settings = 'serve: {port: abc}\n';

  it.each([['validate'], ['mcp'], ['serve'], ['config']])(
    '%s tells what is wrong with them',
    async (command) => {
      const project = await folderWith({ 'bisheng.yaml': settings });
      const { exitCode, stdout, stderr } = await project.run([command], { input: '' });
      expect(exitCode).toBe(1);
      expect(stdout + stderr).toContain('bisheng.yaml:1:15: error: serve.port must be');
    },
  );
});
