import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isPattern, matchesPattern } from '../flow/parameters/pattern.ts';
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
    code: { regExp: boundedPatterns },
  });
  try {
    const validate = ajv.compile(schema as object | boolean);
    return (value) => {
      try {
        validate(value);
      } catch (error) {
        if (!(error instanceof SlowPattern)) throw error;
        const { pattern } = error;
        return [{ path: [], message: message('test-matches/slow', { pattern }) }];
      }
      return (validate.errors ?? []).map((error) => ({
        path: pathOf(error.instancePath),
        message: message('test-schema', { keyword: error.keyword, wanted: wantedBy(error) }),
      }));
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A match that takes too long: whoever made the pattern must make another. */
class SlowPattern extends Error {
  readonly pattern: string;

  constructor(pattern: string) {
    super(`the pattern ${pattern} takes too long`);
    this.pattern = pattern;
  }
}

/** The schema's patterns, none of which can hold up the program. */
const boundedPatterns = Object.assign(
  (pattern: string): { test(text: string): boolean; toString(): string } => {
    if (!isPattern(pattern)) throw new SyntaxError(`Invalid regular expression: ${pattern}`);
    return {
      test: (text) => {
        const found = matchesPattern(pattern, text);
        if (found === undefined) throw new SlowPattern(pattern);
        return found;
      },
      // Ajv tells patterns apart by it.
      toString: () => `/${pattern}/u`,
    };
  },
  { code: 'new RegExp' },
);

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
