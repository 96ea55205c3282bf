import { describe, expect, it } from 'vitest';
import type { Diagnostic, Location } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { message } from '../../src/messages/message.ts';
import { jsonDiagnostics } from '../../src/reporters/diagnostics/json-diagnostics.ts';
import { prettyDiagnostics } from '../../src/reporters/diagnostics/pretty-diagnostics.ts';
import { chinese, english } from './stage.ts';

const source = new SourceFile(
  'flows/客服.yaml',
  'nodes:\n  - id: 好评😀\n    type: Transfrom\n  - id: 好评😀\n    type: Transform\n',
);

function at(text: string, file = source, from = 0): Location {
  const start = file.text.indexOf(text, from);
  return { file, start, end: start + text.length };
}

const unknownType: Diagnostic = {
  severity: 'error',
  code: 'unknown-node-type',
  message: message('unknown-node-type', { type: 'Transfrom' }),
  location: at('Transfrom'),
  hint: message('did-you-mean', { name: 'Transform' }),
};
const unknownKey: Diagnostic = {
  severity: 'warning',
  code: 'key-unknown',
  message: message('key-unknown/flow', { key: 'x' }),
  location: at('好评😀', source, 40),
  related: [{ message: message('report/in-node', { node: 'a' }), location: at('好评😀') }],
};
const unreadable: Diagnostic = { ...unknownType, location: null };

const look = { say: english, color: false, unicode: true };

describe('pretty findings', () => {
  it('show the place, what is near it, and what to do', () => {
    expect(prettyDiagnostics([unknownType, unknownKey], { ...look, files: 3, width: 80 }))
      .toMatchInlineSnapshot(`
      "flows/客服.yaml:3:11: error: There is no node type “Transfrom”. [unknown-node-type]
          2 |   - id: 好评😀
        > 3 |     type: Transfrom
            |           ^^^^^^^^^
          4 |   - id: 好评😀
        hint: Did you mean “Transform”?

      flows/客服.yaml:4:9: warning: A flow has no key “x”; it is ignored. [key-unknown]
          3 |     type: Transfrom
        > 4 |   - id: 好评😀
            |         ^^^^^^
          5 |     type: Transform
        flows/客服.yaml:2:9: in node “a”
            1 | nodes:
          > 2 |   - id: 好评😀
              |         ^^^^^^
            3 |     type: Transfrom

      1 error and 1 warning in 1 file.
      "
    `);
  });

  it('speak Chinese', () => {
    expect(prettyDiagnostics([unknownType], { ...look, files: 3, say: chinese }))
      .toMatchInlineSnapshot(`
      "flows/客服.yaml:3:11: 错误：没有“Transfrom”这种节点类型。 [unknown-node-type]
          2 |   - id: 好评😀
        > 3 |     type: Transfrom
            |           ^^^^^^^^^
          4 |   - id: 好评😀
        建议：是不是“Transform”？

      1 个文件中发现 1 个错误。
      "
    `);
  });

  it('count what they found', () => {
    const summary = (diagnostics: Diagnostic[], files = 9, say = english): string | undefined =>
      prettyDiagnostics(diagnostics, { ...look, files, say })
        .trimEnd()
        .split('\n')
        .at(-1);
    expect(summary([])).toBe('✔ 9 files checked, nothing found.');
    expect(summary([], 1)).toBe('✔ 1 file checked, nothing found.');
    expect(summary([unknownType, unknownType, unknownKey])).toBe(
      '2 errors and 1 warning in 1 file.',
    );
    expect(summary([unknownType, unreadable])).toBe('2 errors in 2 files.');
    expect(summary([unknownType, unreadable], 1)).toBe('2 errors in 1 file.');
    const note: Diagnostic = { ...unknownKey, severity: 'info' };
    expect(summary([unknownType, unknownKey, note])).toBe(
      '1 error, 1 warning and 1 note in 1 file.',
    );
    expect(summary([unknownType, unknownKey, note], 9, chinese)).toBe(
      '1 个文件中发现 1 个错误、1 个警告和 1 条说明。',
    );
  });

  it('are coloured only when asked', () => {
    const coloured = prettyDiagnostics([unknownType], { ...look, files: 1, color: true });
    const plain = prettyDiagnostics([unknownType], { ...look, files: 1 });
    expect(coloured).toContain('\u001b[31m');
    expect(plain).not.toContain('\u001b');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('let no file say anything to a terminal or a CI system', () => {
    const file = new SourceFile(
      '::error::\u001b[2J.yaml',
      'a: ##[group]\u001b[2J ::error::x\n::error::y\n',
    );
    const evil = '::error::\n::error::##[x]\u001b';
    const text = prettyDiagnostics(
      [
        {
          ...unknownType,
          message: message('unknown-node-type', { type: evil }),
          hint: message('did-you-mean', { name: evil }),
          location: at('##', file),
          related: [
            { message: message('did-you-mean', { name: evil }), location: at('::error::y', file) },
          ],
        },
      ],
      { ...look, files: 1 },
    );
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text).not.toMatch(/^\s*::|##\[/m);
  });
});

describe('findings as JSON', () => {
  it('have the shape that scripts rely on', () => {
    const text = jsonDiagnostics([unknownType, unknownKey, unreadable], { files: 3, say: english });
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual({
      format_version: 1,
      files: 3,
      diagnostics: [
        {
          severity: 'error',
          code: 'unknown-node-type',
          message: 'There is no node type “Transfrom”.',
          file: 'flows/客服.yaml',
          line: 3,
          column: 11,
          end_line: 3,
          end_column: 20,
          hint: 'Did you mean “Transform”?',
          related: [],
          fix: null,
        },
        {
          severity: 'warning',
          code: 'key-unknown',
          message: 'A flow has no key “x”; it is ignored.',
          file: 'flows/客服.yaml',
          line: 4,
          column: 9,
          end_line: 4,
          end_column: 12,
          hint: null,
          related: [
            {
              message: 'in node “a”',
              file: 'flows/客服.yaml',
              line: 2,
              column: 9,
              end_line: 2,
              end_column: 12,
            },
          ],
          fix: null,
        },
        {
          severity: 'error',
          code: 'unknown-node-type',
          message: 'There is no node type “Transfrom”.',
          file: null,
          line: null,
          column: null,
          end_line: null,
          end_column: null,
          hint: 'Did you mean “Transform”?',
          related: [],
          fix: null,
        },
      ],
      errors: 2,
      warnings: 1,
      error: null,
    });
  });
});
