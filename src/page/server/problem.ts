import type { FieldProblem } from './shapes.ts';

/** An answer that is none. `status` 0: the server can't be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];

  constructor(status: number, code: string, detail: string, fields: readonly FieldProblem[] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** What an answer's body says is wrong (RFC 9457). */
export async function problemIn(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  const { title, detail, errors } = (typeof body === 'object' ? (body ?? {}) : {}) as {
    title?: string;
    detail?: string;
    errors?: readonly FieldProblem[];
  };
  return new Problem(response.status, title ?? '', detail ?? response.statusText, errors);
}
