import { describe, expect, it } from 'vitest';
import { flowSchema } from '../../src/schemas/flow.ts';
import { readNodeDocs } from '../../src/schemas/node-docs.ts';
import { types } from './built-in.ts';

describe.each(['en', 'zh'] as const)('the documents in %s', async (language) => {
  const docs = await readNodeDocs(language);

  it('describe every built-in type', () => {
    expect(types.map(({ type }) => type).filter((type) => !docs.get(type)?.about)).toEqual([]);
  });

  it('describe every key of their configs', () => {
    const missing = types.flatMap(({ type, config }) =>
      Object.keys(config)
        .filter((key) => !docs.get(type)?.config.get(key))
        .map((key) => `${type}.${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('are what editors show', () => {
    const schema = JSON.stringify(flowSchema(types, { docs }));
    expect(schema).toContain(docs.get('LoopController')?.config.get('max_iterations'));
    expect(schema).not.toMatch(/\]\([^)]*\.md/);
  });
});
