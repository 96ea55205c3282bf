import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../src/components/registry.ts';
import type { Door } from '../../src/http/door.ts';

const types = createRegistry({ door: {} as Door });

describe('the registry', () => {
  it('finds each type under its own name', () => {
    for (const name of types.names()) expect(types.get(name)?.type).toBe(name);
    expect(types.names()).toContain('Transform');
    expect(types.get('transform')).toBeUndefined();
    expect(types.get('__proto__')).toBeUndefined();
  });

  it('knows the types that are still to come, and no others', () => {
    expect(types.planned('LLM')).toBe(true);
    expect(types.planned('llm')).toBe(true);
    expect(types.planned('Transform')).toBe(false);
    expect(types.planned('constructor')).toBe(false);
  });

  it('gives every type ports that can be asked for before anything runs', () => {
    for (const name of types.names()) {
      const type = types.get(name);
      const ports = type?.inputs({}).map(({ name: port }) => port);
      expect(new Set(ports).size, name).toBe(ports?.length);
      expect(Array.isArray(type?.outputs({}).names), name).toBe(true);
    }
  });
});
