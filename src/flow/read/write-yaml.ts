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

/** A value as YAML, as {@link writeYaml} does it. */
export function writeYamlValue(value: Value): string {
  return write(valueNode(value));
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

function valueNode(value: Value): Node {
  if (Array.isArray(value)) return listNode((value as readonly Value[]).map(valueNode));
  if (!isObject(value)) return scalarNode(value as ScalarTree['value']);
  return mapNode(Object.entries(value).map(([key, item]) => [key, valueNode(item)]));
}

function listNode(items: Node[]): Node {
  const tag = 'tag:yaml.org,2002:seq';
  return { kind: 'sequence', tag, tagged: false, style: COLLECTION_STYLE.BLOCK, items };
}

function mapNode(entries: readonly (readonly [string, Node])[]): Node {
  const items = entries.map(([key, value]) => ({ key: scalarNode(key), value }));
  const tag = 'tag:yaml.org,2002:map';
  return { kind: 'mapping', tag, tagged: false, style: COLLECTION_STYLE.BLOCK, items };
}

/** JSON in a text, which would be hard to read with a backslash before each of its quotes. */
const JSON_TEXT = /^[{[][\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\uffef]*$/u;

/** Line breaks for YAML 1.1 only, what looks like a space or nothing, the markers of documents. */
const QUOTED = /[\r\u0085\u2028\u2029\ufeff]|^[^\S\n]|^(?:---|\.\.\.)/;

function scalarNode(value: ScalarTree['value']): Node {
  if (typeof value !== 'string') {
    const text = plainText(value);
    const tag = `tag:yaml.org,2002:${tagOf(value, text)}`;
    return { kind: 'scalar', tag, tagged: false, style: SCALAR_STYLE.PLAIN, value: text };
  }
  const plain = resolveScalar(value) === value && readYaml11(value).kind === 'text';
  if (JSON_TEXT.test(value)) {
    const style = SCALAR_STYLE.SINGLE_QUOTED;
    return { kind: 'scalar', tag: 'tag:yaml.org,2002:str', tagged: false, style, value };
  }
  const style = QUOTED.test(value) || !plain ? SCALAR_STYLE.DOUBLE_QUOTED : SCALAR_STYLE.PLAIN;
  return { kind: 'scalar', tag: 'tag:yaml.org,2002:str', tagged: false, style, value };
}

function tagOf(value: null | boolean | number | bigint, text: string): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  return /^-?\d+$/.test(text) ? 'int' : 'float';
}
