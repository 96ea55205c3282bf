import type { ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Silence } from '../../src/models/silence.ts';
import { serve, serveBytes, type TestServer } from '../http/servers.ts';
import { asked, failureOf, modelsAt } from './asking.ts';

const EVENTS = 'text/event-stream';

/** A server that answers every question with a body; without `end` the connection stays open. */
function sending(body: string, type = EVENTS, end = true): Promise<TestServer> {
  return serve((_, response) => {
    response.writeHead(200, type === '' ? {} : { 'content-type': type });
    response.write(body);
    if (end) response.end();
  });
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function delta(content: unknown, more: object = {}): string {
  return event({ choices: [{ index: 0, delta: { content }, ...more }] });
}

const finish = delta('', { finish_reason: 'stop' });
const done = 'data: [DONE]\n\n';
const whole = (content: unknown): object => ({
  choices: [{ index: 0, message: { content }, finish_reason: 'stop' }],
});

async function answerOf(body: string, type?: string, end?: boolean): Promise<string> {
  const server = await sending(body, type, end);
  return (await modelsAt(server.url('/v1')).models.chat(asked())).text;
}

async function failing(
  body: string,
  type?: string,
): Promise<{ code: string; text: string; hint: string }> {
  const server = await sending(body, type);
  return failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
}

describe('an answer counts for what it is, not for what it is called', () => {
  test.each([
    ['JSON as text', JSON.stringify(whole('hi')), 'text/plain'],
    ['JSON as nothing', JSON.stringify(whole('hi')), ''],
    ['a stream as JSON', delta('hi') + finish + done, 'application/json'],
    [
      'a stream as bytes',
      `\n: hello\n\n${delta('hi')}${finish}${done}`,
      'application/octet-stream',
    ],
    ['lines that end in another way', (delta('hi') + finish).replaceAll('\n', '\r\n'), EVENTS],
    ['lines that end in the old way', (delta('hi') + finish).replaceAll('\n', '\r'), EVENTS],
    ['without the last line', (delta('hi') + finish).trimEnd(), EVENTS],
    ['a list of parts', delta([{ type: 'text', text: 'hi' }]) + finish, EVENTS],
    [
      'parts that think',
      delta([
        { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
        { type: 'text', text: 'hi' },
      ]) + finish,
      EVENTS,
    ],
    [
      'several choices',
      event({
        choices: [
          { index: 1, delta: { content: 'B' } },
          { index: 0, delta: { content: 'hi' } },
        ],
      }) + finish,
      EVENTS,
    ],
  ])('%s', async (_, body, type) => {
    expect(await answerOf(body, type)).toBe('hi');
  });

  test.each([
    ['null', 'null', 'application/json', 'JSON of another form'],
    ['no JSON', '{{{', 'application/json', 'no JSON'],
    ['no answer', '{"ok":true}', 'application/json', 'JSON of another form'],
    ['empty choices', '{"choices":[[[]]]}', 'application/json', 'JSON of another form'],
    ['a text', 'Service says hi', 'text/plain', 'no JSON'],
    ['a page', '<h1>', 'text/plain', 'a web page'],
    ['nothing', '', 'application/json', 'empty'],
    ['a null in a stream', 'data: null\n\n', EVENTS, 'a stream that is no JSON'],
    ['noise', '\u0001\u0002\n\u0003', EVENTS, 'a stream that is no JSON'],
    ['a content that is no text', delta({ a: 1 }), EVENTS, 'something that is no text'],
  ])('or for none: %s', async (_, body, type, words) => {
    const { code, text } = await failing(body, type);
    expect(code).toBe('model-protocol');
    expect(text).toMatch(new RegExp(`the answer is ${words}\\.$`));
  });

  test.each([
    ['event: error\ndata: {"message":"boom"}\n\n', 'boom'],
    ['event: error\ndata: boom\n\n', 'boom'],
    ['data: {"error":"boom"}\n\n', 'boom'],
    [
      `data: {"error":{"message":"boom","more":${'['.repeat(50_000)}${']'.repeat(50_000)}}}\n\n`,
      'boom',
    ],
  ])('an error keeps its words: %.40s', async (body, words) => {
    const { code, text } = await failing(body);
    expect(code).toBe('model-server');
    expect(text).toContain(`: ${words}`);
  });
});

describe('the end of an answer', () => {
  test('is where the server says so, though the connection stays open', async () => {
    expect(await answerOf(delta('hi') + finish + done, EVENTS, false)).toBe('hi');
  });

  test('leaves the connection for later questions', async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((_, response) => {
      ports.add(response.socket?.remotePort);
      response.writeHead(200, { 'content-type': EVENTS });
      response.end(delta('hi') + finish + done);
    });
    const { models } = modelsAt(server.url('/v1'));
    for (let n = 0; n < 6; n++) await models.chat(asked());
    expect(ports.size).toBeLessThan(6);
  });

  test('is the reason to end, where nothing follows', async () => {
    expect(await answerOf(delta('hi') + finish, EVENTS, false)).toBe('hi');
  });

  test('is there though the connection breaks behind it', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': EVENTS });
      response.write(delta('hi') + finish, () => response.destroy());
    });
    expect((await modelsAt(server.url('/v1')).models.chat(asked())).text).toBe('hi');
  });
});

describe('an answer without end', () => {
  /** Writes until whoever asked has gone. */
  function flooding(head: string, piece: string, type = EVENTS): Promise<TestServer> {
    return serve((_, response) => {
      response.writeHead(200, { 'content-type': type });
      response.write(head);
      flood(response, piece);
    });
  }
  function flood(response: ServerResponse, piece: string): void {
    while (!response.destroyed) if (!response.write(piece)) break;
    if (!response.destroyed) response.once('drain', () => flood(response, piece));
  }

  test.each([
    ['a line', 'data: {"x":"', 'a'.repeat(1 << 20), EVENTS],
    ['JSON', '{"x":"', 'a'.repeat(1 << 20), 'application/json'],
    ['events that say nothing', '', ': ping\n\n'.repeat(1_000), EVENTS],
    ['chunks that say nothing', '', event({ choices: [], x: 'y'.repeat(1 << 16) }), EVENTS],
  ])('is left: %s', async (_, head, piece, type) => {
    const server = await flooding(head, piece, type);
    const { code, text } = await failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
    expect(code).toBe('model-protocol');
    expect(text).toContain('more than 16 MB');
    expect(server.seen).toHaveLength(1);
  });

  test('of an error is read as far as it may matter', async () => {
    const server = await serve((_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      flood(response, 'no'.repeat(1 << 16));
    });
    const { code, text } = await failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
    expect(code).toBe('model-request');
    expect(text.length).toBeLessThan(500);
  });

  test('that only keeps the connection open is left after ten times the silence', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': EVENTS });
      const ping = setInterval(() => response.write(': ping\n\n'), 1);
      response.on('close', () => clearInterval(ping));
    });
    // Time passes only by what is heard: each piece comes after two thirds of the silence that is borne.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const hear = Reflect.get(Silence.prototype, 'heard');
    const heard = vi.spyOn(Silence.prototype, 'heard').mockImplementation(function (
      this: Silence,
      bytes,
    ) {
      hear.call(this, bytes);
      if (!this.signal.aborted) vi.advanceTimersByTime(20_000);
    });
    onTestFinished(() => heard.mockRestore());
    const { models } = modelsAt(server.url('/v1'), { timeout: 30 });
    const { code, text } = await failureOf(models.chat(asked()));
    expect(code).toBe('model-stalled');
    expect(text).toContain('and “qwen” has said nothing');
  });
});

describe('the work for an answer grows with it', () => {
  test('a line that comes in many pieces, spaces in many chunks, an open fence', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': EVENTS });
      response.write(delta('\n').repeat(50_000));
      response.write(`data: {"choices":[{"delta":{"content":"`);
      for (let n = 0; n < 200; n++) response.write('a'.repeat(20_000));
      response.end(`"}}]}\n\n${finish}`);
    });
    const { text } = await modelsAt(server.url('/v1')).models.chat(asked());
    expect(text).toHaveLength(50_000 + 4_000_000);
  });

  test.each([
    ['a fence that stays open', `\`\`\`json\n${'\n'.repeat(50_000)}x`],
    ['many fences', '```\n'.repeat(50_000)],
    ['a text in a text', `1000000000000000 "${'\\"'.repeat(100_000)}`],
  ])('JSON: %s', async (_, text) => {
    const server = await sending(delta(text) + finish);
    const question = asked({ schema: { type: 'object' } });
    const { code } = await failureOf(modelsAt(server.url('/v1')).models.chat(question));
    expect(code).toBe('model-json');
  });
});

describe('headers', () => {
  test('in any script break no answer', async () => {
    const body = JSON.stringify(whole('hi'));
    const server = await serveBytes((socket) => {
      socket.end(
        `HTTP/1.1 200 很好\r\ncontent-type: application/json\r\nx-msg: 余额不足\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
    expect((await modelsAt(server.url('/v1')).models.chat(asked())).text).toBe('hi');
  });

  test('that ask for an absurd pause are not believed to the second', async () => {
    const server = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': '99999999999' }).end();
    });
    const { text } = await failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
    expect(text).toContain('for longer than a day');
  });

  test('that lead elsewhere come with advice', async () => {
    const server = await serve((_, response) => {
      response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
    });
    const { code, hint } = await failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
    expect(code).toBe('model-connection');
    expect(hint).toContain('“base_url” under models.qwen');
  });
});

describe('usage that can’t be', () => {
  test.each([
    [{ prompt_tokens: 1e308, completion_tokens: 1e308, total_tokens: -5 }, null],
    [{ prompt_tokens: 'many', completion_tokens: null }, null],
    [
      { prompt_tokens: 3, completion_tokens: 1e308 },
      { prompt_tokens: 3, completion_tokens: 0, total_tokens: 3 },
    ],
  ])('%j', async (usage, told) => {
    const server = await sending(delta('hi') + finish + event({ choices: [], usage }));
    expect((await modelsAt(server.url('/v1')).models.chat(asked())).usage).toEqual(told);
  });
});

describe('a key', () => {
  const KEY = 'sk-PLANTED/k+ey=="x987654321';

  test('with a line break is told as what it is', async () => {
    const { models } = modelsAt('http://127.0.0.1:9/v1', { keyVariable: 'K' }, { K: 'a\nb' });
    const { code, text } = await failureOf(models.chat(asked()));
    expect(code).toBe('model-key');
    expect(text).toContain('The value of K can’t be sent');
  });

  test('that a server repeats in another form is masked', async () => {
    const server = await serve(({ headers }, response) => {
      const key = (headers.authorization ?? '').slice(7);
      const said = [
        Buffer.from(`Bearer ${key}`).toString('base64'),
        Buffer.from(key).toString('base64url'),
        `${key.slice(0, -2)}**`,
        key.slice(6),
        key.toUpperCase(),
        key.replace(/(?=.)/g, ' '),
        encodeURIComponent(key),
      ];
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: `wrong key: ${said.join(' | ')}` } }));
    });
    const { models } = modelsAt(server.url('/v1'), { keyVariable: 'K' }, { K: KEY });
    const { text } = await failureOf(models.chat(asked()));
    expect(text).toMatch(/: wrong key: QmVhcmVyIH?\*{6}[A-Za-z0-9]?=* \| \*{6}[\w-]{0,2} \| \*{6}/);
    expect(text.replace(/^.*wrong key: \w*/, '')).not.toMatch(/[a-z0-9]{3}/i);
  });
});
