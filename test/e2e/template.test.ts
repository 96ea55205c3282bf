import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bin, folderWith, hello, type Folder } from './bisheng.ts';

const greet = `# Says hello
name: Greeting
description: Says hello
parameters:
  - {name: greeting, type: string, description: What to say}
  - {name: mark, type: string, default: "!"}   # in the end
  - {name: key, type: string, secret: true}
  - {name: home, type: string, env: GREET_HOME}

nodes:
  - {id: input, type: InputNode}
  # The greeting
  - {id: line, type: Transform, config: {template: "\${greeting}, {text}\${mark}"}}
  - {id: hidden, type: Transform, config: {expression: "len(\${key}) + len(\${home})"}}
edges:
  - {from: input, to: line}
  - {from: input, to: hidden}
outputs: {line: line.result}
`;

function project(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  return folderWith({ 'bisheng.yaml': '', 'templates/greet.yaml': greet, ...files });
}

describe('bisheng template list', () => {
  it('has the project’s before ours, each name once, in the language that is spoken', async () => {
    const { run } = await project({
      'templates/rag-qa.yaml': hello,
      'templates/broken.yaml': '- 1\n',
      'templates/note.txt': 'x',
    });
    const { stdout, exitCode } = await run(['template', 'list']);
    const rows = stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows.slice(0, 4)).toEqual([
      ['Template', 'From', 'What it does'],
      ['broken', 'project', '(can’t be read)'],
      ['greet', 'project', 'Says hello'],
      ['rag-qa', 'project'],
    ]);
    expect(rows.filter(([name]) => name === 'rag-qa')).toHaveLength(1);
    expect(exitCode).toBe(0);
    const chinese = await run(['template', 'list', '--lang', 'zh']);
    expect(chinese.stdout).toContain('识别客户意图和情绪');
  });

  it('is JSON with all files', async () => {
    const { run } = await project();
    const { stdout } = await run(['template', 'list', '--json']);
    const { format_version, templates } = JSON.parse(stdout) as {
      format_version: number;
      templates: { id: string; name: string; language: string | null; from: string }[];
    };
    expect(format_version).toBe(1);
    expect(templates).toContainEqual(
      expect.objectContaining({ id: 'rag-qa.zh', name: 'rag-qa', language: 'zh', from: 'bisheng' }),
    );
    expect(templates[0]).toMatchObject({ id: 'greet', language: null, from: 'project' });
  });
});

describe('bisheng template show', () => {
  it('has parameters and commands', async () => {
    const { run } = await project();
    const { stdout, exitCode } = await run(['template', 'show', 'greet']);
    expect(stdout).toContain('greeting  string  required');
    expect(stdout).toContain('default !');
    expect(stdout).toContain('from the variable GREET_HOME');
    expect(stdout).toContain(
      'bisheng run templates/greet.yaml --param greeting=… --param key=… --input "…"',
    );
    expect(stdout).toContain(
      'bisheng template instantiate templates/greet.yaml --param greeting=… --param key=… -o flows/greet.yaml',
    );
    expect(exitCode).toBe(0);
    const ours = await run(['template', 'show', 'translation.en']);
    expect(ours.stdout).toContain('\ntranslation.en (bisheng)\n');
    expect(ours.stdout).toContain('one of en, zh, ja, ko, fr, de, es');
  });

  it('names the nearest for a name that is none', async () => {
    const { run } = await project();
    const { stderr, exitCode } = await run(['template', 'show', 'gret']);
    expect(stderr).toContain('“greet”');
    expect(exitCode).toBe(2);
    expect((await run(['template', 'show', 'zzz'])).stderr).toContain('bisheng template list');
    expect((await run(['template', 'show', ''])).exitCode).toBe(2);
    expect((await run(['template', 'show', '../..'])).exitCode).toBe(2);
  });
});

describe('bisheng run with a template’s name', () => {
  it('takes the flow of that name first, then the project’s template, then ours', async () => {
    const { run, write } = await project();
    const key = ['--param', 'key=12345678', '--param', 'home=there'];
    const args = ['run', 'greet', '--input', 'Mei', '--param', 'greeting=Hi', ...key];
    expect(await run(args)).toMatchObject({ stdout: 'Hi, Mei!\n', exitCode: 0 });
    await write('flows/greet.yaml', hello);
    expect((await run(['run', 'greet', '--input', 'Mei'])).stdout).toBe('Hello, Mei!\n');
    await write('templates/translation.yaml', hello);
    expect((await run(['run', 'translation', '--input', 'Mei'])).stdout).toBe('Hello, Mei!\n');
  });

  it('takes the language that is spoken, else the other one', async () => {
    const { run, write } = await project({
      'templates/hi.zh.yaml': hello.replace('Hello', '你好'),
    });
    expect((await run(['run', 'hi', '--input', 'Mei'])).stdout).toBe('你好, Mei!\n');
    await write('templates/hi.en.yaml', hello);
    expect((await run(['run', 'hi', '--input', 'Mei'])).stdout).toBe('Hello, Mei!\n');
    const chinese = ['run', 'hi', '--input', 'Mei', '--lang', 'zh'];
    expect((await run(chinese)).stdout).toBe('你好, Mei!\n');
    expect((await run(['run', 'hi.zh', '--input', 'Mei'])).stdout).toBe('你好, Mei!\n');
    await write('bisheng.yaml', 'lang: zh\n');
    expect((await run(['run', 'hi', '--input', 'Mei'])).stdout).toBe('你好, Mei!\n');
  });

  it('says which flag is missing, and the nearest name', async () => {
    const { run } = await project();
    const missing = await run(['run', 'rag-qa', '--input', 'x']);
    expect(missing.stderr).toContain('--param knowledge_base_id=');
    expect(missing.exitCode).toBe(2);
    const near = await run(['run', 'rag-qs', '--input', 'x']);
    expect(near.stderr).toContain('“rag-qa”');
    expect(near.exitCode).toBe(2);
  });
});

describe('bisheng template instantiate', () => {
  const given = ['template', 'instantiate', 'greet', '--param', 'greeting=Ahoy: "you"'];

  it('fills in what is open and leaves secrets and the environment alone', async () => {
    const { run } = await project();
    const { stdout, stderr, exitCode } = await run([...given, '--param', 'key=planted-key']);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toBe(
      greet
        .replace(/parameters:\n(?: .*\n)+/, '')
        .replace('# Says hello\nname: Greeting\ndescription: Says hello\n', '')
        .replace(
          /^/,
          '# Says hello\nname: Greeting\ndescription: Says hello\nparameters:\n' +
            '  - name: key\n    type: string\n    secret: true\n' +
            '  - name: home\n    type: string\n    env: GREET_HOME\n',
        )
        .replace('"${greeting}, {text}${mark}"', String.raw`"Ahoy: \"you\", {text}!"`),
    );
    expect(stderr).toContain('GREET_HOME');
    expect(stderr).toContain('key');
  });

  it('writes a file that run accepts', async () => {
    const { run, path: root } = await project();
    const { stdout, exitCode } = await run([...given, '-o', 'flows/']);
    expect(stdout).toBe(`create  ${path.join('flows', 'greet.yaml')}\n`);
    expect(exitCode).toBe(0);
    const ran = await run(['run', 'greet', '--input', 'Mei', '--param', 'key=x'], {
      env: { GREET_HOME: 'y' },
    });
    expect(ran).toMatchObject({ stdout: 'Ahoy: "you", Mei!\n', exitCode: 0 });
    expect((await stat(path.join(root, 'flows/greet.yaml'))).isFile()).toBe(true);
  });

  it('leaves what is there alone, unless it is told otherwise', async () => {
    const { run, path: root } = await project({ 'mine.yaml': 'mine' });
    const refused = await run([...given, '-o', 'mine.yaml']);
    expect(refused.stderr).toContain('--force');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await readFile(path.join(root, 'mine.yaml'), 'utf8')).toBe('mine');
    const forced = await run([...given, '-o', 'mine.yaml', '--force']);
    expect(forced.stderr).toContain('mine.yaml');
    expect(forced.exitCode).toBe(0);
    expect((await run([...given, '-o', 'mine.yaml'])).stdout).toContain('identical');
  });

  it('says all that is wrong with the values, and writes nothing', async () => {
    const { run, path: root } = await project();
    const args = ['template', 'instantiate', 'rag-qa', '--param', 'top_k=0', '--param', 'topk=1'];
    const { stderr, stdout, exitCode } = await run([...args, '-o', 'x.yaml']);
    expect(stderr).toContain('“topk”');
    expect(stderr).toContain('“top_k”');
    expect(stderr).toContain('--param knowledge_base_id=');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    await expect(stat(path.join(root, 'x.yaml'))).rejects.toThrow();
  });

  it('refuses a flow in which something is wrong', async () => {
    const { run } = await project({
      'bad.yaml':
        'parameters: [{name: a, type: string}]\nnodes: [{id: x, type: Nothing, config: {a: "${a}"}}]\n',
      'list.yaml': '- 1\n',
    });
    const bad = await run([
      'template',
      'instantiate',
      'bad.yaml',
      '--param',
      'a=1',
      '-o',
      'x.yaml',
    ]);
    expect(bad.stderr).toContain('[unknown-node-type]');
    expect(bad).toMatchObject({ exitCode: 1, stdout: '' });
    expect((await run(['template', 'instantiate', 'list.yaml'])).exitCode).toBe(1);
  });

  it('tells what is missing besides the flow', async () => {
    const { run } = await project();
    const { stderr, exitCode } = await run([
      'template',
      'instantiate',
      'rag-qa',
      '--param',
      'knowledge_base_id=handbook',
      '--param',
      'llm_model=qwen',
      '-o',
      'qa.yaml',
    ]);
    expect(stderr).toContain(path.join('knowledge', 'handbook'));
    expect(stderr).toContain('qwen');
    expect(stderr).toContain('bisheng run qa.yaml --input "…"');
    expect(exitCode).toBe(0);
  });

  it('leads to the same files from another folder', async () => {
    const outer = `parameters: [{name: n, type: integer}]
nodes:
  - {id: list, type: BatchInput, config: {source: data/items.txt, batch_size: "\${n}"}}
  - {id: all, type: ItemProcessor, inputs: {batch: items}, config: {flow: inner.yaml}}
  - {id: one, type: Flow, config: {flow: ./inner.yaml}, inputs: {input: '"x"'}}
edges:
  - {from: list, to: all}
`;
    const { run } = await project({
      'templates/outer.yaml': outer,
      'templates/inner.yaml': hello,
      'templates/data/items.txt': 'a\nb\n',
    });
    const args = ['template', 'instantiate', 'outer', '--param', 'n=1', '-o', 'flows/deep/x.yaml'];
    expect(await run(args)).toMatchObject({ exitCode: 0 });
    const { stdout } = await run(['run', 'deep/x']);
    expect(JSON.parse(stdout)).toEqual({ all: ['Hello, a!', 'Hello, b!'], one: 'Hello, x!' });
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'says that a folder can’t be written to',
    async () => {
      const { run, path: root } = await project();
      await mkdir(path.join(root, 'locked'));
      await chmod(path.join(root, 'locked'), 0o500);
      const { stderr, exitCode } = await run([...given, '-o', 'locked/x.yaml']);
      expect(stderr).toContain('locked');
      expect(exitCode).toBe(1);
    },
  );

  it('says that a path leads through a file', async () => {
    const { run } = await project({ 'a-file': '' });
    const { stderr, exitCode } = await run([...given, '-o', 'a-file/x.yaml']);
    expect(stderr).toContain('a-file');
    expect(exitCode).toBe(1);
    expect((await run([...given, '-o', ''])).exitCode).toBe(2);
  });

  it.skipIf(process.platform === 'win32')(
    'waits for no pipe and replaces nothing unread',
    async () => {
      const { shell, run } = await project();
      await shell('mkfifo pipe.yaml templates/f.yaml; ln -s loop.yaml loop.yaml');
      const { stdout, exitCode } = await run(['template', 'list']);
      expect(exitCode).toBe(0);
      expect(stdout).toContain('greet');
      for (const name of ['pipe.yaml', 'loop.yaml']) {
        const refused = await run([...given, '-o', name]);
        expect(refused.stderr).toContain(name);
        expect(refused.exitCode).toBe(1);
      }
      const read = await shell(
        `cat pipe.yaml & "${process.execPath}" "${bin}" ${given.map((word) => `'${word}'`).join(' ')} -o pipe.yaml; wait`,
      );
      expect(read.stdout).toContain('Says hello');
    },
  );

  it('makes no flow that names a knowledge base that can’t be', async () => {
    const { run } = await project();
    for (const name of ['../../etc', 'a\nb', '.hidden']) {
      const made = await run([
        ...['template', 'instantiate', 'rag-qa', '-o', 'qa.yaml'],
        ...['--param', `knowledge_base_id=${name}`],
      ]);
      expect(made.stderr).toMatch(/^error: A knowledge base can’t be called “/);
      expect(made.stderr.trim().split('\n')).toHaveLength(1);
      expect(made.exitCode).toBe(2);
    }
  });

  it.skipIf(process.platform === 'win32')('asks at a terminal', async () => {
    const { path: root } = await project({ 'there.yaml': 'mine' });
    const helper = path.join(import.meta.dirname, 'in-terminal.py');
    const script = [
      ['What to say', 'Welcome\r'],
      ['Write over it', 'y'],
    ];
    const { PATH = '', HOME = '' } = process.env;
    const args = [bin, 'template', 'instantiate', 'greet', '-o', 'there.yaml'];
    const { stdout } = await promisify(execFile)(
      'python3',
      [helper, '100', JSON.stringify(script), process.execPath, ...args],
      { cwd: root, env: { PATH, HOME, TERM: 'xterm', LANG: 'C.UTF-8' } },
    );
    expect(JSON.parse(stdout)).toMatchObject({ code: 0 });
    expect(await readFile(path.join(root, 'there.yaml'), 'utf8')).toContain('Welcome, {text}!');
  });
});
