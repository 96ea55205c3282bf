import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { message } from '../../src/messages/message.ts';
import type { CheckReport } from '../../src/reporters/diagnostics/check-report.ts';
import { github } from '../../src/reporters/diagnostics/github.ts';
import { gitlab } from '../../src/reporters/diagnostics/gitlab.ts';
import { junit } from '../../src/reporters/diagnostics/junit.ts';
import { sarif } from '../../src/reporters/diagnostics/sarif.ts';
import { jsonErrors, junitErrors } from '../support/formats.ts';
import { english } from './stage.ts';

const file = new SourceFile(
  'flows/客服 a:b,c%.yaml',
  'nodes:\n  - id: 好评😀x\n    type: Transfrom\n',
);
const at = (text: string) => {
  const start = file.text.indexOf(text);
  return { file, start, end: start + text.length };
};
/** All that somebody could put into a name to mislead a reader. */
const evil = '"<&>]]>%0A::error::x\u001b[31m\r\n##[error]\u0000\ufffe\ud800,:';

const plain: Diagnostic = {
  severity: 'error',
  code: 'unknown-node-type',
  message: message('unknown-node-type', { type: 'Transfrom' }),
  location: at('Transfrom'),
  hint: message('did-you-mean', { name: 'Transform' }),
  fix: {
    title: message('fix/write', { text: 'Transform' }),
    edits: [{ ...at('Transfrom'), text: 'Transform' }],
  },
};
const hostile: Diagnostic = {
  severity: 'warning',
  code: 'key-unknown',
  message: message('key-unknown/flow', { key: evil }),
  location: at('好评😀x\n    type'),
  related: [{ message: message('related/node', { node: evil }), location: at('x') }],
};
const placeless: Diagnostic = {
  severity: 'info',
  code: 'names-provided',
  message: message('python-missing'),
  location: null,
};
const unreadable: Diagnostic = {
  ...plain,
  code: 'file-unreadable',
  location: { file: new SourceFile('gone.yaml', ''), start: 0, end: 0 },
};

const report: CheckReport = {
  diagnostics: [plain, plain, hostile, placeless, unreadable],
  files: [file.path, 'flows/good.yaml', 'gone.yaml'],
  say: english,
  pathOf: (path) => path,
  strict: false,
};
const failed: CheckReport = {
  ...report,
  diagnostics: [],
  files: [],
  problem: { kind: 'usage', text: evil, hint: 'Do something else.' },
};
const tool = { version: '1.2.3', explanations: {} };
const inSarif = (which: CheckReport): string => sarif(which, tool);

const all = [
  ['findings', report],
  ['nothing', { ...report, diagnostics: [], files: [] }],
  ['a failure', failed],
] as const;

describe('SARIF', () => {
  it.each(all)('of %s follows its schema', async (_, which) => {
    expect(await jsonErrors(inSarif(which), 'sarif-2.1.0.json')).toEqual([]);
  });

  interface Log {
    runs: {
      invocations: { executionSuccessful: boolean }[];
      results: {
        ruleId: string;
        ruleIndex: number;
        partialFingerprints: Record<string, string>;
        locations: { physicalLocation: { artifactLocation: { uri: string }; region?: object } }[];
        fixes?: { artifactChanges: { replacements: object[] }[] }[];
      }[];
      tool: { driver: { rules: { id: string }[] } };
    }[];
  }
  const run = (which: CheckReport) => {
    const [only] = (JSON.parse(inSarif(which)) as Log).runs;
    if (!only) throw new Error('there is one run');
    return only;
  };

  it('counts columns in UTF-16 code units, the end excluded, and encodes paths', () => {
    const { results } = run({ ...report, diagnostics: [{ ...hostile, location: at('x') }] });
    expect(results[0]?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: `flows/${encodeURIComponent('客服 a:b,c%.yaml')}` },
      region: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 14 },
    });
  });

  it('names each rule once, and tells findings apart', () => {
    const { results, tool: about } = run(report);
    const rules = about.driver.rules.map(({ id }) => id);
    expect(new Set(rules).size).toBe(rules.length);
    expect(results.map(({ ruleIndex }) => rules[ruleIndex])).toEqual(
      results.map(({ ruleId }) => ruleId),
    );
    const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('has the repairs, and no region for what can not be read', () => {
    const { results } = run(report);
    expect(results[0]?.fixes?.[0]?.artifactChanges[0]?.replacements).toEqual([
      {
        deletedRegion: { startLine: 3, startColumn: 11, endLine: 3, endColumn: 20 },
        insertedContent: { text: 'Transform' },
      },
    ]);
    expect(results[4]?.locations[0]?.physicalLocation.region).toBeUndefined();
  });

  it('says when it could not be checked', () => {
    expect(run(report).invocations[0]?.executionSuccessful).toBe(true);
    expect(run(failed).invocations[0]?.executionSuccessful).toBe(false);
  });
});

describe('GitHub', () => {
  it('has one command a line, which nothing can end or add to', () => {
    const lines = github(report).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|warning|notice) [^\r\n]*::[^\r\n]+$/);
      expect(line).not.toMatch(/[\u0000-\u001f]/);
      expect(line.slice(2)).not.toMatch(/##\[/);
    }
    expect(lines[0]).toBe(
      '::error file=flows/客服 a%3Ab%2Cc%25.yaml,line=3,endLine=3,col=11,endColumn=20,title=unknown-node-type::There is no node type “Transfrom”.%0ADid you mean “Transform”?',
    );
    expect(lines[2]).toContain(',line=2,endLine=3,title=key-unknown::');
    expect(lines[3]).toMatch(/^::notice title=names-provided::/);
  });

  it('is empty where nothing was found', () => {
    expect(github({ ...report, diagnostics: [] })).toBe('');
    expect(github(failed)).toMatch(/^::error title=bisheng::[^\n]+\n$/);
  });
});

describe('GitLab', () => {
  it.each(all)('of %s follows its schema', async (_, which) => {
    expect(await jsonErrors(gitlab(which), 'gitlab-code-quality.json')).toEqual([]);
  });

  it('has a fingerprint of its own for each', () => {
    const issues = JSON.parse(gitlab(report)) as { fingerprint: string }[];
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(5);
  });
});

describe('JUnit', () => {
  it.each(all)('of %s follows its schema', async (_, which) => {
    expect(await junitErrors(junit(which))).toEqual([]);
  });

  it('has a suite for each file, and a test that passes for one without findings', () => {
    const text = junit(report);
    expect(text).toContain(
      '<testsuites name="bisheng validate" tests="6" failures="3" errors="0">',
    );
    expect(text).toContain('<testcase name="validate" classname="flows/good.yaml"/>');
    expect(text).toContain('<testcase name="unknown-node-type 3:11"');
  });

  it('fails for warnings only if they count', () => {
    const warnings = { ...report, diagnostics: [hostile] };
    expect(junit(warnings)).toContain('failures="0"');
    expect(junit({ ...warnings, strict: true })).toContain('failures="1"');
  });
});
