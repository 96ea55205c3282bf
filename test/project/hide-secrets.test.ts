import { expect, it } from 'vitest';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { message } from '../../src/messages/message.ts';
import { hideSecrets } from '../../src/project/hide-secrets.ts';

/** What a finding's frame would show of a text. */
function shown(text: string): string {
  const file = new SourceFile('bisheng.yaml', text);
  const finding = {
    severity: 'error',
    code: 'setting-secret',
    message: message('cancelled'),
    location: { file, start: 0, end: 1 },
  } as const;
  const [hidden] = hideSecrets([finding], file);
  return hidden?.location?.file.text ?? '';
}

it.each([
  ['api_key: sk-abc def', 'api_key: **********'],
  ['{model: m, api_key: sk-abc, kind: chat}', '{model: m, api_key: ******, kind: chat}'],
  ['"Authorization": "Bearer \\"x\\" y" # it', '"Authorization": **************** # it'],
  ["x-api-key: 'a, b'", 'x-api-key: ******'],
  ['  token: abc\n  model: m', '  token: ***\n  model: m'],
  ['api_key_env: sk-abc', 'api_key_env: ******'],
  ['proxy: http://me:secret@host:1', 'proxy: http://me:******@host:1'],
  ['password: "unclosed', 'password: *********'],
])('hides a secret: %s', (text, hidden) => {
  expect(shown(text)).toBe(hidden);
});

it.each([
  'api_key_env: DASHSCOPE_API_KEY',
  'headers: {X-Api-Key: "${env.GATEWAY_KEY}"}',
  'token_limit: 1000',
  'base_url: http://host:8080/v1',
  'model: m # the key is elsewhere',
])('leaves the rest: %s', (text) => {
  expect(shown(text)).toBe(text);
});
