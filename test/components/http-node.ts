import { SourceFile } from '../../src/diagnostics/source-file.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Context, PortValues, World } from '../../src/engine/component.ts';
import { httpRequest, type HttpRequestDefaults } from '../../src/components/http-request.ts';
import type { FlowNode, FlowTemplate } from '../../src/flow/flow.ts';
import { parseTextTemplate } from '../../src/flow/text-template.ts';
import type { MapTree, ScalarTree, Tree } from '../../src/flow/tree.ts';
import { objectOf, own, type Value, type ValueObject } from '../../src/flow/value.ts';
import type { Door } from '../../src/http/door.ts';

const file = new SourceFile('test.yaml', '');
const location = { file, start: 0, end: 0 };

function scalar(value: ScalarTree['value']): ScalarTree {
  return { kind: 'scalar', value, location, quoted: false, textStart: 0 };
}

function treeOf(value: Value): Tree {
  if (Array.isArray(value)) {
    return { kind: 'list', items: (value as readonly Value[]).map(treeOf), location };
  }
  if (typeof value === 'object' && value !== null) return mapOf(value as ValueObject);
  return scalar(value);
}

/** A plain object as the tree that reading a file would give. */
export function mapOf(value: ValueObject): MapTree {
  const entries = Object.entries(value).map(([key, inner]) => ({
    key: scalar(key),
    value: treeOf(inner),
  }));
  return { kind: 'map', entries, location };
}

/** Every text in a config as a template, by path. */
function templatesOf(value: Value, path: string, into: Map<string, FlowTemplate>): void {
  if (typeof value === 'string') {
    const parsed = parseTextTemplate(value);
    if ('template' in parsed) into.set(path, { template: parsed.template, tree: scalar(value) });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries<Value>(value)) {
      templatesOf(inner, path === '' ? key : `${path}.${key}`, into);
    }
  }
}

/** An HTTPRequest node with a config. */
export function httpNode(config: Readonly<Record<string, Value>>): FlowNode {
  const templates = new Map<string, FlowTemplate>();
  templatesOf(config, '', templates);
  return {
    id: 'http',
    type: 'HTTPRequest',
    nodeType: undefined,
    location,
    idLocation: location,
    typeLocation: location,
    config: objectOf(Object.entries(config)),
    configTree: mapOf(config),
    expressions: new Map(),
    templates,
    inputs: [],
    retry: undefined,
    timeout: undefined,
    onError: { kind: 'fail' },
  };
}

export interface HttpRun {
  readonly config: Readonly<Record<string, Value>>;
  /** As `inputs:` would bind them. */
  readonly inputs?: PortValues;
  readonly scope?: Readonly<Record<string, Value>>;
  readonly defaults?: HttpRequestDefaults;
  readonly signal?: AbortSignal;
  /** The idempotency key of its work. */
  readonly key?: string;
}

/** Runs an HTTPRequest once, with inputs bound as the engine binds them. */
export async function runHttp(door: Door, run: HttpRun): Promise<PortValues> {
  const { config, inputs = {}, scope = {}, defaults, signal, key = 'run:http' } = run;
  const type = httpRequest(door, defaults);
  const node = httpNode(config);
  const bound: Record<string, PortValues[string]> = { ...inputs };
  for (const { name } of type.inputs(node.config)) {
    const configured = own(node.config, name);
    if (!Object.hasOwn(bound, name) && configured !== undefined) bound[name] = configured;
  }
  const context = {
    signal: signal ?? new AbortController().signal,
    idempotencyKey: key,
    scope: { lookup: (name: string) => own(scope, name), names: () => Object.keys(scope) },
  };
  return type.create(node, {} as World).run(bound, context as unknown as Context);
}

/** What `validate` finds in a config. */
export function findingsIn(door: Door, config: Readonly<Record<string, Value>>): Diagnostic[] {
  const found: Diagnostic[] = [];
  httpRequest(door).check?.(httpNode(config), (diagnostic) => found.push(diagnostic));
  return found;
}
