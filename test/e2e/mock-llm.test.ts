import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { folderWith, type Folder } from './bisheng.ts';

/** The server of a folder, and its base_url, once it listens. */
async function started(folder: Folder, args: readonly string[]) {
  const server = folder.run(['mock-llm', ...args]);
  const [url] = (await once(server.stdout, 'data')) as [Buffer];
  return { server, url: url.toString().trim() };
}

describe('bisheng mock-llm', () => {
  it('serves a script until a signal ends it', async () => {
    const folder = await folderWith({ 'script.yaml': 'replies: [{when: hi, text: "你好"}]' });
    const { server, url } = await started(folder, ['script.yaml', '--port', '0']);
    const messages = [{ role: 'user', content: 'hi' }];
    const body = JSON.stringify({ model: 'm', messages });
    const answer = await fetch(`${url}/chat/completions`, { method: 'POST', body });
    expect(await answer.text()).toContain('你好');
    server.kill('SIGINT');
    const { exitCode, stdout, stderr } = await server;
    expect([exitCode, stdout]).toEqual([130, `${url}\n`]);
    expect(stderr).toContain(`base_url: ${url}`);
    expect(stderr).toContain('POST /chat/completions 200');
  });

  it('says what is wrong with a script and with flags', async () => {
    const folder = await folderWith({ 'script.yaml': 'replies: [{fault: stal}]' });
    const broken = await folder.run(['mock-llm', 'script.yaml']);
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toContain('script.yaml:1:19: error: “fault” can’t be “stal”');
    for (const args of [['none.yaml'], ['--port', '70000'], ['--latency', 'soon']]) {
      const { exitCode, stdout } = await folder.run(['mock-llm', ...args]);
      expect([exitCode, stdout]).toEqual([2, '']);
    }
  });

  it('says that a port is taken', async () => {
    const folder = await folderWith();
    const { server, url } = await started(folder, ['--port', '0', '--quiet']);
    const second = await folder.run(['mock-llm', '--port', new URL(url).port]);
    server.kill('SIGTERM');
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toContain('listens');
    expect((await server).exitCode).toBe(143);
  });
});
