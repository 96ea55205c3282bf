import { objectValueOf, keyText, valueOf, type Tree } from '../flow/tree.ts';
import { isObject, type Value, type ValueObject } from '../flow/value.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { message } from '../messages/message.ts';

/** What a node that does not run gives, call by call; the last one counts for all further calls. */
export type Mock = readonly MockedCall[];

export type MockedCall =
  /** By name, or the primary alone. */
  | { readonly kind: 'outputs'; readonly outputs: ValueObject; readonly location: Tree['location'] }
  | { readonly kind: 'primary'; readonly value: Value }
  | {
      readonly kind: 'fail';
      readonly code: string;
      readonly message: string;
      readonly details: ValueObject;
    };

/** Reads what stands in for a node: outputs by name, one value, `fail:` or `each:` with a list of these. */
export function readMock(tree: Tree, report: Report): Mock {
  const [only, ...others] = tree.kind === 'map' ? tree.entries : [];
  if (!only || others.length > 0) return [readCall(tree, report)];
  if (keyText(only.key) !== 'each') return [readCall(tree, report)];
  const list = only.value;
  if (list.kind === 'list' && list.items.length > 0) {
    return list.items.map((item) => readCall(item, report));
  }
  report({
    severity: 'error',
    code: 'test-mock',
    message: message('test-mock/each'),
    location: list.location,
  });
  return [];
}

function readCall(tree: Tree, report: Report): MockedCall {
  if (tree.kind !== 'map') return { kind: 'primary', value: valueOf(tree) };
  const [only, ...others] = tree.entries;
  if (only && others.length === 0 && keyText(only.key) === 'fail')
    return readFail(only.value, report);
  return { kind: 'outputs', outputs: objectValueOf(tree), location: tree.location };
}

/** A code alone, or `code`, `message` and whatever else handlers shall find in `error`. */
function readFail(tree: Tree, report: Report): MockedCall {
  const value = valueOf(tree);
  const facts: ValueObject = isObject(value) ? value : { code: value };
  const { code, message: text, ...details } = facts;
  if (typeof code !== 'string') {
    report({
      severity: 'error',
      code: 'test-mock',
      message: message('test-mock/fail'),
      location: tree.location,
    });
  }
  return {
    kind: 'fail',
    code: typeof code === 'string' ? code : '',
    message: typeof text === 'string' ? text : '',
    details,
  };
}
