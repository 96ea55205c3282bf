import { onTestFinished, describe, expect, it } from 'vitest';
import { startMockLlm, type MockLlm, type MockLlmOptions } from '../../src/mock-llm/mock-llm.ts';
import { serveProxy } from '../http/servers.ts';
import { folderWith, type Folder } from './bisheng.ts';

const KEY = 'sk-planted-0123456789';
const flow = `nodes:
  - {id: ask, type: InputNode}
  - {id: answer, type: LLMGenerator, config: {model: qwen}}
edges: [{from: ask, to: answer}]
`;

/** A project with a model at a mock server. */
async function project(
  options: MockLlmOptions,
  more = '',
): Promise<{ server: MockLlm; folder: Folder }> {
  const server = await startMockLlm(options);
  onTestFinished(() => server.close());
  const settings = `models:
  qwen: {base_url: "${server.url}", model: qwen-plus, api_key_env: QWEN_KEY}
${more}`;
  const folder = await folderWith({ 'bisheng.yaml': settings, 'ask.yaml': flow });
  return { server, folder };
}

describe('a model of bisheng.yaml', () => {
  it('answers, with the key of .env', async () => {
    const script = { api_key: KEY, replies: [{ text: 'Hello, {input}' }] };
    const { folder } = await project({ script });
    await folder.write('.env', `QWEN_KEY=${KEY}\n`);
    const { stdout, stderr, exitCode } = await folder.run(['run', 'ask.yaml', '--input', 'world']);
    expect([stdout, exitCode]).toEqual(['Hello, world\n', 0]);
    expect(stderr).toMatch(/\d tokens/);
  });

  it('streams into events, and its usage is told', async () => {
    const { folder } = await project({ script: { replies: [{ text: ['one ', 'two'] }] } });
    const env = { QWEN_KEY: KEY };
    const { stdout } = await folder.run(['run', 'ask.yaml', '--input', 'x', '--output', 'ndjson'], {
      env,
    });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; text?: string; usage?: object });
    expect(events.flatMap(({ text }) => text ?? [])).toEqual(['one ', 'two']);
    const { stdout: json } = await folder.run(
      ['run', 'ask.yaml', '--input', 'x', '--output', 'json'],
      { env },
    );
    const document = JSON.parse(json) as { usage: object; nodes: { answer: { usage: object } } };
    expect(document.usage).toEqual(events.at(-1)?.usage);
    expect(document.nodes.answer.usage).toEqual(document.usage);
    expect(Object.keys(document.usage)).toEqual([
      'prompt_tokens',
      'completion_tokens',
      'total_tokens',
    ]);
  });

  it.each(['text', 'json', 'ndjson'])('never shows its key: %s', async (output) => {
    const { folder } = await project({
      script: { replies: [{ text: `Your key is ${KEY}, isn’t it?` }] },
    });
    const { stdout, stderr, exitCode } = await folder.run(
      ['run', 'ask.yaml', '--input', `my key: ${KEY}`, '--output', output, '--verbose'],
      { env: { QWEN_KEY: KEY } },
    );
    expect(exitCode).toBe(0);
    if (output !== 'text') expect(stdout).toContain('******');
    expect((output === 'text' ? '' : stdout) + stderr).not.toContain(KEY);
  });

  it('says in words what is missing', async () => {
    const { folder } = await project({});
    const { stdout, stderr, exitCode } = await folder.run([
      'run',
      'ask.yaml',
      '--input',
      'x',
      '--lang',
      'zh',
    ]);
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain('模型“qwen”需要密钥，但环境变量 QWEN_KEY 没有设置。');
  });

  it('keeps to the run’s limit of tokens', async () => {
    const { folder } = await project({}, 'token_limit: 2\n');
    const { stderr, exitCode } = await folder.run(
      ['run', 'ask.yaml', '--input', 'a rather long question that needs many tokens'],
      { env: { QWEN_KEY: KEY } },
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('and the run may use 2 more: it is not sent.');
  });

  it('is reached through the proxy that the environment names', async () => {
    const { server, folder } = await project({ script: { replies: [{ text: 'through' }] } });
    const proxy = await serveProxy();
    const port = new URL(server.url).port;
    await folder.write(
      'bisheng.yaml',
      `models:\n  qwen: {base_url: "http://192.0.2.7:${port}/v1", model: m}\n`,
    );
    const env = { http_proxy: proxy.url() };
    const { stdout } = await folder.run(['run', 'ask.yaml', '--input', 'x'], { env });
    expect(stdout).toBe('through\n');
    expect(proxy.asked[0]?.line).toContain('192.0.2.7');
  });

  it('must be there: validate names the nearest', async () => {
    const { folder } = await project({});
    await folder.write('wrong.yaml', flow.replace('qwen', 'qwem'));
    const { stdout, stderr, exitCode } = await folder.run(['validate', 'wrong.yaml']);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain('Did you mean “qwen”?');
  });

  it('can’t have its key in the file', async () => {
    const { folder } = await project({});
    await folder.write(
      'bisheng.yaml',
      `models:\n  qwen: {base_url: "http://a/v1", model: m, api_key: ${KEY}}\n`,
    );
    const { stdout, stderr, exitCode } = await folder.run(['run', 'ask.yaml', '--input', 'x']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('setting-secret');
    expect(stdout + stderr).not.toContain(KEY);
  });
});

it('a project without models answers offline, and says so', async () => {
  const folder = await folderWith({ 'ask.yaml': flow.replace(', config: {model: qwen}', '') });
  const { stdout, exitCode } = await folder.run([
    'run',
    'ask.yaml',
    '--input',
    'Roses are red.\n\nWhat is red?',
  ]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('not written by a language model');
  expect(stdout).toContain('Roses are red.');
});
