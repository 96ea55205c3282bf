import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { flowKinds } from '../../src/scaffold/request.ts';
import { folderWith } from './bisheng.ts';

const folder = await folderWith();
await folder.run(['init', '--yes']);
await folder.write('data/terms.csv', 'a,b\n');

const cases: [string, string[]][] = [
  ['plain', []],
  [
    'full',
    [
      ...[
        '--permission',
        'network',
        '--permission',
        'read:data/terms.csv',
        '--permission',
        'env:HOME',
      ],
      ...[
        '--permission',
        'cache_results',
        '--config',
        'language=zh ": # ${x}',
        '--config',
        'n:=[1, {"a": null}]',
      ],
      ...['--author', '张三 "A" \\', '--plugin-version', '2.1', '--description', '"""\n${x} \\'],
    ],
  ],
  ['zh', ['--lang', 'zh', '--permission', 'process_text']],
];

describe.skipIf(process.platform === 'win32').each(cases)('the plugin %s', (name, options) => {
  it('is made, passes validate --strict and its own tests, and runs in a flow', async () => {
    const made = await folder.run(['new', 'plugin', name, '--tests', '--yes', ...options]);
    expect(made.exitCode, made.stderr).toBe(0);
    const checked = await folder.run([
      ...['validate', '--strict', `plugins/${name}`, `flows/${name}_example.yaml`],
    ]);
    expect(checked.exitCode, checked.stderr).toBe(0);
    const test = ['-m', 'unittest', `tests/test_${name}.py`];
    const tested = await execa('python3', test, { cwd: folder.path, reject: false });
    expect(tested.exitCode, tested.stderr).toBe(0);
    const ran = await folder.run(['run', `flows/${name}_example.yaml`, '--input', 'hello']);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).toContain('hello');
  });
});

describe('flows and templates', () => {
  const input: Record<string, string[]> = { loop: ['--input', 'items:=["a", "b"]'] };
  const names = ['--display-name', '问答 ${x} "', '--description', ': # {y}\n- $${z}'];

  it.each(flowKinds)('a %s flow passes validate --strict and runs', async (kind) => {
    const made = await folder.run(['new', 'flow', kind, '--from', kind, '--yes', ...names]);
    expect(made.exitCode, made.stderr).toBe(0);
    const file = `flows/${kind}.yaml`;
    const checked = await folder.run(['validate', '--strict', file]);
    expect(checked.exitCode, checked.stderr).toBe(0);
    const ran = await folder.run(['run', file, ...(input[kind] ?? ['--input', 'hello'])]);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout.trim()).not.toBe('');
  });

  it.each<[string, string[], string[]]>([
    ['usual', [], []],
    ['none', ['--param', 'a'], ['--param', 'a=1']],
    [
      'full',
      [
        ...['--param', 'a:string', '--param', 'b:integer=3', '--param', 'c:list=["x"]'],
        ...[
          '--param',
          'd:object={"k": "v"}',
          '--param',
          'e:boolean=true',
          '--param',
          'f:number=0.5',
        ],
        ...['--param', 'g:string="${x}: #', '--param', '中文:string=值'],
      ],
      ['--param', 'a=hello'],
    ],
  ])('the template %s passes validate --strict and runs', async (name, options, given) => {
    const made = await folder.run(['new', 'template', name, '--yes', ...names, ...options]);
    expect(made.exitCode, made.stderr).toBe(0);
    const file = `templates/${name}.yaml`;
    const checked = await folder.run(['validate', '--strict', file]);
    expect(checked.exitCode, checked.stderr).toBe(0);
    const ran = await folder.run(['run', file, '--input', 'hello', ...given]);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ text: 'hello' });
  });
});
