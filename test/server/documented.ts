import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { openApi } from '../../src/server/openapi/document.ts';
import { operations } from '../../src/server/openapi/operations.ts';

const document = openApi() as unknown as {
  paths: Record<string, Record<string, { responses: Record<string, Answer> }>>;
};
interface Answer {
  content?: Record<string, { schema?: object }>;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'openapi', ...document });

const patterns = Object.keys(operations).map((key) => {
  const [method = '', path = ''] = key.split(' ');
  const pattern = path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return { method, path, pattern: new RegExp(`^${pattern}$`) };
});

/** Holds an answer against the OpenAPI document; paths and methods that it doesn't know are passed over. */
export async function expectDocumented(
  method: string,
  target: string,
  answer: Response,
): Promise<void> {
  const [pathname = ''] = target.split('?');
  const found = patterns.find((one) => one.method === method && one.pattern.test(pathname));
  if (!found) return;
  const { path } = found;
  const status = String(answer.status);
  const known = document.paths[path]?.[method.toLowerCase()]?.responses[status];
  expect(known, `${method} ${path} ${status} is not documented`).toBeDefined();
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const contents = known?.content ?? {};
  const types = Object.keys(contents);
  if (type === '') expect(types, `${method} ${path} ${status}`).toEqual([]);
  else if (!types.includes('*/*')) expect(types, `${method} ${path} ${status}`).toContain(type);
  if (!contents[type]?.schema) return;
  const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type];
  const steps = pointer.map((step) =>
    encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const check = ajv.getSchema(`openapi#/${steps.join('/')}/schema`);
  const body: unknown = await answer.clone().json();
  expect(check?.(body), `${JSON.stringify(body)}: ${ajv.errorsText(check?.errors)}`).toBe(true);
}
