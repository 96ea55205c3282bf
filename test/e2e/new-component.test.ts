import { execa } from 'execa';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { componentKinds } from '../../src/scaffold/request.ts';
import { folderWith } from './bisheng.ts';

const folder = await folderWith();
await folder.run(['init', '--yes']);

const everything = [
  ...['--input', 'text', '--input', 'number:Integer=10', '--input', 'share:Float=1'],
  ...['--input', 'flag:Boolean=true', '--input', 'items:List=[1, "a"]', '--input', 'map:Dict'],
  ...['--input', 'key:Secret', '--input', 'any:Any={"a": [null]}'],
  '--input',
  JSON.stringify({
    ...{ name: 'tone', type: 'Dropdown', options: ['kind', '"firm"', '${x}'], value: '${x}' },
    ...{ display_name: '语气 "x" \\', info: 'a | b\n"""', placeholder: '<b>👨‍👩‍👧' },
  }),
  ...['--input', '{"name": "size", "type": "Slider", "min": 1, "max": 5, "required": true}'],
  ...['--input', '{"name": "some", "type": "MultiSelect", "options": ["a", "b"]}'],
];
const outputs = [
  ...['--output', 'label', '--output', 'score:Float', '--output', 'count:Integer'],
  ...['--output', 'good:Boolean', '--output', 'parts:List', '--output', 'all:Dict'],
];
const texts = [
  ...['--display-name', '情感分析 """ \' \\ ${x} {y} %s\n👨‍👩‍👧 @@name@@'],
  ...['--description', 'ends with a quote "\n\n# ${env.HOME}: - `x`', '--icon', '"🔧\\'],
];

/** Each kind with each set of options that it can have. */
const cases: [string, string[]][] = componentKinds.flatMap((kind): [string, string[]][] => [
  [`${kind}_plain`, ['--kind', kind]],
  [
    `${kind}_full`,
    ['--kind', kind, ...everything, ...texts, ...(kind === 'streaming' ? [] : outputs)],
  ],
  [
    `${kind}_zh`,
    ['--kind', kind, '--lang', 'zh', '--input', 'n:Integer', '--output', 'r:MultilineText'],
  ],
]);
const one = [
  'Text',
  'Integer',
  'Float',
  'Number',
  'Boolean',
  'List',
  'Dict',
  'Json',
  'Any',
  'File',
  'Date',
];
for (const type of one) {
  cases.push([`one_${type.toLowerCase()}`, ['--input', `v:${type}`, '--output', `w:${type}`]]);
}

describe.skipIf(process.platform === 'win32')('every kind with every option', () => {
  it.each(cases)('%s is made and runs in a flow', async (name, options) => {
    const made = await folder.run(['new', 'component', name, '--tests', '--yes', ...options]);
    expect(made.exitCode, made.stderr).toBe(0);
    const ran = await folder.run(['run', `flows/${name}_example.yaml`, '--input', 'hello']);
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout.trim()).not.toBe('');
  });

  it('passes validate --strict', async () => {
    const { exitCode, stderr } = await folder.run(['validate', '--strict']);
    expect(exitCode, stderr).toBe(0);
    // Each with its flow, and the project's own with its tests.
    expect(stderr).toContain(`${2 * cases.length + 2} files checked`);
  });

  it('passes its own tests', async () => {
    const args = ['-m', 'unittest', 'discover', 'tests'];
    const { exitCode, stderr } = await execa('python3', args, { cwd: folder.path, reject: false });
    expect(exitCode, stderr).toBe(0);
    const ran = Number(/^Ran (\d+) tests/m.exec(stderr)?.[1]);
    expect(ran).toBeGreaterThanOrEqual(cases.length);
  });
});

/** The oldest and the newest Python, where they are. */
const pythons = ['3.9.18', '3.13.0']
  .map((version) => path.join(process.env.HOME ?? '', '.pyenv/versions', version, 'bin/python'))
  .filter((file) => existsSync(file));

it.skipIf(pythons.length === 0)('all tests pass in the oldest and the newest Python', async () => {
  for (const python of pythons) {
    const args = ['-m', 'unittest', 'discover', 'tests'];
    const { exitCode, stderr } = await execa(python, args, { cwd: folder.path, reject: false });
    expect(exitCode, stderr).toBe(0);
  }
});

it('a component elsewhere has a test that finds it', async () => {
  const made = await folder.run([
    'new',
    'component',
    'far',
    '--dir',
    'my-parts/deep',
    '--tests',
    '--yes',
  ]);
  expect(made.exitCode).toBe(0);
  const test = ['-m', 'unittest', 'tests/test_far.py'];
  const { exitCode } = await execa('python3', test, { cwd: folder.path, reject: false });
  expect(exitCode).toBe(0);
  expect((await folder.run(['validate', '--strict', 'my-parts'])).exitCode).toBe(0);
});
