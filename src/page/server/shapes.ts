/** What the server answers, as far as the page reads it (src/server/openapi/schemas.ts). */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export type RunStatus =
  'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';

export interface FlowSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly valid: boolean;
}

export interface FlowList {
  readonly workflows: readonly FlowSummary[];
  /** The id of the flow that one can chat with. */
  readonly chat: string | null;
}

/** The part of JSON Schema that the server uses for parameters and inputs. */
export interface FieldSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** A secret. */
  readonly writeOnly?: boolean;
}

export interface FormSchema {
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required: readonly string[];
}

export interface FlowNode {
  readonly id: string;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly {
    readonly name: string;
    readonly title?: string;
    readonly description?: string;
    readonly placeholder?: string;
  }[];
}

export interface FlowDetail extends FlowSummary {
  readonly parameters: FormSchema;
  readonly inputs: FormSchema;
  readonly nodes: readonly FlowNode[];
  readonly problems: readonly {
    readonly severity: 'error' | 'warning' | 'info';
    readonly code: string;
    readonly message: string;
  }[];
}

export interface RunSummary {
  readonly run_id: string;
  readonly workflow_id: string | null;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly started_at: string;
  readonly duration_ms: number | null;
  readonly user_id: string | null;
}

export interface RunDetail extends RunSummary {
  readonly inputs: JsonObject;
  readonly parameters: JsonObject;
  readonly outputs: JsonObject | null;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly node: string | null;
  } | null;
}

export interface RunList {
  readonly runs: readonly RunSummary[];
  readonly next: string | null;
}

/** What is wrong with a field of a request. */
export interface FieldProblem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}
