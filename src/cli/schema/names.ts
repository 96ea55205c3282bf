/** What `bisheng schema` has a JSON Schema of. */
export const schemaNames = [
  'flow',
  'template',
  'test',
  'cassette',
  'plugin',
  'project',
  'run',
  'runs',
  'events',
  'diagnostics',
] as const;

export type SchemaName = (typeof schemaNames)[number];
