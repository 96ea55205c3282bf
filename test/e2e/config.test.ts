import { describe, expect, it } from 'vitest';
import { folderWith } from './bisheng.ts';

interface Setting {
  name: string;
  value: unknown;
  source: Record<string, string>;
}

const project = await folderWith({
  'bisheng.yaml': `concurrency: 7
http:
  proxy: http://me:hunter2secret@proxy:3128
  no_proxy: [a.example, .b.example]
  max_size: 2MB
chat: support
`,
  'flows/support.yaml': 'nodes: [{id: input, type: InputNode}]\n',
  '.env': '\uFEFFBISHENG_TIMEOUT=30\r\nBISHENG_LANG=en\r\nhttps_proxy=http://other:1\r\n',
});

async function settings(env: Record<string, string> = {}, ...flags: string[]) {
  const { stdout, exitCode } = await project.run(['config', '--json', ...flags], { env });
  expect(exitCode).toBe(0);
  const document = JSON.parse(stdout) as { settings: Setting[] };
  return Object.fromEntries(document.settings.map((setting) => [setting.name, setting]));
}

describe('bisheng config', () => {
  it('tells every value and where it comes from', async () => {
    const found = await settings({ BISHENG_LANG: 'zh', HTTP_PROXY: 'http://env:9' });
    expect(found).toMatchObject({
      lang: { value: 'zh', source: { kind: 'environment', variable: 'BISHENG_LANG' } },
      concurrency: { value: 7, source: { kind: 'file', place: 'bisheng.yaml:1:14' } },
      timeout: { value: 30, source: { kind: 'dotenv', variable: 'BISHENG_TIMEOUT' } },
      python: { value: null, source: { kind: 'default' } },
      'http.proxy': { value: 'http://env:9', source: { variable: 'HTTP_PROXY' } },
      'http.https_proxy': { value: 'http://other:1', source: { kind: 'dotenv' } },
      'http.no_proxy': { value: ['a.example', '.b.example'] },
      'http.max_size': { value: 2 * 1024 * 1024 },
      'http.timeout': { value: 30, source: { kind: 'default' } },
    });
    expect((await settings({}, '--lang', 'zh')).lang).toMatchObject({
      source: { kind: 'flag', flag: '--lang' },
    });
  });

  it('tells sizes as people write them', async () => {
    expect((await project.run(['config'])).stdout).toMatch(
      /http\.max_size +2 MB +bisheng\.yaml:5:13/,
    );
  });

  it('tells the models, and whether their keys are there, but not the keys', async () => {
    const { run } = await folderWith({
      'bisheng.yaml': `models:
  default: qwen
  qwen: {base_url: https://api.example.com/v1/, model: qwen-plus, api_key_env: QWEN_KEY}
  bge: {base_url: http://localhost:1/v1, model: bge-m3, kind: embedding, api_key_env: BGE_KEY}
`,
      '.env': 'QWEN_KEY=sk-verysecretvalue\n',
    });
    const { stdout } = await run(['config']);
    expect(stdout).toMatch(/models\.default +qwen\n/);
    expect(stdout).toMatch(
      /models\.qwen +qwen-plus, https:\/\/api\.example\.com\/v1 .*QWEN_KEY is set/,
    );
    expect(stdout).toMatch(/models\.bge +embedding, bge-m3, .*BGE_KEY is not set/);
    const json = (await run(['config', '--json'])).stdout;
    expect(JSON.parse(json)).toMatchObject({
      models: {
        default: 'qwen',
        configured: [
          { name: 'qwen', api_key_set: true },
          { name: 'bge', api_key_set: false },
        ],
      },
    });
    expect(stdout + json).not.toContain('sk-verysecret');
  });

  it('masks passwords', async () => {
    const table = await project.run(['config']);
    const json = await project.run(['config', '--json']);
    for (const { stdout, stderr } of [table, json]) {
      expect(stdout + stderr).not.toContain('hunter2secret');
      expect(stdout).toContain('http://me:******@proxy:3128');
    }
  });

  it('warns of keys that nobody knows and refuses values of the wrong kind', async () => {
    const { run, write } = await folderWith({});
    await write('bisheng.yaml', 'concurency: 3\nhttp:\n  timout: 1\n');
    const warned = await run(['config']);
    expect(warned.exitCode).toBe(0);
    expect(warned.stderr).toContain('bisheng.yaml:1:1');
    expect(warned.stderr).toContain('“concurrency”');
    expect(warned.stderr).toContain('“timeout”');
    await write('bisheng.yaml', 'concurrency: many\nhttp: [1]\nlang: fr\ntimeout: -1\n');
    const refused = await run(['config']);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    for (const line of [1, 2, 3, 4]) expect(refused.stderr).toContain(`bisheng.yaml:${line}:`);
  });

  it.each(['- a\n', 'just text\n', 'a: [\n'])('refuses a bisheng.yaml like %j', async (content) => {
    const { run } = await folderWith({ 'bisheng.yaml': content });
    expect((await run(['config'])).exitCode).toBe(1);
  });

  it('names the variable whose value makes no sense', async () => {
    const { exitCode, stdout, stderr } = await project.run(['config'], {
      env: { BISHENG_CONCURRENCY: 'many' },
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('BISHENG_CONCURRENCY');
  });
});
