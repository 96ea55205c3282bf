import { expect, test } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import { operations } from '../../src/server/openapi/operations.ts';
import { FailedLogins } from '../../src/server/failed-logins.ts';
import type { ServerParts } from '../../src/server/server-env.ts';
import { Metrics } from '../../src/server/metrics.ts';
import { StreamLimit } from '../../src/server/stream-limit.ts';
import { openServer } from './open-server.ts';

test('every route is documented, and nothing else', () => {
  const parts = { metrics: new Metrics(), logins: new FailedLogins(), streams: new StreamLimit(1) };
  const app = createApp(parts as unknown as ServerParts);
  const routes = app.routes
    .filter(({ path }) => path !== '/*')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(routes.sort()).toEqual(Object.keys(operations).sort());
});

test('the document and its page are there for everybody, and need nothing from elsewhere', async () => {
  const { url, ask } = await openServer();
  const document = await fetch(`${url}/openapi.json`);
  expect(await document.json()).toMatchObject({ openapi: '3.1.0' });
  const page = await ask('GET', '/docs');
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-/,
  );
  const html = await page.text();
  expect(html).toContain('/api/v1/custom/workflows/{id}/execute');
  expect(html).not.toMatch(/<script|https?:\/\/(?!json-schema)/);
});
