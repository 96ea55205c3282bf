import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bindParameters, knownValues } from '../flow/parameters/bind-parameters.ts';
import type { Decoded } from '../flow/read/decode.ts';
import { expressionFields } from '../flow/parameters/expression-fields.ts';
import type { Parameter } from '../flow/flow.ts';
import { instantiate } from '../flow/parameters/instantiate.ts';
import type { NodeTypes } from '../flow/node-type.ts';
import { readParameters } from '../flow/parameters/parameters.ts';
import { parseFlow } from '../flow/parse/parse.ts';
import { readFlow } from '../flow/read/read.ts';
import { child, type MapTree } from '../flow/tree.ts';
import { validateFlow } from '../flow/validate.ts';
import type { Environment } from './language.ts';
import type { FlowReader, FlowTree, GivenParameters } from './flow-tree.ts';
import { maskFindings } from './mask-findings.ts';
import { SubFlows } from './sub-flows.ts';
import { typeNames } from './type-names.ts';

/** What flows are read with. */
export interface LoadContext {
  readonly types: NodeTypes;
  /** Makes the types of these names known as far as there are any, and gives what is wrong with them. */
  readonly prepare?: (names: readonly string[]) => Promise<readonly Diagnostic[]>;
  /** Reads the code that an instantiated flow has in its nodes; gives what keeps it from being read. */
  readonly readCode?: (tree: MapTree) => Promise<readonly Diagnostic[]>;
  readonly environment: Environment;
  /** The working directory: paths are shown relative to it. */
  readonly folder: string;
  /** A required parameter that nobody gives is not an error, but unknown. */
  readonly allowMissing: boolean;
}

export interface LoadedFlow {
  /** Undefined where the text is no flow at all. */
  readonly tree: FlowTree | undefined;
  /** Whether it has the key `nodes`, which makes a file a flow. */
  readonly hasNodes: boolean;
  /** All that is wrong with it and its sub-flows. */
  readonly diagnostics: readonly Diagnostic[];
  /** The errors about the values that were given, or not given, to its parameters. */
  readonly parameterErrors: readonly Diagnostic[];
  /** Values that nothing may show. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * The one way from a text to a flow that can be planned: read, bind the parameters, instantiate, parse, validate, and
 * the same for the flows that its nodes run. `absolute` is the path of its file, or of any name in the folder that its
 * paths are relative to. `give` is asked for the parameters' values once it is known which there are.
 */
export async function loadFlow(
  decoded: Decoded,
  absolute: string,
  give: (parameters: readonly Parameter[]) => GivenParameters | Promise<GivenParameters>,
  context: LoadContext,
): Promise<LoadedFlow> {
  const diagnostics: Diagnostic[] = [];
  const parameterErrors: Diagnostic[] = [];
  const secrets = new Set<string>();
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const isExpression = expressionFields(context.types);
  const { types, environment, allowMissing } = context;

  const read: FlowReader = async (text, giveValues, reportParameter) => {
    const tree = readFlow(text, report);
    if (!tree) return undefined;
    if (context.prepare) (await context.prepare(typeNames(tree))).forEach(report);
    const parameters = readParameters(tree, report);
    const given = await giveValues(parameters);
    const bound = bindParameters(parameters, given, environment, { allowMissing }, reportParameter);
    const filled = instantiate(tree, bound, isExpression, report);
    if (context.readCode) (await context.readCode(filled)).forEach(report);
    bound.secrets.forEach((secret) => secrets.add(secret));
    const flow = parseFlow(
      filled,
      { types, parameters, parameterValues: knownValues(bound), placeholders: bound.used },
      report,
    );
    validateFlow(flow, report);
    return { flow, hasNodes: child(tree, 'nodes') !== undefined };
  };

  if ('diagnostic' in decoded) report(decoded.diagnostic);
  const top =
    'source' in decoded
      ? await read(decoded.source, give, (diagnostic) => parameterErrors.push(diagnostic))
      : undefined;
  const subFlows = new SubFlows(read, context.folder, report);
  const tree = top && {
    flow: top.flow,
    subFlows: await subFlows.of(top.flow, absolute),
    folder: path.dirname(absolute),
  };
  return {
    tree,
    hasNodes: top?.hasNodes === true,
    diagnostics: maskFindings([...diagnostics, ...parameterErrors], secrets),
    parameterErrors,
    secrets,
  };
}
