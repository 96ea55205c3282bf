import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { folderWith } from './e2e/bisheng.ts';
import { root, withProgram } from './support/pages.ts';

const folder = path.join(root, 'templates');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const languages = ['en', 'zh'] as const;

const offline = {
  en: 'Extract, not written by a language model',
  zh: '摘录，并非由大语言模型撰写',
};

/** What each template answers to its sample. */
const answers: Readonly<
  Record<string, Readonly<Record<(typeof languages)[number], readonly string[]>>>
> = {
  'rag-qa': {
    en: [offline.en, 'batteries and cables of six months'],
    zh: [offline.zh, '电池和充电线保修六个月'],
  },
  'knowledge-first': {
    en: [offline.en, 'batteries and cables of six months', '[1] warranty.md:5 › '],
    zh: [offline.zh, '电池和充电线保修六个月', '[1] 保修.md:5 › '],
  },
  translation: {
    en: [offline.en, 'Your order has been shipped'],
    zh: [offline.zh, '您的订单已经发货'],
  },
  'ticket-triage': {
    en: [
      '"queue": "delivery"',
      '"priority": "high"',
      offline.en,
      'If a parcel is late by more than a week, we ask the carrier',
    ],
    zh: ['"queue": "物流组"', '"priority": "高"', offline.zh, '在“我的订单”里可以查看快递到了哪里'],
  },
  'resume-screening': {
    en: ['Shortlist:\n- Jane Chen: 3/3', 'Fay Wong: 2/3', 'Others:\n- Leo Young: 0/3', offline.en],
    zh: ['入选：\n- 陈静：3/3', '王芳：2/3', '未入选：\n- 刘洋：0/3', offline.zh],
  },
  'article-review': {
    en: [offline.en, 'Our new headphones, Whisper, are on sale from Monday.'],
    zh: [offline.zh, '新品耳机“小声”下周一上市'],
  },
};
const names = Object.keys(answers);
const all = names.flatMap((name) => languages.map((language) => [name, language] as const));
/** The one that asks a person. */
const asking = 'article-review';

interface Shown {
  readonly template: { readonly try: string; readonly errors: number };
}

async function tryCommand(name: string, language: string): Promise<string> {
  const { run } = await folderWith();
  const { stdout } = await run(['template', 'show', name, '--json', '--lang', language]);
  const { template } = JSON.parse(stdout) as Shown;
  expect(template.errors).toBe(0);
  return template.try;
}

/** What the flow writes on stdout in a terminal, where these answers are typed. */
async function inTerminal(
  line: string,
  language: string,
  script: readonly (readonly [text: string, keys: string])[],
): Promise<{ stdout: string; code: number; shown: string }> {
  const helper = path.join(import.meta.dirname, 'e2e', 'in-terminal.py');
  const { PATH = '', HOME = '' } = process.env;
  const { path: cwd } = await folderWith();
  const { stdout } = await promisify(execFile)(
    'python3',
    [helper, '100', JSON.stringify(script), 'bash', '-c', withProgram(line, language)],
    { cwd, env: { PATH, HOME, TERM: 'xterm', LANG: 'C.UTF-8' } },
  );
  return JSON.parse(stdout) as { stdout: string; code: number; shown: string };
}

describe('the templates that come along', () => {
  it('are there in both languages, each with a sample and tests', () => {
    const own = all.map(([name, language]) => `${name}.${language}`);
    expect(files).toEqual(own.flatMap((name) => [`${name}.test.yaml`, `${name}.yaml`]).sort());
    const samples = readdirSync(path.join(folder, 'samples'));
    for (const [name, language] of all) {
      expect(
        samples.some(
          (file) => /\.(?:txt|jsonl)$/.test(file) && file.startsWith(`${name}.${language}.`),
        ),
      ).toBe(true);
    }
  });

  it('have nothing that validate could find', async () => {
    const { run } = await folderWith();
    const { exitCode, stderr } = await run(['validate', '--strict', folder]);
    expect(exitCode, stderr).toBe(0);
  });

  it.each(names)('%s is the same flow in both languages', async (name) => {
    const skeletons = await Promise.all(
      languages.map(async (language) => {
        const text = await readFile(path.join(folder, `${name}.${language}.yaml`), 'utf8');
        return text.match(
          /^ *-? ?(?:id|type|from|name|next_node|default_node|[a-z_]+):(?= [\w{$.]+$|$)|^ *- \{from.*/gm,
        );
      }),
    );
    expect(skeletons[0]).toEqual(skeletons[1]);
  });

  it.each(all.filter(([name]) => name !== asking))(
    '%s (%s) answers offline',
    async (name, language) => {
      const { shell } = await folderWith();
      const line = await tryCommand(name, language);
      const { stdout, stderr, exitCode } = await shell(withProgram(line, language));
      expect(exitCode, stderr).toBe(0);
      for (const part of answers[name]?.[language] ?? []) expect(stdout).toContain(part);
    },
  );

  it.each(all)('%s (%s) makes a flow that does the same', async (name, language) => {
    const { shell, path: made } = await folderWith();
    const line = await tryCommand(name, language);
    const parameters = [...line.matchAll(/--param (?:"[^"]*"|\S+)/g)].join(' ');
    const make = `bisheng template instantiate ${name} ${parameters} -o flows/`;
    const written = await shell(withProgram(make, language));
    expect(written.exitCode, written.stderr).toBe(0);
    const text = await readFile(path.join(made, 'flows', `${name}.yaml`), 'utf8');
    expect(text).not.toContain('${');
    const checked = await shell(withProgram('bisheng validate --strict', language));
    expect(checked.exitCode, checked.stderr).toBe(0);
    const input = /--input-file .*/.exec(line)?.[0] ?? '';
    const ran = await shell(withProgram(`bisheng run ${name} ${input}`, language));
    expect(ran.exitCode, ran.stderr).toBe(name === asking ? 4 : 0);
    for (const part of answers[name]?.[language] ?? []) {
      expect(name === asking ? ran.stderr : ran.stdout).toContain(part);
    }
  });

  it.each([
    ['en', 'publish', 'change', 'Change the last draft as the remark says.'],
    ['zh', '发布', '修改', '按意见修改上一稿。'],
  ] as const)(
    'the article is changed as a person says (%s)',
    async (language, _, change, request) => {
      const line = `${await tryCommand(asking, language)} --param llm_model=echo --lang ${language}`;
      const DOWN = '\u001b[B';
      const remark = 'SHORTER PLEASE';
      const { stdout, code, shown } = await inTerminal(line, language, [
        [change, `${DOWN}\r`],
        [language === 'en' ? 'What should be changed' : '要改什么', `${remark}\r`],
        [change, '\r'],
      ]);
      expect(code, shown).toBe(0);
      // `echo` repeats what the model was asked.
      expect(stdout).toContain(request);
      expect(stdout).toContain(remark);
    },
  );

  it.each(languages)(
    'a question that nobody can answer goes to the model, with a notice (%s)',
    async (language) => {
      const { run } = await folderWith();
      const { stdout, exitCode } = await run([
        'run',
        `knowledge-first.${language}`,
        '--param',
        'knowledge_base_id=sample-shop',
        '--param',
        'llm_model=echo',
        '--input',
        language === 'en' ? 'Who was the first woman in space?' : '第一位进入太空的女性是谁？',
      ]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(language === 'en' ? 'has no answer' : '知识库里没有找到答案');
    },
  );

  it.each([
    ['en', 'I want my money back for these shoes', 'refunds'],
    ['en', 'It stopped working after a month', 'repairs'],
    ['en', 'Do you sell gift cards to companies?', 'front desk'],
    ['zh', '这双鞋我不想要了，想退款', '退款组'],
    ['zh', '手机不能开机了', '维修组'],
    ['zh', '你们招人吗', '人工客服'],
  ])('a ticket gets to the right desk (%s): %s', async (language, input, queue) => {
    const { run } = await folderWith();
    const { stdout } = await run(['run', `ticket-triage.${language}`, '--input', input, '--quiet']);
    expect(JSON.parse(stdout)).toMatchObject({ queue });
  });

  it('a text in the target language is not translated again', async () => {
    const { run } = await folderWith();
    const text = 'This is an English sentence already.';
    const { stdout } = await run(['run', 'translation', '--param', 'to=en', '--input', text]);
    expect(stdout).toBe(`${text}\n`);
  });
});
