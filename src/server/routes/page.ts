import type { Hono } from 'hono';
import { HttpProblem } from '../http-problem.ts';
import { pageFiles, type PageFile } from '../page-files.ts';
import type { ServerContext, ServerEnv, ServerParts } from '../server-env.ts';

/** Nothing from elsewhere, no code but the page's own file, and no text that could become code. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The page and what it is made of. Everybody may have them: what they show needs a token. */
export function addPage(app: Hono<ServerEnv>, parts: ServerParts): void {
  let read: Promise<ReadonlyMap<string, PageFile>> | undefined;
  const file = async (name: string): Promise<PageFile> => {
    const found = (await (read ??= pageFiles(parts.page))).get(name);
    if (!found) throw new HttpProblem(404, 'not-found', 'Not Found');
    return found;
  };

  app.get('/', async (context) =>
    sent(context, await file('index.html'), 'no-cache', { 'Content-Security-Policy': POLICY }),
  );

  // Their names change with what is in them.
  app.get('/page/:file', async (context) =>
    sent(context, await file(context.req.param('file')), 'public, max-age=31536000, immutable'),
  );
}

function sent(
  context: ServerContext,
  { type, tag, bytes, zipped }: PageFile,
  caching: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const isZipped = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
  const headers = { ETag: tag, 'Cache-Control': caching, Vary: 'Accept-Encoding', ...more };
  if (context.req.header('if-none-match') === tag) return context.body(null, 304, headers);
  return context.body(isZipped ? zipped : bytes, 200, {
    ...headers,
    'Content-Type': type,
    ...(isZipped && { 'Content-Encoding': 'gzip' }),
  });
}
