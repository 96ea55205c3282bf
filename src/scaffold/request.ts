import type { Language } from '../messages/message.ts';

export const componentKinds = [
  'basic',
  'async',
  'streaming',
  'stateful',
  'composite',
  'pluggable',
  'config',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

export const flowKinds = ['linear', 'router', 'loop', 'parallel'] as const;
export type FlowKind = (typeof flowKinds)[number];

interface Common {
  readonly name: string;
  /** The folder it goes into, relative to the project, with `/`; empty for the project itself. */
  readonly folder: string;
  /** That of the comments and pages. */
  readonly language: Language;
}

/** What somebody wants to be written, with everything filled in. It is kept, so that `update` can write it anew. */
export type ScaffoldRequest =
  ComponentRequest | PluginRequest | FlowRequest | TemplateRequest | ProjectRequest;

export interface ComponentRequest extends Common {
  readonly kind: 'component';
  readonly variant: ComponentKind;
  readonly displayName: string;
  readonly description: string;
  readonly icon: string;
  /** As written behind `--input` (see port.ts). */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly tests: boolean;
}

export interface PluginRequest extends Common {
  readonly kind: 'plugin';
  readonly version: string;
  readonly description: string;
  readonly author: string;
  readonly permissions: readonly string[];
  readonly dependencies: readonly string[];
  /** `key=value` or `key:=JSON`. */
  readonly config: readonly string[];
  readonly tests: boolean;
}

export interface FlowRequest extends Common {
  readonly kind: 'flow';
  readonly variant: FlowKind;
  readonly displayName: string;
  readonly description: string;
}

export interface TemplateRequest extends Common {
  readonly kind: 'template';
  readonly displayName: string;
  readonly description: string;
  /** `name:type` or `name:type=default` (see template-parameter.ts). */
  readonly parameters: readonly string[];
}

export interface ProjectRequest extends Common {
  readonly kind: 'project';
}
