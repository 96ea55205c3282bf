import { codeFrame, position } from '../diagnostics/code-frame.ts';
import { message, type Say } from '../messages/message.ts';
import { NodeError } from './component.ts';
import type { RunError } from './run-event.ts';
import { objectOf, type ValueObject } from '../flow/value.ts';

/** A failure as events tell it. What is no {@link NodeError} is a defect of a component and told with its own words. */
export function runError(error: unknown, node: string | null, say: Say): RunError {
  if (!(error instanceof NodeError)) {
    const text = wordsOf(error);
    return { code: 'component-defect', message: say(message('component-defect', { text })), node };
  }
  const { code, text, hint, location } = error;
  const where = location && position(location);
  return {
    code,
    message: say(text),
    node,
    ...(hint && { hint: say(hint) }),
    ...(location &&
      where && {
        place: `${location.file.path}:${where.line}:${where.column}`,
        frame: codeFrame(location),
      }),
  };
}

/** Whatever a component throws, in words. */
export function wordsOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message || error.name : String(error);
  } catch {
    return 'unknown error';
  }
}

/**
 * What `error` is in expressions and for handlers: code, message, node (its id in its own flow), and what the failure
 * itself tells.
 */
export function errorValue(
  error: unknown,
  told: RunError,
  { node, attempts }: { readonly node: string; readonly attempts: number },
): ValueObject {
  const details = error instanceof NodeError ? Object.entries(error.details) : [];
  return objectOf([
    ...details,
    ['code', told.code],
    ['message', told.message],
    ['node', node],
    ['attempts', attempts],
  ]);
}
