import { message } from '../../messages/message.ts';
import type { Schema } from '../../schemas/schema.ts';
import { keysOfTests, testSchema } from '../../schemas/test.ts';
import type { Terminal } from '../terminal.ts';

/** The JSON Schema of files of tests, with words for editors to show. */
export function describedTestSchema({ say }: Pick<Terminal, 'say'>): Schema {
  const docs = keysOfTests.map((key) => [key, say(message(`schema-key/${key}`))] as const);
  return testSchema(Object.fromEntries(docs));
}
