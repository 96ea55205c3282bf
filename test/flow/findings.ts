import { createRegistry } from '../../src/components/registry.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { bindParameters } from '../../src/flow/parameters/bind-parameters.ts';
import { decodeSource } from '../../src/flow/read/decode.ts';
import { expressionFields } from '../../src/flow/parameters/expression-fields.ts';
import { instantiate } from '../../src/flow/parameters/instantiate.ts';
import type { NodeTypes } from '../../src/flow/node-type.ts';
import { readParameters } from '../../src/flow/parameters/parameters.ts';
import { parseFlow } from '../../src/flow/parse/parse.ts';
import { readFlow } from '../../src/flow/read/read.ts';
import { objectOf } from '../../src/flow/value.ts';
import { validateFlow } from '../../src/flow/validate.ts';
import { withoutIgnored } from '../../src/findings/without-ignored.ts';
import { createDoor } from '../../src/http/door.ts';

/** Nothing goes through the door, as nothing runs. */
const builtInTypes = createRegistry({ door: createDoor({ env: {} }) });

/** All that `validate` finds in a flow's file when no parameter is given: the whole way from its bytes. */
export function findingsIn(
  bytes: Uint8Array | string,
  types: NodeTypes = builtInTypes,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (finding: Diagnostic): void => void found.push(finding);
  const decoded = decodeSource('flow.yaml', Buffer.from(bytes));
  if ('diagnostic' in decoded) return [decoded.diagnostic];
  const tree = readFlow(decoded.source, report);
  if (!tree) return found;
  const parameters = readParameters(tree, report);
  const values = bindParameters(parameters, new Map(), {}, { allowMissing: true }, report);
  const filled = instantiate(tree, values, expressionFields(types), report);
  const parsing = { types, parameters, parameterValues: objectOf([]), placeholders: values.used };
  const flow = parseFlow(filled, parsing, report);
  validateFlow(flow, report);
  return [...withoutIgnored(found, [decoded.source])];
}
