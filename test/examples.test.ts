import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRegistry } from '../src/components/registry.ts';
import { runFlow } from '../src/engine/run.ts';
import type { Value } from '../src/flow/value.ts';
import { sayIn } from '../src/messages/message.ts';
import { loadFlow } from '../src/project/load-flow.ts';
import { planTree } from '../src/project/plan-tree.ts';
import { readSource } from '../src/project/read-source.ts';
import { folderWith } from './e2e/bisheng.ts';
import { testDoor } from './http/test-door.ts';
import { fencesOf, root, withProgram } from './support/pages.ts';

const examples = path.join(root, 'examples');
const flows = [...readdirSync(examples), ...readdirSync(path.join(examples, 'letters', 'flows'))]
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => path.basename(name, '.yaml'));

/** The commands of the examples' page, one for each flow. */
function commandsIn(page: string, language: 'en' | 'zh'): Example[] {
  return fencesOf(readFileSync(path.join(examples, page), 'utf8')).map(({ text }) => ({
    line: text.trimEnd(),
    flow: /^bisheng run examples\/(?:\w+\/flows\/)?(\w+)\.yaml /.exec(text)?.[1] ?? '',
    language,
  }));
}

interface Example {
  readonly line: string;
  readonly flow: string;
  readonly language: 'en' | 'zh';
}

const all = [...commandsIn('README.md', 'en'), ...commandsIn('README.zh-CN.md', 'zh')];
/** The one that asks a person. */
const asking = 'approval';
const folder = await folderWith();

function expected({ flow, language }: Pick<Example, 'flow' | 'language'>): string {
  return path.join(examples, 'expected', `${flow}.${language}.txt`);
}

function play({ line, language }: Example): ReturnType<typeof folder.shell> {
  return folder.shell(`cd "${root}"; ${withProgram(line, language)}`);
}

describe('the examples', () => {
  it('are all on their page, in both languages, with what they print', () => {
    const names = flows.flatMap((flow) => [`${flow}.en.txt`, `${flow}.zh.txt`]).sort();
    expect(all.map((example) => path.basename(expected(example))).sort()).toEqual(names);
    expect(readdirSync(path.join(examples, 'expected')).sort()).toEqual(names);
  });

  it('have nothing that validate could find', async () => {
    const { exitCode, stderr } = await folder.run(['validate', '--strict', examples]);
    expect(exitCode, stderr).toBe(0);
  });

  it.each(all.filter(({ flow }) => flow !== asking))('$line', async (example) => {
    const { stdout, stderr, exitCode } = await play(example);
    expect(exitCode, stderr).toBe(0);
    await expect(stdout).toMatchFileSnapshot(expected(example));
  });

  it.each(all.filter(({ flow }) => flow === asking))(
    '$line, without a terminal',
    async (example) => {
      expect(await play(example)).toMatchObject({ exitCode: 4, stdout: '' });
    },
  );
});

describe('the example that asks a person', () => {
  /** What it returns for some answers, and what it asked. */
  async function answered(input: string, answers: readonly string[]): Promise<[Value, string[]]> {
    const types = createRegistry({ door: testDoor() });
    const file = path.join(examples, `${asking}.yaml`);
    const decoded = await readSource(file, file);
    const context = { types, environment: {}, folder: root, allowMissing: false };
    const { tree } = await loadFlow(decoded, file, () => new Map(), context);
    if (!tree) throw new Error('no flow');
    const asked: string[] = [];
    const { outputs } = await runFlow(planTree(tree), {
      types,
      inputs: { input },
      folder: examples,
      emit: () => undefined,
      say: sayIn('en'),
      runId: 'test',
      ask: ({ prompt }) => Promise.resolve(answers[asked.push(prompt) - 1] ?? null),
    });
    return [outputs.published ?? null, asked];
  }

  it.each([
    ['en', 'Our new office opens on Monday.', 'Come and visit us!'],
    ['zh', '新办公室周一启用。', '欢迎来访！'],
  ] as const)('asks again after a change (%s)', async (language, input, remark) => {
    const [result, asked] = await answered(input, ['change', remark, 'publish']);
    expect(asked).toHaveLength(3);
    expect(asked[2]).toContain(remark);
    await expect(`${result as string}\n`).toMatchFileSnapshot(expected({ flow: asking, language }));
  });
});
