import { codes } from '../diagnostics/codes.ts';
import type { CheckProblem } from '../reporters/diagnostics/check-report.ts';
import { closedObject } from './closed-object.ts';
import { DRAFT, text, type Schema } from './schema.ts';

const count = { type: 'integer', minimum: 0 } as const;
const counted = { type: ['integer', 'null'], minimum: 1 } as const;
const nullable = { type: ['string', 'null'] } as const;
const place = {
  file: nullable,
  line: counted,
  column: counted,
  end_line: counted,
  end_column: counted,
} as const;

/** The JSON Schema of the document of `validate --format json` (reporters/diagnostics/json-diagnostics.ts). */
export function diagnosticsSchema(): Schema {
  const at = { type: 'integer', minimum: 1 };
  const edit = closedObject({ line: at, column: at, end_line: at, end_column: at, text });
  const fix = closedObject({ title: text, edits: { type: 'array', items: edit } });
  const diagnostic = closedObject({
    severity: { enum: ['error', 'warning', 'info'] },
    // New ones may come with new versions.
    code: { anyOf: [{ enum: Object.keys(codes) }, text] },
    message: text,
    ...place,
    hint: nullable,
    related: { type: 'array', items: closedObject({ message: text, ...place }) },
    fix: { anyOf: [fix, { type: 'null' }] },
  });
  return {
    $schema: DRAFT,
    title: 'bisheng findings',
    ...closedObject({
      format_version: { const: 1 },
      files: count,
      diagnostics: { type: 'array', items: diagnostic },
      errors: count,
      warnings: count,
      // Why nothing could be looked at.
      error: {
        anyOf: [
          closedObject({
            code: { enum: ['usage', 'defect', 'interrupted'] satisfies CheckProblem['kind'][] },
            message: text,
            hint: nullable,
          }),
          { type: 'null' },
        ],
      },
    }),
  };
}
