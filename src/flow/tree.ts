import type { Location } from '../diagnostics/diagnostic.ts';
import { objectOf, type Value, type ValueObject } from './value.ts';

/**
 * A parsed text in which every value knows its place. Aliases (`*a`) share one tree, so a tree may be reached by
 * several ways; it never contains itself, and its size with all aliases written out is bounded by the reader.
 */
export type Tree = ScalarTree | ListTree | MapTree | UnknownTree;

export interface ScalarTree {
  readonly kind: 'scalar';
  readonly value: string | number | bigint | boolean | null;
  readonly location: Location;
  /** Written in quotes or as a block: then certainly meant as text. */
  readonly quoted: boolean;
  /**
   * The source offset of each UTF-16 unit of a text value, one more for its end, where value and source differ
   * (escapes, blocks, placeholders put in). Absent: the value stands in the source as it is, from `textStart`.
   */
  readonly offsets?: readonly number[];
  /** Source offset of the value's first character (behind an opening quote). */
  readonly textStart: number;
}

export interface ListTree {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly location: Location;
}

export interface MapTree {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly location: Location;
}

export interface MapEntry {
  readonly key: ScalarTree;
  readonly value: Tree;
}

/** The value of a parameter that nobody has given yet: only its type is known. No rule complains of it. */
export interface UnknownTree {
  readonly kind: 'unknown';
  readonly type: ParameterType;
  readonly location: Location;
}

export const parameterTypes = ['string', 'integer', 'number', 'boolean', 'list', 'object'] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** The value under a key of a map; undefined where the tree is no map or has no such key. */
export function child(tree: Tree | undefined, key: string): Tree | undefined {
  return entry(tree, key)?.value;
}

/** Key and value under a key of a map. */
export function entry(tree: Tree | undefined, key: string): MapEntry | undefined {
  if (tree?.kind !== 'map') return undefined;
  for (const found of tree.entries) {
    const { value } = found.key;
    if (value === key || (typeof value !== 'string' && String(value) === key)) return found;
  }
  return undefined;
}

/** A map key as text (`1:` is the key "1"). */
export function keyText(key: ScalarTree): string {
  return typeof key.value === 'string' ? key.value : String(key.value);
}

/** The place in the source of a stretch of a scalar's text value. */
export function placeIn(scalar: ScalarTree, start: number, end: number): Location {
  const { file } = scalar.location;
  if (!scalar.offsets) {
    return { file, start: scalar.textStart + start, end: scalar.textStart + end };
  }
  const last = scalar.offsets.length - 1;
  const at = (n: number): number => scalar.offsets?.[Math.min(n, last)] ?? scalar.location.end;
  return { file, start: at(start), end: Math.max(at(end), at(start)) };
}

/** Whether a tree holds a value that is not known yet. */
export function hasUnknown(tree: Tree): boolean {
  switch (tree.kind) {
    case 'unknown':
      return true;
    case 'scalar':
      return false;
    case 'list':
      return tree.items.some(hasUnknown);
    case 'map':
      return tree.entries.some((e) => hasUnknown(e.value));
  }
}

/** The plain value of a tree; an unknown part becomes null. */
export function valueOf(tree: Tree): Value {
  switch (tree.kind) {
    case 'unknown':
      return null;
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(valueOf);
    case 'map':
      return objectValueOf(tree);
  }
}

/** The plain value of a map. */
export function objectValueOf(tree: MapTree): ValueObject {
  const object = objectOf([]) as Record<string, Value>;
  for (const { key, value } of tree.entries) object[keyText(key)] = valueOf(value);
  return object;
}
