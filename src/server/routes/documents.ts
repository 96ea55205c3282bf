import type { Hono } from 'hono';
import { answer } from '../answer.ts';
import type { ServerEnv, ServerParts } from '../server-env.ts';

/** What the server says of itself: the OpenAPI document, and a page of it that needs nothing from elsewhere. */
export function addDocuments(app: Hono<ServerEnv>, { service, say }: ServerParts): void {
  app.get('/openapi.json', async (context) => {
    const { openApi } = await import('../openapi/document.ts');
    return answer(context, openApi((await service.flows.doors()).routes));
  });

  app.get('/docs', async (context) => {
    const [{ openApi }, { docsPage }] = await Promise.all([
      import('../openapi/document.ts'),
      import('../openapi/docs-page.ts'),
    ]);
    const { html, policy } = docsPage(openApi((await service.flows.doors()).routes), say);
    return context.html(html, 200, { 'Content-Security-Policy': policy });
  });
}
