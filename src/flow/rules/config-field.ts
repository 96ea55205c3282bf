import { sameButForm } from '../../diagnostics/nearest.ts';
import type { Diagnostic, Report } from '../../diagnostics/diagnostic.ts';
import { message, type Message } from '../../messages/message.ts';
import type { FlowNode } from '../flow.ts';
import type { ConfigField, NodeType, ValueType } from '../node-type.ts';
import { entry, keyText, type MapTree, type ScalarTree, type Tree } from '../tree.ts';
import { finding } from './finding.ts';
import { nearestOrAll } from './listed.ts';
import { quoted, renamed, respelled, unquoted } from '../read/scalar-fixes.ts';
import type { Rule } from './rule.ts';

type Fields = Readonly<Record<string, ConfigField>>;

/** Every node takes these. */
const common: Fields = { parallel: { type: 'boolean' } };

/** A config differs from what the node's type declares: unknown and missing keys, types, choices, ranges. */
export const configField: Rule = ({ flow, report }) => {
  for (const node of flow.nodes) {
    const { nodeType } = node;
    if (!nodeType) continue;
    // What a router lacks its own rules say.
    const isTold = ({ code }: Diagnostic): boolean =>
      code !== 'config-missing' || nodeType.role !== 'router';
    checkConfig(node, nodeType, (found) => {
      if (isTold(found)) report(found);
    });
  }
};

/** Reports where a node's config differs from what a type declares. */
export function checkConfig(node: FlowNode, type: NodeType, report: Report): void {
  const inputs = type.inputs(node.config);
  const isInput = (key: string): boolean => inputs.some(({ name }) => name === key);
  for (const key of Object.keys(type.config)) {
    // An input may come from elsewhere.
    if (!type.config[key]?.required || isInput(key) || has(node.configTree, key)) continue;
    const text = message('config-missing', { node: node.id, type: node.type, key });
    const hint = message('config-missing/hint', { key });
    report(finding('config-missing', node.typeLocation, text, hint));
  }
  for (const { key, value } of node.configTree?.entries ?? []) {
    const name = keyText(key);
    const field = fieldOf(type.config, name) ?? fieldOf(common, name);
    if (field) checkField(field, value, name, report);
    else if (!type.openConfig && !isInput(name)) {
      const text = message('config-key-unknown', { type: node.type, key: name });
      const ports = inputs.map((port) => port.name);
      const known = [...Object.keys({ ...type.config, ...common }), ...ports];
      const hint = nearestOrAll(name, known, 'known/config');
      const found = finding('config-key-unknown', key.location, text, hint);
      report({ ...found, ...renamed(key, sameButForm(name, known), node.configTree) });
    }
  }
}

function fieldOf(fields: Fields, name: string): ConfigField | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function has(tree: MapTree | undefined, key: string): boolean {
  const value = entry(tree, key)?.value;
  return value !== undefined && !isNull(value);
}

function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/** Reports where a value, which stands under a key, differs from what a field declares. */
export function checkField(
  field: ConfigField | undefined,
  tree: Tree,
  key: string,
  report: Report,
): void {
  // A key without a value is no more than a missing one.
  if (!field || tree.kind === 'unknown' || isNull(tree)) return;
  if (field.expression) return;
  const types = typeof field.type === 'string' ? [field.type] : field.type;
  if (!fits(tree, field, types)) {
    report(wrongType(tree, key, types));
    return;
  }
  switch (tree.kind) {
    case 'scalar':
      checkEnum(field, tree, key, report);
      checkRange(field, tree, key, report);
      return;
    case 'list':
      for (const item of tree.items) checkField(field.items, item, key, report);
      return;
    case 'map':
      checkMap(field, tree, key, report);
  }
}

function checkMap(
  { fields = {}, values }: ConfigField,
  tree: MapTree,
  key: string,
  report: Report,
): void {
  const known = Object.keys(fields);
  for (const inner of known) {
    if (!fields[inner]?.required || has(tree, inner)) continue;
    const location = tree.entries[0]?.key.location ?? tree.location;
    const text = message('config-missing/inner', { outer: key, key: inner });
    report(finding('config-missing', location, text));
  }
  for (const { key: innerKey, value } of tree.entries) {
    const inner = keyText(innerKey);
    const field = fieldOf(fields, inner) ?? values;
    if (field) checkField(field, value, inner, report);
    else if (known.length > 0) {
      const text = message('config-key-unknown/inner', { outer: key, key: inner });
      const hint = nearestOrAll(inner, known, 'known/config');
      const found = finding('config-key-unknown', innerKey.location, text, hint);
      report({ ...found, ...renamed(innerKey, sameButForm(inner, known), tree) });
    }
  }
}

function fits(
  tree: Exclude<Tree, { kind: 'unknown' }>,
  field: ConfigField,
  types: readonly ValueType[],
): boolean {
  // A node's id may look like a number.
  if (field.node && tree.kind === 'scalar') return true;
  const kind = kindOf(tree);
  return types.some(
    (type) => type === 'any' || type === kind || (type === 'number' && kind === 'integer'),
  );
}

function kindOf(tree: Exclude<Tree, { kind: 'unknown' }>): ValueType {
  if (tree.kind !== 'scalar') return tree.kind === 'list' ? 'list' : 'object';
  const { value } = tree;
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

function wrongType(
  tree: Exclude<Tree, { kind: 'unknown' }>,
  key: string,
  types: readonly ValueType[],
): ReturnType<typeof finding> {
  const found = kindOf(tree);
  const values = { key, found, types: types.join(' | ') };
  const text =
    tree.kind === 'scalar'
      ? message('config-type', { ...values, value: brief(tree) })
      : message('config-type/compound', values);
  const hint = quotesHint(tree, types);
  const fix = hint?.key === 'config-type/quote' ? quoted : unquoted;
  const wrong = finding('config-type', tree.location, text, hint);
  return hint && tree.kind === 'scalar' ? { ...wrong, ...fix(tree) } : wrong;
}

/** Often only the quotes are wrong. */
function quotesHint(tree: Tree, types: readonly ValueType[]): Message | undefined {
  if (tree.kind !== 'scalar') return undefined;
  if (types.includes('string')) return message('config-type/quote');
  const text = typeof tree.value === 'string' ? tree.value.trim() : '';
  const isNumber = text !== '' && Number.isFinite(Number(text));
  const wanted = isNumber && types.some((type) => type === 'integer' || type === 'number');
  const isBoolean = types.includes('boolean') && /^(true|false)$/i.test(text);
  return tree.quoted && (wanted || isBoolean) ? message('config-type/unquote') : undefined;
}

function brief({ value }: ScalarTree): string {
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function checkEnum(field: ConfigField, tree: ScalarTree, key: string, report: Report): void {
  if (!field.enum || field.enum.includes(String(tree.value))) return;
  const text = message('config-enum', { key, value: brief(tree) });
  const hint = nearestOrAll(String(tree.value), field.enum, 'known/values');
  const found = finding('config-enum', tree.location, text, hint);
  report({ ...found, ...respelled(tree, sameButForm(String(tree.value), field.enum)) });
}

function checkRange(field: ConfigField, tree: ScalarTree, key: string, report: Report): void {
  const { minimum = -Infinity, maximum = Infinity } = field;
  const { value } = tree;
  if (typeof value !== 'number' && typeof value !== 'bigint') return;
  if (value >= minimum && value <= maximum) return;
  const bounds =
    minimum === -Infinity
      ? 'config-range/at-most'
      : maximum === Infinity
        ? 'config-range/at-least'
        : 'config-range';
  const text = message(bounds, { key, value: String(value), minimum, maximum });
  report(finding('config-range', tree.location, text));
}
