import { message } from '../../messages/message.ts';
import type { RunEnd } from '../../service/live-run.ts';
import { HttpProblem } from '../http-problem.ts';

/** What is answered where a run has no answer; undefined where it has one, or asks something. Nothing from inside the flow stands in it. */
export function endProblem({ status, error }: RunEnd): HttpProblem | undefined {
  if (status === 'succeeded' || status === 'waiting') return undefined;
  if (status === 'cancelled') return new HttpProblem(500, 'cancelled', message('openai/cancelled'));
  if (status === 'interrupted') {
    const headers = { 'Retry-After': '1' };
    return new HttpProblem(503, 'interrupted', message('openai/interrupted'), { headers });
  }
  const { code = 'failed', node = null } = error ?? {};
  const text =
    node === null
      ? message('openai/failed', { code })
      : message('openai/failed-at', { code, node });
  return new HttpProblem(500, code, text);
}
