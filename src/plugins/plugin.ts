import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { MapTree } from '../flow/tree.ts';
import type { ValueObject } from '../flow/value.ts';
import type { Requirement } from './requirement.ts';

/** A plugin as its folder and its config.yaml describe it. */
export interface Plugin {
  /** The folder's name. */
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  /** Its id where config.yaml says none. */
  readonly name: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly author: string | null;
  /** The class in plugin.py. */
  readonly className: string;
  readonly dependencies: readonly Requirement[];
  /** What `initialize` gets. */
  readonly config: ValueObject;
  /** As written. */
  readonly permissions: readonly string[];
  readonly limits: PluginLimits;
  /** config.yaml, for what is found later. */
  readonly manifest: MapTree;
}

/** What config.yaml asks for under `limits`, in the units of `SandboxRules`; what is missing has our own default. */
export interface PluginLimits {
  readonly memory?: number;
  readonly cpu?: number;
  readonly processes?: number;
  readonly file?: number;
}

/** A folder below plugins/ that is a plugin, or looks as if it should be one. */
export interface PluginFolder {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  /** Its config.yaml; undefined where it has none or it can't be read. */
  readonly source: SourceFile | undefined;
  readonly hasCode: boolean;
  /** What is wrong with it as a folder: a file is missing or can't be read. */
  readonly diagnostics: readonly Diagnostic[];
}
