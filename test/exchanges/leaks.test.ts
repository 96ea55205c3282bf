import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serve } from '../http/servers.ts';
import { stage, type Staged } from './stage.ts';

const SECRET = `Sup3r/S&cr+t pa"ss!word'(x)~9`;
const TOKEN = 'LEARNEDtok1234567890abc';
/** Five letters at a time. */
const slices = SECRET.match(/[^]{1,5}/g) ?? [];
const escaped = (text: string): string =>
  text.replace(/[^]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

interface Answer {
  readonly body: string | Buffer;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection breaks behind the body. */
  readonly broken?: boolean;
}

/** What of one request of a flow that knows the secret is in the cassette; it replays without a drift. */
async function tapeOf(
  answer: Answer,
  config = '',
  headers = '',
): Promise<{ tape: string; replayed: Staged }> {
  const server = await serve((_, response) => give(response, answer));
  const flow = `parameters:
  - {name: tok, type: string, secret: true, env: TOK}
nodes:
  - id: get
    type: HTTPRequest
    config: {url: "${server.url('/')}", retries: 0, expect_status: any, headers: {X-Thing: "\${tok}", X-Sign: signsign12${headers}}${config}}
    on_error: continue
`;
  const { run, read } = await stage({ 'flow.yaml': flow });
  const environment = { TOK: SECRET };
  await run({ mode: 'record', environment });
  const replayed = await run({ mode: 'replay' });
  return { tape: await read('tape.yaml'), replayed };
}

function give(response: ServerResponse, { body, type, headers, broken }: Answer): void {
  response.writeHead(200, {
    'content-type': type ?? 'application/json',
    ...headers,
    ...(broken && { 'content-length': '1000' }),
  });
  if (!broken) return void response.end(body);
  response.write(body, () => setImmediate(() => response.destroy()));
}

/** All of a tape without quotes, in the ways in which parts of a secret may be in it. */
const TRACES = /Sup3r|S&cr|ss!wor|\(x\)|LEARNED|COOKIEVAL/i;

describe('a secret that a server tells again', () => {
  it.each<[string, Answer]>([
    ['as \\u…', { body: `{"echo":"${escaped(SECRET)}"}` }],
    ['with \\/', { body: `{"echo":${JSON.stringify(SECRET).replaceAll('/', '\\/')}}` }],
    ['with \\u0026', { body: `{"echo":${JSON.stringify(SECRET).replace(/[&+]/g, escaped)}}` }],
    ['in a list with a vector', { body: `{"v":[${'1,'.repeat(40)}1],"e":"${escaped(SECRET)}"}` }],
    [
      'in no UTF-8',
      { body: Buffer.concat([Buffer.from([0xc4, 0xe3]), Buffer.from(SECRET)]), type: 'text/plain' },
    ],
    ['in UTF-16', { body: Buffer.from(`\ufeffx ${SECRET}`, 'utf16le'), type: 'text/plain' }],
    [
      'in JSON in JSON in JSON',
      { body: JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: SECRET }) }) }) },
    ],
    ['in HTML', { body: `<p>${SECRET.replaceAll('&', '&amp;')}</p>`, type: 'text/html' }],
    [
      'in a URL in lower case',
      { body: JSON.stringify(encodeURIComponent(SECRET).replace(/%../g, (c) => c.toLowerCase())) },
    ],
    ['in a form', { body: new URLSearchParams({ q: SECRET }).toString(), type: 'text/plain' }],
    [
      'in a URL in a URL',
      { body: `u=${encodeURIComponent(encodeURIComponent(SECRET))}`, type: 'text/plain' },
    ],
    [
      'in a header',
      {
        body: '{}',
        headers: {
          'x-echo': new URL(`http://x/${SECRET}`).href,
          'x-b64': Buffer.from(SECRET).toString('base64'),
        },
      },
    ],
    [
      'in events of text',
      { body: slices.map((text) => `data: ${text}\n\n`).join(''), type: 'text/event-stream' },
    ],
    [
      'in named events',
      {
        body: slices.map((t) => `event: delta\ndata: ${JSON.stringify({ t })}\n\n`).join(''),
        type: 'text/event-stream',
      },
    ],
    [
      'in an event, escaped',
      { body: `data: {"t":"${escaped(SECRET)}"}\n\n`, type: 'text/event-stream' },
    ],
    [
      'in lines of JSON',
      {
        body: slices.map((t) => `${JSON.stringify({ t })}\n`).join(''),
        type: 'application/x-ndjson',
      },
    ],
    ['in the items of a list', { body: JSON.stringify(slices.map((t) => ({ t }))) }],
    [
      'and breaks off',
      {
        body: `{"a":"${SECRET.replaceAll('"', '\\"').slice(0, -1)}`,
        type: 'text/plain',
        broken: true,
      },
    ],
  ])('is not in the cassette %s', async (_, answer) => {
    const { tape, replayed } = await tapeOf(answer);
    expect(tape.replaceAll(/- ?|"|\{t: |\}/g, '')).not.toMatch(TRACES);
    for (const slice of slices) expect(tape).not.toContain(slice);
    expect(replayed.report).toMatchObject({ drifts: [], unused: [] });
  });

  it('is not in the cassette as Base64, alone or behind a name', async () => {
    const forms = ['', 'u:', 'us:', 'use:'].map((user) => Buffer.from(user + SECRET));
    const body = forms.map((bytes) => [bytes.toString('base64'), bytes.toString('base64url')]);
    const { tape } = await tapeOf({ body: JSON.stringify(body) });
    for (const part of body.flat()) {
      for (let at = 4; at + 10 < part.length; at++)
        expect(tape).not.toContain(part.slice(at, at + 8));
    }
  });

  it('is not in the request as a form has it', async () => {
    const { tape, replayed } = await tapeOf(
      { body: '{}' },
      ', method: POST, body: {passphrase: "${tok}", n: 1}',
      ', Content-Type: application/x-www-form-urlencoded',
    );
    expect(tape).toContain('body: passphrase=******&n=1');
    expect(replayed.report).toMatchObject({ drifts: [], unused: [] });
  });

  it('is not in the request as the URL and a form have it', async () => {
    const { tape, replayed } = await tapeOf(
      { body: '{}' },
      ', query: {q: "${tok}", more: "a/${tok}/b"}, method: POST, body: {deep: {a: "${tok}"}}',
    );
    expect(tape).not.toMatch(TRACES);
    expect(tape).toContain('?q=******&more=a%2F******%2Fb');
    expect(replayed.report).toMatchObject({ drifts: [], unused: [] });
  });
});

describe('a token that an answer brings', () => {
  it.each<[string, Answer]>([
    ...[
      'tenant_access_token',
      'api_token',
      'aws_session_token',
      'session_id',
      'jwt',
      'password_hash',
      'pwd',
      'passphrase',
      'csrfToken',
      'upload_token',
    ].map((key): [string, Answer] => [`as ${key}`, { body: `{"${key}":"${TOKEN}"}` }]),
    ['in a list', { body: `{"access_token":["${TOKEN}"]}` }],
    ['in an object', { body: `{"secret":{"value":"${TOKEN}"}}` }],
    ['in a fragment', { body: `"https://x/#access_token=${TOKEN}&x=1"` }],
    ['behind \\u0026', { body: `{"url":"https://x/?a=1\\u0026access_token=${TOKEN}"}` }],
    [
      'in a signed URL',
      {
        body: `{"url":"https://x/k?X-Amz-Credential=${TOKEN}&X-Amz-Signature=${TOKEN}SIGNATURE&X-Amz-Security-Token=${TOKEN}3"}`,
      },
    ],
    [
      'in XML',
      {
        body: `<r><access_token>${TOKEN}</access_token><password>${TOKEN}P</password></r>`,
        type: 'application/xml',
      },
    ],
    [
      'in lines',
      {
        body: `access_token: ${TOKEN}Y\npassword=${TOKEN}I\nAuthorization: Bearer ${TOKEN}B\n`,
        type: 'text/plain',
      },
    ],
    [
      'in a header',
      {
        body: '{}',
        headers: {
          'x-tok': `Bearer ${TOKEN}`,
          link: `<http://x/?access_token=${TOKEN}L>; rel=next`,
        },
      },
    ],
    [
      'in a cookie and in the body',
      {
        body: '{"c":"COOKIEVAL123456789"}',
        headers: { 'set-cookie': 'sid=COOKIEVAL123456789; Path=/' },
      },
    ],
    [
      'in JSON that breaks off',
      { body: `{"access_token":"${TOKEN}`, type: 'text/plain', broken: true },
    ],
  ])('is hidden %s', async (_, answer) => {
    const { tape, replayed } = await tapeOf(answer);
    expect(tape).not.toMatch(TRACES);
    expect(replayed.report).toMatchObject({ drifts: [], unused: [] });
  });

  it('may be a number', async () => {
    const { tape } = await tapeOf({ body: '{"password": 1234567890123, "n": "id 1234567890123"}' });
    expect(tape).not.toContain('1234567890123');
  });

  it('is hidden in the header of a signature', async () => {
    const { tape } = await tapeOf({ body: '{}' });
    expect(tape).toContain('x-thing: "******"');
    expect(tape).not.toContain('signsign');
  });

  it('is told from what a schema or a page says', async () => {
    const body = {
      properties: { password: { type: 'string' } },
      next_page_token: 'page-0123456789abcdef',
      token: 'Hello',
      max_tokens: 100,
    };
    const { tape } = await tapeOf({ body: JSON.stringify(body) });
    expect(tape).toContain('type: string');
    expect(tape).toContain('page-0123456789abcdef');
    expect(tape).toContain('token: Hello');
  });
});
