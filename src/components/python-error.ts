import { NodeError } from '../engine/component.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { failurePlace, shownFile } from '../python/failure-place.ts';
import { PythonFailure } from '../python/instance.ts';

/** What a call of Python failed with, as a node's failure with its place in the user's file. Other errors stay. */
export async function pythonError(error: unknown): Promise<unknown> {
  if (!(error instanceof PythonFailure)) return error;
  const { code, key, values, frames, hint } = error;
  const location = await failurePlace(error);
  // The keys that the worker may name stand in the catalogue; a test proves it.
  return new NodeError(code, message(key as MessageKey, values), {
    cause: error,
    ...(location && { location }),
    ...(hint && { hint: message(hint as MessageKey, values) }),
    details: {
      traceback: frames.map(
        ({ file, line, function: name }) => `${shownFile(file)}:${line} ${name}`,
      ),
    },
  });
}
