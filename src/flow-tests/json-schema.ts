import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Value } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';

/** What is wrong with a value for a schema, and where in it. */
export type SchemaCheck = (value: Value) => {
  readonly path: readonly (string | number)[];
  readonly message: Message;
}[];

/** A check by a JSON Schema of draft 2020-12, or what is wrong with the schema. Nothing is fetched: `$ref` stays inside. */
export function compileSchema(schema: Value): SchemaCheck | { readonly problem: string } {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
    logger: false,
  });
  try {
    const validate = ajv.compile(schema as object | boolean);
    return (value) => {
      validate(value);
      return (validate.errors ?? []).map((error) => ({
        path: pathOf(error.instancePath),
        message: message('test-schema', { keyword: error.keyword, wanted: wantedBy(error) }),
      }));
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The path in a JSON Pointer (RFC 6901). */
function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** What a keyword asks for, as the schema writes it. */
function wantedBy({ params }: ErrorObject): string {
  return Object.values(params as Record<string, unknown>)
    .map((wanted) => (typeof wanted === 'string' ? wanted : JSON.stringify(wanted)))
    .join(' ');
}
