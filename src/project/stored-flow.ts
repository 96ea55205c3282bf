import path from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Flow } from '../flow/flow.ts';
import type { NodeTypes } from '../flow/node-type.ts';
import { bindParameters, knownValues } from '../flow/parameters/bind-parameters.ts';
import { expressionFields } from '../flow/parameters/expression-fields.ts';
import { instantiate } from '../flow/parameters/instantiate.ts';
import { readParameters } from '../flow/parameters/parameters.ts';
import { parseFlow } from '../flow/parse/parse.ts';
import { decodeSource } from '../flow/read/decode.ts';
import { readFlow } from '../flow/read/read.ts';
import type { GivenParameters } from './flow-tree.ts';

/** A flow with those that its nodes run, as they once were. */
export interface StoredFlow {
  readonly flow: Flow;
  readonly subFlows: ReadonlyMap<string, StoredFlow>;
}

/**
 * A flow from the texts that a run has kept: nothing is read from disk, and what is wrong with them is passed over. `textOf`
 * gives the flow's as `flow`, those of sub-flows as `flow:outer/inner`. Undefined where there is none that could be read.
 */
export function storedFlow(
  textOf: (name: string) => string | undefined,
  file: string,
  given: GivenParameters,
  types: NodeTypes,
): StoredFlow | undefined {
  const read = (name: string, values: GivenParameters): StoredFlow | undefined => {
    const text = textOf(name);
    const flow = text === undefined ? undefined : readText(text, file, values, types);
    if (!flow) return undefined;
    const subFlows = flow.nodes.flatMap(({ id }) => {
      const inner = read(name === 'flow' ? `flow:${id}` : `${name}/${id}`, new Map());
      return inner ? [[id, inner] as const] : [];
    });
    return { flow, subFlows: new Map(subFlows) };
  };
  return read('flow', given);
}

function readText(
  text: string,
  file: string,
  given: GivenParameters,
  types: NodeTypes,
): Flow | undefined {
  const ignore: Report = () => undefined;
  const decoded = decodeSource(path.basename(file), Buffer.from(text));
  const tree = 'source' in decoded ? readFlow(decoded.source, ignore) : undefined;
  if (!tree) return undefined;
  const parameters = readParameters(tree, ignore);
  const bound = bindParameters(parameters, given, {}, { allowMissing: true }, ignore);
  const filled = instantiate(tree, bound, expressionFields(types), ignore);
  const parameterValues = knownValues(bound);
  return parseFlow(
    filled,
    { types, parameters, parameterValues, placeholders: bound.used },
    ignore,
  );
}
