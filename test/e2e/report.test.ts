import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from './bisheng.ts';

const flow = `parameters:
  - {name: word, type: string, default: Hello}
nodes:
  - {id: input, type: InputNode}
  - {id: sub, type: Flow, config: {flow: inner.yaml}, inputs: {text: text}}
edges: [{from: input, to: sub}]
`;
const inner = `nodes:
  - {id: greet, type: Transform, config: {expression: '"Hello, " + text'}}
`;

it('bisheng report writes a page about a run, of the flow as it was', async () => {
  const folder = await folderWith({ 'bisheng.yaml': '', 'f.yaml': flow, 'inner.yaml': inner });
  const { run, write } = folder;
  expect((await run(['run', 'f.yaml', '--input', '<b>you</b>'])).exitCode).toBe(0);
  // What is on the disk now is another flow.
  await write('f.yaml', 'nodes: [{id: other, type: InputNode}]\n');
  await write('inner.yaml', 'nodes: [{id: other, type: InputNode}]\n');
  const page = (await run(['report', 'latest'])).stdout;
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain('Hello, &lt;b&gt;you&lt;/b&gt;');
  expect(page).toContain('sub/greet');
  expect(page).toMatch(/<svg[^]*greet[^]*<\/svg>/);
  expect(page).not.toContain('other');

  const written = await run(['report', 'latest', '-o', 'page.html', '--lang', 'zh']);
  expect(written).toMatchObject({ exitCode: 0, stdout: '' });
  const file = path.join(folder.path, 'page.html');
  const before = await readFile(file, 'utf8');
  expect(before).toContain('运行报告');
  const again = await run(['report', 'latest', '-o', 'page.html']);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toContain('page.html exists already');
  expect(await readFile(file, 'utf8')).toBe(before);
  expect((await run(['report', 'latest', '-o', 'page.html', '--force'])).exitCode).toBe(0);

  const none = await run(['report', 'ffffffff']);
  expect([none.exitCode, none.stdout]).toEqual([2, '']);
});
