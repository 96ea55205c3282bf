import { expect, it } from 'vitest';
import { serve } from '../http/servers.ts';
import { folderWith } from './bisheng.ts';

// The library behind it comes into the bundle in a way of its own, so that only the built program shows whether it works.
const flow = `parameters: [{name: url, type: string}]
nodes:
  - {id: ask, type: HTTPRequest, config: {url: '\${url}', retries: 0}}
`;
const { run } = await folderWith({ 'ask.yaml': flow });

it('sends a request', async () => {
  const server = await serve((_, response) => response.end('here'));
  expect(await run(['run', 'ask.yaml', '--param', `url=${server.url('/a')}`])).toMatchObject({
    stdout: 'here\n',
    exitCode: 0,
  });
});

it('sends a request through a proxy', async () => {
  const proxy = await serve((seen, response) => response.end(`asked for ${seen.url}`));
  const url = 'http://service.test/a';
  expect(
    await run(['run', 'ask.yaml', '--param', `url=${url}`], { env: { http_proxy: proxy.url() } }),
  ).toMatchObject({ stdout: `asked for ${url}\n`, exitCode: 0 });
});

it('says that nobody answers', async () => {
  const { stderr, exitCode } = await run(['run', 'ask.yaml', '--param', 'url=http://127.0.0.1:9/']);
  expect(stderr).toContain('127.0.0.1:9 refuses the connection');
  expect(exitCode).toBe(1);
});
