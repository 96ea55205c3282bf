import { createServer } from 'node:http';
import { once } from 'node:events';
import { access, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDoor } from '../../src/http/door.ts';
import { sayIn } from '../../src/messages/message.ts';
import { defaultLimits } from '../../src/service/run-limits.ts';
import { Service } from '../../src/service/service.ts';
import type { Visitor } from '../../src/service/visitor.ts';
import { storePlace } from '../../src/store/store-place.ts';
import { readTelemetrySettings } from '../../src/telemetry/settings.ts';
import { startTracing } from '../../src/telemetry/tracing.ts';
import { startCollector } from '../telemetry/collector.ts';
import { ada, bob, eventsOf, openService, projectFolder } from './open-service.ts';

const settings = (folder: string, text: string): Promise<void> =>
  writeFile(path.join(folder, 'bisheng.yaml'), `http: {allow_private: true}\n${text}`);

/** What each request is answered with: how many have come. */
async function counting(): Promise<string> {
  let count = 0;
  const server = createServer((_, response) => response.end(String(++count)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const call = (cache: string): string => `nodes:
  - {id: input, type: InputNode}
  - {id: call, type: HTTPRequest, config: {url: '{text}', method: GET}${cache}}
edges:
  - {from: input, to: call}
`;

async function told(service: Service, who: Visitor, flow: string, input: string) {
  const run = await service.start(who, { flow, inputs: { input } });
  const { outputs } = await run.ended;
  return Object.values(outputs)[0];
}

describe('settings of the project hold for served runs', () => {
  test('`store: false`: runs are there as long as the process is, and no file of them', async () => {
    const folder = await projectFolder();
    await settings(folder, 'store: false\n');
    const service = await openService(folder);
    const run = await service.start(ada, { flow: 'ask', inputs: { input: 'it' } });
    expect((await run.ended).status).toBe('waiting');
    const answered = await service.answer(ada, run.id, { ok: 'yes' });
    expect((await answered.ended).outputs).toEqual({ end: 'it/yes' });
    expect((await eventsOf(service.subscribe(ada, run.id))).at(-1)?.type).toBe('run_finished');
    expect(service.isStored).toBe(true);
    await service.close(1);
    await expect(access(storePlace(folder, {}))).rejects.toThrow();
    const later = await openService(folder);
    expect(() => later.run(ada, run.id)).toThrow();
  });

  test('`store: false`: old runs go before they are many', async () => {
    const folder = await projectFolder();
    await settings(folder, 'store: false\n');
    const service = await openService(folder, { runs: 5_000, runsOfUser: 5_000 });
    for (let n = 0; n < 3_000; n += 100) {
      const runs = Array.from({ length: 100 }, () =>
        service.start(ada, { flow: 'shout', inputs: { input: 'x' } }),
      );
      await Promise.all(runs.map(async (run) => (await run).ended));
    }
    await vi.waitFor(() => {
      expect(service.runs(ada, { limit: 5_000 }).length).toBeLessThan(1_500);
    });
  });

  test('`timeout`', async () => {
    const folder = await projectFolder();
    const url = await counting();
    await settings(folder, 'timeout: 0.000001\n');
    const service = await openService(folder);
    const run = await service.start(ada, { flow: 'slow', inputs: { input: url } });
    expect((await run.ended).error?.code).toBe('run-timeout');
  });

  test('`cache: true`: of the same comes the same, also after a restart', async () => {
    const folder = await projectFolder({ cached: call(', cache: true'), fresh: call('') });
    const url = await counting();
    const service = await openService(folder);
    expect(await told(service, ada, 'fresh', url)).toBe('1');
    expect(await told(service, ada, 'fresh', url)).toBe('2');
    expect(await told(service, ada, 'cached', url)).toBe('3');
    expect(await told(service, ada, 'cached', url)).toBe('3');
    expect(await told(service, bob, 'cached', url)).toBe('3');
    expect(await told(service, ada, 'cached', `${url}?other`)).toBe('4');
    await service.close(1);
    const later = await openService(folder);
    expect(await told(later, ada, 'cached', url)).toBe('3');
  });

  test('`cache_size` holds', async () => {
    const folder = await projectFolder({ cached: call(', cache: true') });
    await settings(folder, 'cache_size: 1\n');
    const url = await counting();
    const service = await openService(folder);
    expect(await told(service, ada, 'cached', url)).toBe('1');
    await service.close(1);
    expect(await told(await openService(folder), ada, 'cached', url)).toBe('2');
  });
});

test('a trace of each run goes to the collector', async () => {
  const folder = await projectFolder({ call: call('') });
  const collector = await startCollector();
  const settings = readTelemetrySettings({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  if (!settings || 'problem' in settings) throw new Error('not switched on');
  const door = createDoor({ env: {} });
  const tracing = startTracing({ settings, door, version: '1', models: new Map() });
  const service = await Service.open({
    ...{ root: folder, folder, environment: {}, limits: defaultLimits, say: sayIn('en') },
    tracing,
  });
  onTestFinished(() => service.close(0));
  const url = await counting();
  await Promise.all(['a', 'b'].map((name) => told(service, ada, 'call', `${url}?${name}`)));
  expect(await tracing.close()).toBeUndefined();
  const calls = collector.spans.filter(({ name }) => name === 'GET');
  expect(calls).toHaveLength(2);
  expect(new Set(calls.map(({ traceId }) => traceId)).size).toBe(2);
  for (const { parentSpanId, traceId } of calls) {
    const node = collector.spans.find(({ spanId }) => spanId === parentSpanId);
    expect(node?.attributes).toMatchObject({ 'bisheng.node.id': 'call' });
    const run = collector.spans.find(({ spanId }) => spanId === node?.parentSpanId);
    expect(run?.traceId).toBe(traceId);
  }
});
