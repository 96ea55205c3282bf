import { isObject, objectOf, own, type Value } from '../flow/value.ts';

const MAX_DEPTH = 20;
/** Values and letters of a whole sample; what a schema asks for beyond them is left out. */
const MOST = 100_000;

/** A value that fits a JSON Schema, as short as can be: what is answered where no reply of the script says anything. */
export function sampleOf(schema: Value | undefined): Value {
  return new Sampling().sample(schema, 0);
}

class Sampling {
  #left = MOST;

  sample(schema: Value | undefined, depth: number): Value {
    this.#left -= 1;
    if (!isObject(schema) || depth > MAX_DEPTH || this.#left <= 0) return null;
    const [first] = listOf(own(schema, 'enum'));
    if (first !== undefined) return first;
    const given = own(schema, 'type');
    const type = Array.isArray(given) ? (given as readonly Value[])[0] : given;
    switch (type) {
      case 'string':
        return this.#text(own(schema, 'minLength'));
      case 'integer':
      case 'number':
        return own(schema, 'minimum') ?? 0;
      case 'boolean':
        return false;
      case 'array':
        return this.#list(schema, depth);
      case 'object': {
        const properties = own(schema, 'properties');
        const entries = isObject(properties) ? Object.entries(properties) : [];
        return objectOf(entries.map(([name, inner]) => [name, this.sample(inner, depth + 1)]));
      }
      default:
        return null;
    }
  }

  #text(least: Value | undefined): string {
    const length = Math.min(1_000, this.#left, countOf(least));
    this.#left -= length;
    return 'text'.padEnd(length, '.');
  }

  #list(schema: Value, depth: number): Value[] {
    if (!isObject(schema)) return [];
    const length = Math.min(100, countOf(own(schema, 'minItems')));
    const items: Value[] = [];
    while (items.length < length && this.#left > 0) {
      items.push(this.sample(own(schema, 'items'), depth + 1));
    }
    return items;
  }
}

function countOf(value: Value | undefined): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}
