import type { Report } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import { Fields } from './fields.ts';
import type { Endpoint, Flow, FlowEdge, FlowNode, Parameter } from '../flow.ts';
import type { NodeTypes } from '../node-type.ts';
import { isPartial } from './is-partial.ts';
import { parseExpressionField, parseNamedExpressions } from './parse-expression-field.ts';
import { parseDefaults, parseNode } from './parse-node.ts';
import { colonHint } from '../read/colon-hint.ts';
import { placeIn, type ListTree, type MapTree, type ScalarTree } from '../tree.ts';
import type { ValueObject } from '../value.ts';

/** The keys of a flow. */
export const flowKeys = [
  'name',
  'description',
  'version',
  'parameters',
  'nodes',
  'edges',
  'outputs',
  'defaults',
] as const;
export const edgeKeys = ['from', 'to', 'condition'] as const;
/** What other tools call them. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ['source', 'from'],
  ['target', 'to'],
  ['when', 'condition'],
  ['if', 'condition'],
]);

/** What instantiation has made of the parameters. */
export interface Parsing {
  readonly types: NodeTypes;
  readonly parameters: readonly Parameter[];
  readonly parameterValues: ValueObject;
  /** See {@link Flow.placeholders}. */
  readonly placeholders?: ReadonlySet<string>;
}

/**
 * Reads an instantiated tree as a flow. What is wrong in itself (kinds, missing keys, ids, expressions) is reported
 * here; what is wrong together is for the rules. Parts that cannot be read are left out.
 */
export function parseFlow(tree: MapTree, context: Parsing, report: Report): Flow {
  const fields = new Fields(tree, report);
  fields.warnUnknown(flowKeys, 'key-unknown/flow');
  const nodes = fields.list('nodes');
  if (!nodes || nodes.items.length === 0) {
    if (nodes || !fields.tree('nodes')) {
      report({
        severity: 'error',
        code: 'nodes-missing',
        message: message('nodes-missing'),
        location: nodes?.location ?? tree.entries[0]?.key.location ?? tree.location,
        hint: message('nodes-missing/hint'),
      });
    }
  }
  const edgeList = fields.list('edges');
  const edges = parseEdges(edgeList, report);
  return {
    file: tree.location.file,
    name: textValue(fields.text('name')),
    description: textValue(fields.text('description')),
    version: textValue(fields.text('version')),
    parameters: context.parameters,
    parameterValues: context.parameterValues,
    placeholders: context.placeholders,
    nodes: parseNodes(nodes, fields.object('defaults'), context.types, report),
    edges,
    outputs: parseNamedExpressions(fields.object('outputs'), report),
    // What an edge that can't be read would lead to is not missing.
    isPartial: isPartial(tree) || edges.length < (edgeList?.items.length ?? 0),
  };
}

function textValue(scalar: ScalarTree | undefined): string | undefined {
  return scalar && String(scalar.value);
}

function parseNodes(
  list: ListTree | undefined,
  defaultsTree: MapTree | undefined,
  types: NodeTypes,
  report: Report,
): FlowNode[] {
  const defaults = parseDefaults(defaultsTree, report);
  const nodes: FlowNode[] = [];
  for (const map of maps(list, 'node-not-a-map', report)) {
    const node = parseNode(map, types, defaults, report);
    if (node) nodes.push(node);
  }
  return nodes;
}

function parseEdges(list: ListTree | undefined, report: Report): FlowEdge[] {
  const edges: FlowEdge[] = [];
  for (const map of maps(list, 'edge-not-a-map', report)) {
    const fields = new Fields(map, report);
    fields.warnUnknown(edgeKeys, 'key-unknown/edge', undefined, otherWords);
    reportMissingEnds(fields, report);
    const from = endpoint(fields, 'from');
    const to = endpoint(fields, 'to');
    const condition = fields.tree('condition');
    const parsed = condition && parseExpressionField(condition, report);
    if (from && to) edges.push({ from, to, condition: parsed, location: map.location });
  }
  return edges;
}

function reportMissingEnds(fields: Fields, report: Report): void {
  const [field, other] = ['from', 'to'].filter((name) => !fields.tree(name));
  if (field === undefined) return;
  report({
    severity: 'error',
    code: 'edge-incomplete',
    message: message(other === undefined ? 'edge-incomplete' : 'edge-incomplete/both', { field }),
    location: fields.map.location,
    hint: message('edge-incomplete/hint'),
  });
}

/** `node` or `node.port`. */
function endpoint(fields: Fields, name: 'from' | 'to'): Endpoint | undefined {
  const scalar = fields.text(name, 'kind/edge-end');
  if (!scalar) return undefined;
  const text = String(scalar.value);
  const dot = text.indexOf('.');
  if (dot < 0) return { node: text, port: undefined, location: scalar.location };
  return {
    node: text.slice(0, dot),
    port: text.slice(dot + 1),
    location: placeIn(scalar, 0, text.length),
  };
}

function maps(
  list: ListTree | undefined,
  code: 'node-not-a-map' | 'edge-not-a-map',
  report: Report,
): MapTree[] {
  const found: MapTree[] = [];
  for (const item of list?.items ?? []) {
    if (item.kind === 'map') found.push(item);
    else if (item.kind !== 'unknown') {
      report({
        severity: 'error',
        code,
        message: message(code),
        location: item.location,
        hint: message(colonHint(item) ?? `${code}/hint`),
      });
    }
  }
  return found;
}
