import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FailedLogins } from '../../src/server/failed-logins.ts';
import { StreamLimit } from '../../src/server/stream-limit.ts';
import { slowServer } from '../service/slow-server.ts';
import { openServer, type TestServer } from './open-server.ts';

/** A run that waits for a person: its events have no end. */
async function waitingRun({ ask }: TestServer): Promise<string> {
  const begun = await ask('POST', '/api/v1/workflows/ask/runs', { inputs: { input: 'x' } });
  const { run_id } = (await begun.json()) as { run_id: string };
  return run_id;
}

async function follow(server: TestServer, id: string, user: string): Promise<IncomingMessage> {
  const request = get(`${server.url}/api/v1/runs/${id}/events`, {
    headers: { Authorization: `Bearer ${await server.token(user)}` },
    agent: false,
  });
  request.on('error', () => undefined);
  onTestFinished(() => void request.destroy());
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined);
  return answer;
}

async function metric({ ask, token }: TestServer, name: string): Promise<number> {
  const admin = { Authorization: `Bearer ${await token('root', 'admin')}` };
  const text = await (await ask('GET', '/metrics', undefined, admin)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

describe('streams of events', () => {
  test('one too many is 429, until another has ended; others have their own', async () => {
    const server = await openServer({ streams: new StreamLimit(2) });
    const id = await waitingRun(server);
    const first = await follow(server, id, 'ada');
    expect(first.statusCode).toBe(200);
    expect((await follow(server, id, 'ada')).statusCode).toBe(200);
    const third = await server.ask('GET', `/api/v1/runs/${id}/events`);
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toBe('5');
    expect(await third.json()).toMatchObject({ title: 'too-many-streams' });
    // Not one of bob's runs, but not too many either.
    expect((await follow(server, id, 'bob')).statusCode).toBe(404);
    expect(await metric(server, 'bisheng_event_streams')).toBe(2);
    expect(await metric(server, 'bisheng_event_streams_refused_total')).toBe(1);
    first.destroy();
    await expect.poll(() => metric(server, 'bisheng_event_streams')).toBe(1);
    expect((await follow(server, id, 'ada')).statusCode).toBe(200);
  });

  test('those that wait behind another answer end with their connection', async () => {
    const { url, asked } = await slowServer();
    const server = await openServer();
    const id = await waitingRun(server);
    const head = `Host: 127.0.0.1\r\nAuthorization: Bearer ${await server.token('ada')}\r\n`;
    const body = JSON.stringify({ input: url });
    const type = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /api/v1/custom/workflows/slow/execute HTTP/1.1\r\n${head}${type}\r\n${body}`,
    );
    await asked();
    for (let n = 0; n < 3; n++)
      socket.write(`GET /api/v1/runs/${id}/events HTTP/1.1\r\n${head}\r\n`);
    await expect.poll(() => metric(server, 'bisheng_event_streams')).toBe(3);
    socket.destroy();
    await expect.poll(() => metric(server, 'bisheng_event_streams')).toBe(0);
    expect(server.service.listeners).toBe(0);
  });

  test('those that ended, or never began, count no more', async () => {
    const server = await openServer({ streams: new StreamLimit(1) });
    const execute = await server.ask('POST', '/api/v1/workflows/shout/runs', {
      inputs: { input: 'x' },
    });
    const { run_id: id } = (await execute.json()) as { run_id: string };
    for (let n = 0; n < 3; n++) {
      expect(await (await server.ask('GET', `/api/v1/runs/${id}/events`)).text()).toContain('id:');
      expect((await server.ask('GET', '/api/v1/runs/none/events')).status).toBe(404);
      expect(
        (
          await server.ask('GET', `/api/v1/runs/${id}/events`, undefined, {
            'Last-Event-ID': '9999',
          })
        ).status,
      ).toBe(204);
    }
  });

  test('an end is counted once', () => {
    const limit = new StreamLimit(2);
    const leave = limit.enter('ada');
    limit.enter('ada');
    leave();
    leave();
    limit.enter('ada');
    expect(() => limit.enter('ada')).toThrow();
  });
});

describe('failed logins', () => {
  const bad = { Authorization: 'Bearer x' };

  test('too many are 429, a good token is taken all the same, and begins anew', async () => {
    let now = 0;
    const server = await openServer({ logins: new FailedLogins(() => now) });
    const path = '/api/v1/custom/workflows';
    const statusOf = async (): Promise<number> =>
      (await server.ask('GET', path, undefined, bad)).status;
    for (let n = 0; n < 20; n++) expect(await statusOf()).toBe(401);
    const refused = await server.ask('GET', path, undefined, bad);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('5');
    now += 5_000;
    expect(await statusOf()).toBe(401);
    expect(await statusOf()).toBe(429);
    // Without a token nobody has tried one.
    expect((await server.ask('GET', path, undefined, { Authorization: '' })).status).toBe(401);
    expect((await server.ask('GET', path)).status).toBe(200);
    expect(await statusOf()).toBe(401);
    expect(await metric(server, 'bisheng_logins_failed_total')).toBe(24);
    expect(await metric(server, 'bisheng_logins_refused_total')).toBe(2);
  });

  test('each address counts for itself, and no more of them are remembered than fit', () => {
    const logins = new FailedLogins(() => 0);
    for (let n = 0; n < 20; n++) logins.fail('10.0.0.1');
    expect(logins.fail('10.0.0.1')).toBe(5);
    expect(logins.fail('10.0.0.2')).toBeUndefined();
    for (let n = 0; n < 10_000; n++) logins.fail(`address ${n}`);
    // Forgotten for those that came later.
    expect(logins.fail('10.0.0.1')).toBeUndefined();
  });
});
