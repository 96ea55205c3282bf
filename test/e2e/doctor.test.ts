import { expect, it } from 'vitest';
import { folderWith } from './bisheng.ts';

interface Document {
  readonly checks: readonly { readonly name: string; readonly state: string }[];
}

function states(stdout: unknown): Record<string, string> {
  const { checks } = JSON.parse(String(stdout)) as Document;
  return Object.fromEntries(checks.map(({ name, state }) => [name, state]));
}

it('is content with a project in which all is well', async () => {
  const { run } = await folderWith({ 'bisheng.yaml': '' });
  const { stdout, exitCode } = await run(['doctor', '--json']);
  expect(states(stdout)).toMatchObject({ node: 'ok', project: 'ok', python: 'ok' });
  expect(exitCode).toBe(0);
});

it('names models whose keys are not set', async () => {
  const model = (variable: string): string =>
    `{base_url: "http://localhost:1/v1", model: m, api_key_env: ${variable}}`;
  const { run } = await folderWith({
    'bisheng.yaml': `models: {main: ${model('MAIN_KEY')}, other: ${model('OTHER_KEY')}}\n`,
  });
  const { stdout, exitCode } = await run(['doctor'], { env: { OTHER_KEY: 'x' } });
  expect(stdout).toContain('✖ The model “main” needs a key, and the environment variable MAIN_KEY');
  expect(stdout).toContain('✔ Model other');
  expect(exitCode).toBe(1);
  const only = await run(['doctor'], { env: { MAIN_KEY: 'x' } });
  expect(only.stdout).toContain('! The model “other” needs a key');
  expect(only.exitCode).toBe(0);
});

it('says what is missing, and what to do', async () => {
  const { run } = await folderWith({
    'bisheng.yaml': 'python: ./nowhere/python3\n',
    'custom_components/c/component.py': '',
  });
  const { stdout, exitCode } = await run(['doctor', '--json']);
  expect(states(stdout)).toMatchObject({ python: 'problem' });
  expect(exitCode).toBe(1);
  const text = await run(['doctor']);
  expect(text.stdout).toContain('BISHENG_PYTHON');
});

it('names broken components, plugins and missing packages', async () => {
  const { run } = await folderWith({
    'bisheng.yaml': '',
    'custom_components/c/component.py': 'def (',
    'custom_components/requirements.txt': 'no-such-package\n',
    'plugins/p/plugin.py': 'class P: pass\n',
    'plugins/p/config.yaml': 'name: p\nversion: "1"\nclass_name: Q\n',
  });
  const { stdout, exitCode } = await run(['doctor']);
  expect(stdout).toContain('1 of 1 components has errors.');
  expect(stdout).toContain('The packages that the components require are not installed.');
  expect(stdout).toContain('bisheng plugin check p');
  expect(exitCode).toBe(1);
});

it('only remarks that a folder without Python or project lacks them', async () => {
  const { run } = await folderWith({});
  const { stdout, exitCode } = await run(['doctor', '--json'], {
    env: { BISHENG_PYTHON: '/nowhere/python3' },
  });
  expect(states(stdout)).toMatchObject({ project: 'warning', python: 'warning' });
  expect(exitCode).toBe(0);
});
