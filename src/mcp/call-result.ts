import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Question, RunError } from '../engine/run-event.ts';
import { isObject, objectOf, toJson, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { RunEnd } from '../service/live-run.ts';
import type { Caller } from './caller.ts';

/** What a client gets of a run that has ended or waits. */
export function endResult(caller: Caller, run: string, end: RunEnd): CallToolResult {
  const { say } = caller;
  switch (end.status) {
    case 'succeeded':
      return succeeded(run, end);
    case 'waiting':
      return errorResult(waitingText(caller, run, end.questions), run);
    case 'cancelled':
      return errorResult(say(message('mcp/cancelled')), run);
    case 'interrupted':
      return errorResult(say(message('mcp/interrupted', { run })), run);
    case 'failed':
      return errorResult(failureText(caller, run, end.error), run);
  }
}

/** A result that says why there is none. */
export function errorResult(text: string, run?: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }], ...named(run) };
}

function succeeded(run: string, { outputs, single }: RunEnd): CallToolResult {
  const values = Object.values(outputs);
  const value = single ? (values[0] ?? null) : outputs;
  const text = typeof value === 'string' ? value : toJson(value);
  return {
    content: [{ type: 'text', text }],
    structuredContent: exact(outputs),
    ...named(run),
  };
}

/** The run’s id, for whoever wants to look at it. */
function named(run: string | undefined): Pick<CallToolResult, '_meta'> {
  return run === undefined ? {} : { _meta: { 'bisheng/run_id': run } };
}

/** Whole numbers that a number of JSON’s readers can’t hold are texts here; the text has their digits. */
function exact(value: Value): Value {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map((item: Value) => exact(item));
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => [key, exact(item)]));
}

/** Whoever sits at this machine sees what went wrong; others see where, and can look up their run. */
function failureText({ say, isLocal }: Caller, run: string, error: RunError | null): string {
  const { code = 'failed', node = null, message: text = '' } = error ?? {};
  const failed =
    node === null
      ? message('openai/failed', { code })
      : message('openai/failed-at', { code, node });
  return `${say(failed)}\n${isLocal ? text : say(message('mcp/see-run', { run }))}`;
}

/** What the run asks, and how a person answers. */
function waitingText(
  { say, isLocal }: Caller,
  run: string,
  questions: readonly Question[],
): string {
  const asked = questions.map(({ node, prompt, options }) =>
    options ? `${node}: ${prompt} (${options.join(' / ')})` : `${node}: ${prompt}`,
  );
  const [{ node } = { node: '' }] = questions;
  const how = isLocal ? 'mcp/waiting-local' : 'mcp/waiting';
  return [say(message(how, { run, node })), ...asked].join('\n');
}
