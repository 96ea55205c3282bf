import type { Report } from '../diagnostics/diagnostic.ts';
import type { CheckedNode, ConfigField, ValueType } from '../flow/node-type.ts';
import { entry, type MapEntry } from '../flow/tree.ts';
import { message } from '../messages/message.ts';

/** A field that holds an expression; a number or `true` without quotes is its own literal. */
export const expressionField = {
  type: ['string', 'number', 'boolean'],
  expression: true,
} as const satisfies ConfigField;

/** What an input that is read as text takes: a number is its digits. */
export const textual = ['string', 'number', 'boolean'] as const satisfies readonly ValueType[];

/** A key of a node's config with its value; undefined where it is absent or says nothing (`key:`). */
export function givenEntry(node: CheckedNode, key: string): MapEntry | undefined {
  const given = entry(node.configTree, key);
  return given?.value.kind === 'scalar' && given.value.value === null ? undefined : given;
}

/** Reports keys of a config of which only one may be given (`config-exclusive`). */
export function checkExclusive(node: CheckedNode, keys: readonly string[], report: Report): void {
  const given = keys.flatMap((key) => givenEntry(node, key)?.key ?? []);
  const second = given[1];
  if (!second) return;
  report({
    severity: 'error',
    code: 'config-exclusive',
    message: message('config-exclusive', { keys }),
    location: second.location,
  });
}
