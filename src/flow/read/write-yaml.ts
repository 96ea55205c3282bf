import { COLLECTION_STYLE, DUMP_SCHEMA, present, SCALAR_STYLE, type Node } from 'js-yaml';
import { plainText } from './plain-text.ts';
import { resolveScalar } from './resolve-scalar.ts';
import { readYaml11 } from './yaml-1-1.ts';
import { keyText, type ScalarTree, type Tree } from '../tree.ts';
import { isObject, type Value } from '../value.ts';

/**
 * A tree as YAML that reads back as the same under YAML 1.2 and under 1.1 as PyYAML reads it: a text that one of them
 * would take for something else is quoted. Texts of several lines become blocks, aliases are written out, an
 * unknown part is null.
 */
export function writeYaml(tree: Tree): string {
  return write(treeNode(tree));
}

/** A value as YAML, as {@link writeYaml} does it. The objects and lists of which `isFlat` is true stand on one line each. */
export function writeYamlValue(value: Value, isFlat: (part: Value) => boolean = never): string {
  return write(valueNode(value, isFlat, false));
}

function never(): boolean {
  return false;
}

function write(contents: Node): string {
  // What the indentation of a block means is understood differently when nothing stands around it.
  if (contents.kind === 'scalar' && contents.value.includes('\n')) {
    contents.style = SCALAR_STYLE.DOUBLE_QUOTED;
  }
  const options = { schema: DUMP_SCHEMA, lineWidth: -1, quoteStyle: 'double' } as const;
  return present([{ contents, directives: [] }], options);
}

function treeNode(tree: Tree): Node {
  switch (tree.kind) {
    case 'unknown':
      return scalarNode(null);
    case 'scalar':
      return scalarNode(tree.value);
    case 'list':
      return listNode(tree.items.map(treeNode));
    case 'map':
      return mapNode(tree.entries.map(({ key, value }) => [keyText(key), treeNode(value)]));
  }
}

function valueNode(value: Value, isFlat: (part: Value) => boolean, inFlat: boolean): Node {
  const flat = inFlat || isFlat(value);
  const style = flat ? COLLECTION_STYLE.FLOW : COLLECTION_STYLE.BLOCK;
  const part = (item: Value): Node => valueNode(item, isFlat, flat);
  if (Array.isArray(value)) return listNode((value as readonly Value[]).map(part), style);
  if (!isObject(value)) return scalarNode(value as ScalarTree['value'], flat);
  const entries = Object.entries(value).map(([key, item]) => [key, part(item)] as const);
  return mapNode(entries, style);
}

type CollectionStyle = (typeof COLLECTION_STYLE)[keyof typeof COLLECTION_STYLE];

function listNode(items: Node[], style: CollectionStyle = COLLECTION_STYLE.BLOCK): Node {
  const tag = 'tag:yaml.org,2002:seq';
  return { kind: 'sequence', tag, tagged: false, style, items };
}

function mapNode(
  entries: readonly (readonly [string, Node])[],
  style: CollectionStyle = COLLECTION_STYLE.BLOCK,
): Node {
  const items = entries.map(([key, value]) => ({ key: scalarNode(key), value }));
  const tag = 'tag:yaml.org,2002:map';
  return { kind: 'mapping', tag, tagged: false, style, items };
}

/** Line breaks for YAML 1.1 only, what looks like a space or nothing, the markers of documents. */
const QUOTED = /[\r\u0085\u2028\u2029\ufeff]|^[^\S\n]|^(?:---|\.\.\.)/;

function scalarNode(value: ScalarTree['value'], flat = false): Node {
  if (typeof value !== 'string') {
    const text = plainText(value);
    const tag = `tag:yaml.org,2002:${tagOf(value, text)}`;
    return { kind: 'scalar', tag, tagged: false, style: SCALAR_STYLE.PLAIN, value: text };
  }
  const plain = resolveScalar(value) === value && readYaml11(value).kind === 'text';
  const quoted = QUOTED.test(value) || !plain || (flat && value.includes('\n'));
  const style = quoted ? SCALAR_STYLE.DOUBLE_QUOTED : SCALAR_STYLE.PLAIN;
  return { kind: 'scalar', tag: 'tag:yaml.org,2002:str', tagged: false, style, value };
}

function tagOf(value: null | boolean | number | bigint, text: string): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  return /^-?\d+$/.test(text) ? 'int' : 'float';
}
