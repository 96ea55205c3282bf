import { nearestOrPart, sameButForm } from '../../diagnostics/nearest.ts';
import type { Report } from '../../diagnostics/diagnostic.ts';
import { message, type Message } from '../../messages/message.ts';
import { Fields } from './fields.ts';
import type { FlowExpression, FlowNode, FlowTemplate, Retry } from '../flow.ts';
import { markedFields, type NodeType, type NodeTypes } from '../node-type.ts';
import { parseExpressionField, parseNamedExpressions } from './parse-expression-field.ts';
import { respelled } from '../read/scalar-fixes.ts';
import { parseTextTemplate } from '../text-template.ts';
import {
  entry,
  objectValueOf,
  placeIn,
  type MapTree,
  type ScalarTree,
  type Tree,
} from '../tree.ts';
import { objectOf } from '../value.ts';

/** The keys of a node. */
export const nodeKeys = [
  'id',
  'type',
  'name',
  'description',
  'config',
  'inputs',
  'retry',
  'timeout',
  'on_error',
  'cache',
] as const;
/** Keys of the flow around the nodes that no node has. */
const outerKeys = ['parameters', 'nodes', 'edges', 'outputs', 'defaults'];
export const retryKeys = ['max_attempts', 'delay', 'backoff', 'jitter', 'when'] as const;
/** Words that `on_error` uses. */
const reservedIds = ['fail', 'continue'];
const idPattern = /^[\p{L}\p{N}_-]+$/u;

/** What `defaults:` gives to every node that does work. */
export interface Defaults {
  readonly retry: Retry | undefined;
  readonly timeout: number | undefined;
}

/** Reads `defaults:`. */
export function parseDefaults(map: MapTree | undefined, report: Report): Defaults {
  if (!map) return { retry: undefined, timeout: undefined };
  const fields = new Fields(map, report);
  fields.warnUnknown(['retry', 'timeout'], 'key-unknown/defaults');
  return { retry: parseRetry(fields, report), timeout: parseTimeout(fields) };
}

/** Reads one node; undefined where it has no id or no type. */
export function parseNode(
  map: MapTree,
  types: NodeTypes,
  defaults: Defaults,
  report: Report,
): FlowNode | undefined {
  const fields = new Fields(map, report);
  fields.warnUnknown(nodeKeys, 'key-unknown/node', (key) => rightPlace(key, fields, types));
  const id = parseId(fields, report);
  const typeTree = fields.tree('type');
  const type = fields.text('type');
  if (!typeTree) {
    report({
      severity: 'error',
      code: 'node-type-missing',
      message: message('node-type-missing', { node: id ? String(id.value) : '?' }),
      location: id?.location ?? map.location,
      hint: message('node-type-missing/hint'),
    });
  }
  const knownType = type && findType(type, types, report);
  const nodeType = fields.tree('config')?.kind === 'unknown' ? undefined : knownType;
  const work = nodeType?.role === 'work' || nodeType?.role === 'flow';
  const configTree = fields.object('config');
  const inputs = parseNamedExpressions(fields.object('inputs'), report);
  const retry = parseRetry(fields, report) ?? (work ? defaults.retry : undefined);
  const timeout = parseTimeout(fields) ?? (work ? defaults.timeout : undefined);
  const cache = fields.boolean('cache');
  const onError = parseOnError(fields);
  const expressions = new Map<string, FlowExpression>();
  const templates = new Map<string, FlowTemplate>();
  if (nodeType && configTree) {
    parseMarked(nodeType, configTree, { expressions, templates }, report);
  }
  if (!id || !type) return undefined;
  return {
    id: String(id.value),
    type: String(type.value),
    nodeType,
    location: map.location,
    idLocation: id.location,
    typeLocation: type.location,
    config: configTree ? objectValueOf(configTree) : objectOf([]),
    configTree,
    expressions,
    templates,
    inputs,
    retry,
    timeout,
    cache,
    cacheLocation: entry(map, 'cache')?.key.location,
    onError,
  };
}

/** Where a key belongs that is known a level further in or out: what is wrong is mostly the indentation. */
function rightPlace(key: string, fields: Fields, types: NodeTypes): Message | undefined {
  const type = fields.tree('type');
  const config = type?.kind === 'scalar' ? types.get(String(type.value))?.config : undefined;
  if (config && Object.hasOwn(config, key)) return message('key-unknown/config-hint');
  return outerKeys.includes(key) ? message('key-unknown/flow-hint') : undefined;
}

function parseId(fields: Fields, report: Report): ScalarTree | undefined {
  if (!fields.tree('id')) {
    report({
      severity: 'error',
      code: 'node-id-missing',
      message: message('node-id-missing'),
      location: fields.map.location,
      hint: message('node-id-missing/hint'),
    });
    return undefined;
  }
  const id = fields.text('id');
  if (!id) return undefined;
  const text = String(id.value);
  const reserved = reservedIds.includes(text);
  if (reserved || !idPattern.test(text)) {
    const suggestion = text.replace(/[^\p{L}\p{N}_-]+/gu, '_').replace(/^_+|_+$/g, '') || 'node_1';
    report({
      severity: 'error',
      code: reserved ? 'node-id-reserved' : 'node-id-invalid',
      message: message(reserved ? 'node-id-reserved' : 'node-id-invalid', { id: text }),
      location: id.location,
      hint: message('node-id/hint', { suggestion: reserved ? `${text}_node` : suggestion }),
    });
  }
  return id;
}

function findType(scalar: ScalarTree, types: NodeTypes, report: Report): NodeType | undefined {
  const name = String(scalar.value);
  const type = types.get(name);
  if (type) return type;
  const planned = types.planned(name);
  const near = nearestOrPart(name, types.names());
  report({
    severity: 'error',
    code: planned ? 'node-type-not-yet' : 'unknown-node-type',
    message: message(planned ? 'node-type-not-yet' : 'unknown-node-type', { type: name }),
    location: scalar.location,
    hint: planned
      ? message('node-type-not-yet/hint')
      : near
        ? message('did-you-mean', { name: near })
        : message('unknown-node-type/hint', { known: types.names() }),
    ...respelled(scalar, sameButForm(name, types.names())),
  });
  return undefined;
}

function parseTimeout(fields: Fields): number | undefined {
  return fields.number('timeout', 0.001, Infinity, 'kind/seconds');
}

function parseRetry(fields: Fields, report: Report): Retry | undefined {
  const map = fields.object('retry', 'kind/retry');
  if (!map) return undefined;
  const retry = new Fields(map, report);
  retry.warnUnknown(retryKeys, 'key-unknown/retry');
  const when = retry.tree('when');
  return {
    maxAttempts: retry.integer('max_attempts', 1) ?? 3,
    delay: retry.number('delay', 0, Infinity, 'kind/seconds') ?? 1,
    backoff: retry.number('backoff', 1) ?? 2,
    jitter: retry.number('jitter', 0, 1) ?? 0,
    when: when && parseExpressionField(when, report),
  };
}

function parseOnError(fields: Fields): FlowNode['onError'] {
  const scalar = fields.text('on_error');
  const text = scalar ? String(scalar.value) : 'fail';
  if (!scalar || text === 'fail') return { kind: 'fail' };
  if (text === 'continue') return { kind: 'continue' };
  return { kind: 'node', id: text, location: scalar.location };
}

interface Marked {
  readonly expressions: Map<string, FlowExpression>;
  readonly templates: Map<string, FlowTemplate>;
}

/** Parses the texts in the config that the type declares as expressions or templates. */
function parseMarked(type: NodeType, config: MapTree, parts: Marked, report: Report): void {
  for (const { path, tree, field } of markedFields(type.config, config)) {
    if (field.expression) parts.expressions.set(path, parseExpressionField(tree, report));
    if (field.template) parseTemplates(path, tree, parts.templates, report);
  }
}

function parseTemplates(
  path: string,
  tree: Tree,
  into: Map<string, FlowTemplate>,
  report: Report,
): void {
  if (tree.kind === 'list') {
    for (const [n, item] of tree.items.entries())
      parseTemplates(`${path}.${n}`, item, into, report);
  } else if (tree.kind === 'map') {
    for (const { key, value } of tree.entries) {
      parseTemplates(`${path}.${String(key.value)}`, value, into, report);
    }
  }
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return;
  const result = parseTextTemplate(tree.value);
  if ('template' in result) {
    into.set(path, { template: result.template, tree });
    return;
  }
  const { code, message: text, hint, start, end } = result.problem;
  report({
    severity: 'error',
    code,
    message: text,
    location: placeIn(tree, start, end),
    ...(hint && { hint }),
  });
}
