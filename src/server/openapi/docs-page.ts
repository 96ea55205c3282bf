import { createHash } from 'node:crypto';
import { isObject, own, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import { message, type Say } from '../../messages/message.ts';

const style = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:0 auto;padding:1rem}
h2{margin:2rem 0 .5rem}details{border-top:1px solid #8884;padding:.5rem 0}
summary{cursor:pointer}code,pre{font-family:ui-monospace,monospace;font-size:.9em}
pre{overflow:auto;background:#8881;padding:.75rem;border-radius:.25rem}
.method{display:inline-block;min-width:3.5rem;font-weight:700}`;

/** A page of an OpenAPI document: no script, nothing from elsewhere. `policy` is its Content-Security-Policy. */
export function docsPage(
  document: ValueObject,
  say: Say,
): { readonly html: string; readonly policy: string } {
  const title = escaped(say(message('serve/docs-title')));
  const lead = escaped(say(message('serve/docs-lead')));
  const paths = objectIn(document, 'paths');
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    isObject(methods)
      ? Object.entries(methods).map(([method, one]) => operation(method, path, one))
      : [],
  );
  const named = Object.entries(objectIn(objectIn(document, 'components'), 'schemas'));
  const shapes = named.map(
    ([name, schema]) =>
      `<details id="${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${json(schema)}</details>`,
  );
  const html = `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>
<p>${lead}<a href="/openapi.json">/openapi.json</a></p>
${routes.join('\n')}<h2>schemas</h2>${shapes.join('\n')}</main></body></html>`;
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { html, policy };
}

function operation(method: string, path: string, one: Value): string {
  if (!isObject(one)) return '';
  const summary = own(one, 'summary');
  const head = `<span class="method">${escaped(method.toUpperCase())}</span> <code>${escaped(path)}</code>`;
  const words = typeof summary === 'string' ? escaped(summary) : '';
  const parts = ['parameters', 'requestBody', 'responses'].flatMap((key) => {
    const part = own(one, key);
    return part === undefined ? [] : [`<h3>${key}</h3>${json(part)}`];
  });
  return `<details><summary>${head} ${words}</summary>${parts.join('')}</details>`;
}

function json(value: Value): string {
  return `<pre>${escaped(toJson(value, 1))}</pre>`;
}

function objectIn(object: ValueObject, key: string): ValueObject {
  const value = own(object, key);
  return isObject(value) ? value : {};
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
