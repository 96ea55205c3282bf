import type { Location } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { Expression } from './expression/expression.ts';
import type { NodeType } from './node-type.ts';
import type { TextTemplate } from './text-template.ts';
import type { MapTree, ParameterType, ScalarTree } from './tree.ts';
import type { Value, ValueObject } from './value.ts';

/** A flow as its file says it, instantiated: placeholders are filled, texts that are expressions are parsed. */
export interface Flow {
  readonly file: SourceFile;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly parameters: readonly Parameter[];
  /** Values of the parameters after instantiation; unknown ones are absent. */
  readonly parameterValues: ValueObject;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  /** What the flow returns, where it says so. */
  readonly outputs: readonly NamedExpression[];
  /** The parameters, and `env.NAME`, that placeholders stand for; undefined where nobody has looked. */
  readonly placeholders?: ReadonlySet<string> | undefined;
  /** Ids, types or links depend on a parameter that has no value yet (see is-partial.ts). */
  readonly isPartial?: boolean;
}

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
  readonly default?: Value;
  readonly description?: string;
  readonly enum?: readonly Value[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly secret: boolean;
  /** The environment variable that gives it where nobody else does. */
  readonly env?: string;
  readonly location: Location;
}

/** An expression with the scalar it stands in, so that a place in it is a place in the file. */
export interface FlowExpression {
  /** Undefined where its text could not be parsed (a finding says so) or is not known yet. */
  readonly expression: Expression | undefined;
  readonly tree: ScalarTree;
}

export interface NamedExpression extends FlowExpression {
  readonly name: string;
  readonly nameLocation: Location;
}

export interface FlowNode {
  readonly id: string;
  readonly type: string;
  /** Undefined for an unknown type (a finding says so), and while the config as a whole has no value yet. */
  readonly nodeType: NodeType | undefined;
  readonly location: Location;
  readonly idLocation: Location;
  readonly typeLocation: Location;
  readonly config: ValueObject;
  readonly configTree: MapTree | undefined;
  /** The config's expressions by path: `conditions.0.expression`. */
  readonly expressions: ReadonlyMap<string, FlowExpression>;
  /** The config's `{name}` templates by path. */
  readonly templates: ReadonlyMap<string, FlowTemplate>;
  /** `inputs:` */
  readonly inputs: readonly NamedExpression[];
  readonly retry: Retry | undefined;
  /** Seconds for each attempt. */
  readonly timeout: number | undefined;
  /** Whether results of earlier runs may stand for its own; undefined: as whoever runs the flow likes. */
  readonly cache?: boolean | undefined;
  /** Of the key `cache`. */
  readonly cacheLocation?: Location | undefined;
  /** What a failure does: fails the run, goes on, or goes to the node of that id. */
  readonly onError: { readonly kind: 'fail' | 'continue' } | ErrorHandler;
}

export interface ErrorHandler {
  readonly kind: 'node';
  readonly id: string;
  readonly location: Location;
}

export interface FlowTemplate {
  readonly template: TextTemplate;
  readonly tree: ScalarTree;
}

/** Seconds; `backoff` multiplies the delay after each attempt; `jitter` (0 to 1) spreads it at random. */
export interface Retry {
  readonly maxAttempts: number;
  readonly delay: number;
  readonly backoff: number;
  readonly jitter: number;
  readonly when: FlowExpression | undefined;
}

export interface FlowEdge {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly condition: FlowExpression | undefined;
  readonly location: Location;
}

export interface Endpoint {
  readonly node: string;
  /** `text` of `llm.text`. */
  readonly port: string | undefined;
  readonly location: Location;
}
