import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { GivenValue } from '../flow/parameters/bind-parameters.ts';
import type { Flow, Parameter } from '../flow/flow.ts';

/** A flow with those that its nodes run, by the nodes' ids. */
export interface FlowTree {
  readonly flow: Flow;
  readonly subFlows: ReadonlyMap<string, FlowTree>;
  /** The folder of its file, absolute. */
  readonly folder: string;
}

/** Parameters' values by name, as given by whoever runs a flow. */
export type GivenParameters = ReadonlyMap<string, GivenValue>;

/** Reads the text of one flow; undefined where it is none. */
export type FlowReader = (
  source: SourceFile,
  give: (parameters: readonly Parameter[]) => GivenParameters | Promise<GivenParameters>,
  reportParameter: (diagnostic: Diagnostic) => void,
) => Promise<{ readonly flow: Flow; readonly hasNodes: boolean } | undefined>;
