import type { Schema } from './schema.ts';

/** Words for keys, behind the name of what they belong to: `node.id`. */
export type KeyDocs = Readonly<Record<string, string>>;

/** Properties with words for editors to show. */
export function described(
  of: string,
  properties: Readonly<Record<string, Schema>>,
  docs: KeyDocs,
): Readonly<Record<string, Schema>> {
  const entries = Object.entries(properties).map(([key, schema]) => {
    const description = docs[`${of}.${key}`];
    return [key, description === undefined ? schema : { description, ...schema }] as const;
  });
  return Object.fromEntries(entries);
}
