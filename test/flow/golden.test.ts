import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codes } from '../../src/diagnostics/codes.ts';
import { inSourceOrder, type Diagnostic, type Location } from '../../src/diagnostics/diagnostic.ts';
import { sayIn } from '../../src/messages/message.ts';
import { findingsIn } from './findings.ts';

const flows = new URL('../flows/', import.meta.url);
/** Python code with mistakes, which another test reads. */
const pythonCode = new URL('../python/err/', import.meta.url);

/** Codes that no flow file shows by itself: what they need besides. */
const elsewhere: Readonly<Record<string, readonly (keyof typeof codes)[]>> = {
  'a file of 32 MB, or none': ['file-too-large', 'file-unreadable'],
  'Python files that can’t be read': ['python-too-large', 'python-unreadable'],
  'Python and its processes': [
    'python-missing',
    'python-broken',
    'python-too-old',
    'python-start',
    'python-protocol',
    'python-died',
    'python-exception',
    'python-breakpoint',
    'python-exit',
    'python-recursion',
    'python-memory',
    'python-result',
    'python-result-too-large',
    'python-input',
    'python-file-missing',
    'python-class-missing',
    'python-design-missing',
    'python-outputs',
    'python-state-lost',
    'component-state-lost',
    'component-state-unkept',
  ],
  'the code of a Code node': ['code-main-missing', 'code-main-positional', 'code-main-name'],
  'a project’s components': ['component-name-taken', 'component-name-twice'],
  'values of parameters': [
    'parameter-missing',
    'parameter-type',
    'parameter-value',
    'parameter-unknown',
    'env-missing',
  ],
  'other files': ['sub-flow-missing', 'sub-flow-recursion', 'sub-flow-limit', 'items-unreadable'],
  'a project’s settings': ['setting-invalid', 'setting-unknown', 'setting-secret'],
  'a plugin': [
    'plugin-manifest',
    'plugin-incomplete',
    'plugin-class-missing',
    'plugin-class-unknown',
    'plugin-class-kind',
    'plugin-label-differs',
    'plugin-not-installed',
    'requirement-invalid',
    'permission-invalid',
    'permission-missing-place',
    'permission-denied',
    'sandbox-unavailable',
  ],
  'a model': [
    'model-key-missing',
    'model-key',
    'model-not-found',
    'model-busy',
    'model-quota',
    'model-server',
    'model-connection',
    'model-cut',
    'model-stalled',
    'model-protocol',
    'model-context',
    'model-refused',
    'model-empty',
    'model-json',
    'model-request',
    'model-embedding',
    'model-offline',
    'model-retrying',
    'model-answer-cut',
    'token-limit',
    'llm-prompt',
    'llm-history',
  ],
  'a run': [
    'cancelled',
    'stream-interrupted',
    'store-full',
    'store-failed',
    'run-timeout',
    'node-timeout',
    'retry-wanted',
    'retry-exhausted',
    'node-failed-handled',
    'node-failed-continued',
    'loop-limit-reached',
    'loop-items-not-a-list',
    'stream-in-expression',
    'expression-missing',
    'output-too-large',
    'component-defect',
    'expression-value',
    'expression-key',
    'http-proxy',
    'http-connection',
    'http-timeout',
    'http-too-large',
    'http-private-address',
    'http-redirect-refused',
    'http-status',
    'http-body',
    'http-not-recorded',
    'router-no-match',
    'input-missing',
    'input-type',
    'input-file',
    'batch-input-missing',
    'batch-input-type',
    'item-processor-type',
    'item-processor-input',
    'items-skipped',
    'aggregator-item',
    'split-not-a-list',
    'merge-not-alike',
    'answer-invalid',
    'text-input',
    'text-analyzer-language',
    'text-analyzer-cut',
    'knowledge-question',
    'context-passages',
    'context-question',
    'context-budget',
  ],
  'a cassette': ['cassette-invalid'],
  'a file of tests': [
    'tests-missing',
    'test-not-a-map',
    'test-name-missing',
    'test-name-duplicate',
    'test-input-twice',
    'test-flow-missing',
    'test-node-unknown',
    'test-mock',
    'test-expectation',
  ],
  'a project’s knowledge': [
    'knowledge-missing',
    'knowledge-empty',
    'knowledge-file',
    'knowledge-left-out',
    'knowledge-lexical',
    'knowledge-none',
  ],
};

const names = (folder: string): string[] =>
  readdirSync(new URL(`${folder}/`, flows))
    .filter((name) => name.endsWith('.yaml'))
    .sort();

describe('flows with a mistake', () => {
  test.each(names('err'))('%s', async (name) => {
    const findings = check(`err/${name}`);
    const [code] = name.split('.', 1);
    expect(findings.map((finding) => finding.code as string)).toContain(code);
    await expect(findings.map(pretty).join('')).toMatchFileSnapshot(
      new URL(`err/${basename(name, '.yaml')}.out`, flows).pathname,
    );
  });

  test('every code has one', () => {
    const files = [...names('err'), ...readdirSync(pythonCode)];
    const shown = new Set(files.map((name) => name.split('.', 1)[0]));
    const excused = new Set<string>(Object.values(elsewhere).flat());
    const all = Object.keys(codes);
    expect(all.filter((code) => !shown.has(code) && !excused.has(code))).toEqual([]);
    expect(all.filter((code) => shown.has(code) && excused.has(code))).toEqual([]);
  });
});

describe('flows without a mistake', () => {
  test.each(names('ok'))('%s', (name) => {
    expect(check(`ok/${name}`).map(pretty)).toEqual([]);
  });
});

function check(path: string): Diagnostic[] {
  return inSourceOrder(findingsIn(readFileSync(new URL(path, flows))));
}

const say = sayIn('en');

function pretty({ severity, code, message, location, hint, related = [] }: Diagnostic): string {
  const lines = [`${severity}[${code}] ${place(location)} ${say(message)}`];
  if (hint) lines.push(`  hint: ${say(hint)}`);
  for (const other of related) lines.push(`  ${place(other.location)} ${say(other.message)}`);
  return `${lines.join('\n')}\n`;
}

/** Line and column from 1, and the text there. */
function place(location: Location | null): string {
  if (!location) return '-';
  const { file, start, end } = location;
  const line = file.lineAt(start);
  const text = file.text.slice(start, end).replace(/\s+/g, ' ').trim();
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return `${line + 1}:${start - file.lineStart(line) + 1} \`${shown}\``;
}
