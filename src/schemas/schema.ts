/** A JSON Schema (draft 7, which editors understand best). */
export type Schema = Readonly<Record<string, unknown>>;

export const DRAFT = 'http://json-schema.org/draft-07/schema#';
export const text = { type: 'string' } as const;
export const texts = { type: 'array', items: text } as const;
