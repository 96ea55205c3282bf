import { Ajv } from 'ajv';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { root } from './pages.ts';

const schemas = path.join(root, 'test/fixtures/schemas');

/** What is wrong with a JSON document by one of the schemas of test/fixtures/schemas. */
export async function jsonErrors(text: string, schema: string): Promise<unknown[]> {
  const parsed = JSON.parse(await readFile(path.join(schemas, schema), 'utf8')) as object;
  // One of them is of draft 4, of which it uses nothing that later ones read otherwise.
  const rest = Object.fromEntries(
    Object.entries(parsed).filter(([key]) => !['$schema', 'id'].includes(key)),
  );
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    unicodeRegExp: false,
    allErrors: true,
  });
  const validate = ajv.compile(rest);
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? []);
}

/** What is wrong with a JUnit report. */
export async function junitErrors(text: string): Promise<unknown[]> {
  const schema = await readFile(path.join(schemas, 'junit.xsd'), 'utf8');
  const { errors } = await validateXML({
    xml: [{ fileName: 'report.xml', contents: text }],
    schema: [schema],
  });
  return [...errors];
}
