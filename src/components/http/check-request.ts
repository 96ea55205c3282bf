import type { Report } from '../../diagnostics/diagnostic.ts';
import type { CheckedNode } from '../../flow/node-type.ts';
import { child, hasUnknown, keyText, valueOf, type Tree } from '../../flow/tree.ts';
import { toJson } from '../../flow/value.ts';
import { largestSize, parseByteSize, readableSize } from '../../http/byte-size.ts';
import { HttpFailure, type HttpCode } from '../../http/http-failure.ts';
import { readMethod } from '../../http/method.ts';
import { checkHeaderName, checkHeaderValue } from '../../http/request-headers.ts';
import { readTarget } from '../../http/target.ts';
import { message, type Message } from '../../messages/message.ts';
import { readExpectedStatus } from './expected-status.ts';
import { scalarText } from '../scalar-text.ts';

/** Finds in an HTTPRequest's config what would fail whenever it runs. */
export function checkRequest(node: CheckedNode, report: Report): void {
  const { configTree } = node;
  const tell = (tree: Tree, code: HttpCode, text: Message, hint: Message | undefined): void =>
    report({
      severity: 'error',
      code,
      message: text,
      location: tree.location,
      ...(hint && { hint }),
    });
  const look = (tree: Tree | undefined, read: (text: string) => unknown): void => {
    if (tree?.kind !== 'scalar' || typeof tree.value !== 'string') return;
    // What has places is known when they are filled.
    if (tree.value.includes('{')) return;
    try {
      read(tree.value);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      tell(tree, error.code, error.text, error.hint);
    }
  };
  look(child(configTree, 'url'), readTarget);
  look(child(configTree, 'method'), readMethod);
  const headers = child(configTree, 'headers');
  for (const { key, value } of headers?.kind === 'map' ? headers.entries : []) {
    look(key, checkHeaderName);
    look(value, (text) => checkHeaderValue(keyText(key), text));
  }
  const expected = child(configTree, 'expect_status');
  if (expected && !hasUnknown(expected)) {
    const read = readExpectedStatus(valueOf(expected) ?? undefined);
    if (typeof read !== 'function') {
      const values = { value: scalarText(read.wrong) ?? toJson(read.wrong) };
      const hint = message('http-setting/expect-status-hint');
      tell(expected, 'http-setting', message('http-setting/expect-status', values), hint);
    }
  }
  const size = child(configTree, 'max_size');
  if (size?.kind === 'scalar' && size.value !== null && parseByteSize(size.value) === undefined) {
    const values = { value: String(size.value) };
    const hint = message('http-setting/max-size-hint', { limit: readableSize(largestSize) });
    tell(size, 'http-setting', message('http-setting/max-size', values), hint);
  }
}
