import type { Severity } from '../diagnostics/codes.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import type { ConfigField } from '../flow/node-type.ts';
import { readTree } from '../flow/read/read.ts';
import { checkField } from '../flow/rules/config-field.ts';

import { objectValueOf } from '../flow/tree.ts';

import { message } from '../messages/message.ts';
import { faults, type MockReply, type MockScript } from './script.ts';

/** An hour: longer waits are mistakes. */
const seconds = { type: 'number', minimum: 0, maximum: 3_600 } as const;
const texts = { type: ['string', 'list'], items: { type: 'string' } } as const;

const reply = {
  kind: { type: 'string', enum: ['chat', 'embedding'] },
  when: texts,
  times: { type: 'integer', minimum: 1 },
  text: texts,
  json: { type: 'any' },
  reasoning: texts,
  finish_reason: { type: 'string' },
  latency: seconds,
  chunk_delay: seconds,
  status: { type: 'integer', minimum: 400, maximum: 599 },
  retry_after: { type: 'number', minimum: 0 },
  fault: { type: 'string', enum: faults },
  after: { type: 'integer', minimum: 0 },
} as const satisfies Record<keyof MockReply, ConfigField>;

const script = {
  models: { type: 'list', items: { type: 'string' } },
  api_key: { type: 'string' },
  latency: seconds,
  chunk_delay: seconds,
  chunk_size: { type: 'integer', minimum: 1 },
  dimensions: { type: 'integer', minimum: 1, maximum: 8_192 },
  replies: { type: 'list', items: { type: 'object', fields: reply } },
} as const satisfies Record<keyof MockScript, ConfigField>;

/** Reads the script of a mock server: YAML or JSON. What is wrong is reported; then it is undefined. */
export function readScript(source: SourceFile, report: Report): MockScript | undefined {
  const severities = new Set<Severity>();
  const tell = (finding: Diagnostic): void => {
    severities.add(finding.severity);
    report(finding);
  };
  const tree = readTree(source, tell);
  // An empty file will do.
  if (tree?.kind === 'scalar' && tree.value === null) return {};
  if (tree?.kind === 'map') {
    checkField({ type: 'object', fields: script }, tree, 'script', tell);
    return severities.has('error') ? undefined : withoutNull(objectValueOf(tree));
  }
  if (tree) {
    tell({
      severity: 'error',
      code: 'field-type',
      message: message('field-type', { field: 'script' }),
      location: tree.location,
      hint: message('kind/object'),
    });
  }
  return undefined;
}

/** A key without a value is no more than a missing one; `json: null` is an answer. */
function withoutNull(object: object): MockScript {
  const some = (one: object): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(one).filter(([key, value]) => value !== null || key === 'json'),
    );
  const { replies, ...others } = some(object) as { replies?: readonly object[] };
  return { ...others, ...(replies && { replies: replies.map(some) }) };
}
