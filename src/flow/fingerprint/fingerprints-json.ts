import type { Fingerprint, Fingerprints } from './fingerprint.ts';

/** To be raised whenever fingerprints are made in another way: those of before then say nothing any more. */
const VERSION = 1;

/**
 * Fingerprints as a text, the same for the same fingerprints: by each node's path its hashes and the numbers of its
 * parts in a list that has each part once.
 */
export function fingerprintsToJson(fingerprints: Fingerprints): string {
  const numbers = new Map<string, number>();
  const parts: string[] = [];
  const numberOf = (name: string, text: string): number => {
    const part = JSON.stringify([name, text]);
    let number = numbers.get(part);
    if (number === undefined) {
      number = parts.length;
      numbers.set(part, number);
      parts.push(part);
    }
    return number;
  };
  const nodes = [...fingerprints]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { hash, own, parts: all }]) => {
      const list = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
      return JSON.stringify([path, hash, own, list.map(([name, text]) => numberOf(name, text))]);
    });
  return `{"version":${VERSION},"parts":[${parts.join(',')}],"nodes":[${nodes.join(',')}]}`;
}

/** Takes back what {@link fingerprintsToJson} gave; undefined for that of another version, and for anything else. */
export function fingerprintsFromJson(text: string): Fingerprints | undefined {
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isSaved(saved)) return undefined;
  const found = new Map<string, Fingerprint>();
  for (const [path, hash, own, numbers] of saved.nodes) {
    const parts = numbers.flatMap((number) => {
      const part = saved.parts[number];
      return part ? [part] : [];
    });
    found.set(path, { hash, own, parts: new Map(parts) });
  }
  return found;
}

interface Saved {
  readonly version: number;
  readonly parts: readonly (readonly [string, string])[];
  readonly nodes: readonly (readonly [string, string, string, readonly number[]])[];
}

function isSaved(value: unknown): value is Saved {
  const { version, parts, nodes } = (value ?? {}) as Record<string, unknown>;
  const isTexts = (list: readonly unknown[]): boolean => list.every((t) => typeof t === 'string');
  return (
    version === VERSION &&
    Array.isArray(parts) &&
    parts.every((part: unknown) => Array.isArray(part) && part.length === 2 && isTexts(part)) &&
    Array.isArray(nodes) &&
    nodes.every(
      (node: unknown) =>
        Array.isArray(node) &&
        isTexts(node.slice(0, 3)) &&
        Array.isArray(node[3]) &&
        node.length === 4,
    )
  );
}
