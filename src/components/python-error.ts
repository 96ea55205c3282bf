import type { Location } from '../diagnostics/diagnostic.ts';
import { NodeError } from '../engine/component.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { failurePlace, shownFile } from '../python/failure-place.ts';
import { PythonFailure, type PythonFrame } from '../python/instance.ts';

/** Where frames stand that are in no file of their own, and what is said otherwise of their failures. */
export interface FramePlaces {
  /** Undefined for a frame of a file. */
  place(frame: PythonFrame): Location | undefined;
  /** `file:line` of the same. */
  shown(frame: PythonFrame): string | undefined;
  /** Keys of the catalogue for a code of failure: its message and its hint. */
  readonly words: ReadonlyMap<string, readonly [text: MessageKey, hint: MessageKey]>;
}

/** What a call of Python failed with, as a node's failure with its place in the user's file. Other errors stay. */
export async function pythonError(error: unknown, places?: FramePlaces): Promise<unknown> {
  if (!(error instanceof PythonFailure)) return error;
  const { code, values, frames } = error;
  // The keys that the worker may name stand in the catalogue; a test proves it.
  const own = [error.key, error.hint] as [MessageKey, MessageKey | undefined];
  const [key, hint] = places?.words.get(code) ?? own;
  const location = (places && innermost(frames, places)) ?? (await failurePlace(error));
  return new NodeError(code, message(key, values), {
    cause: error,
    ...(location && { location }),
    ...(hint && { hint: message(hint, values) }),
    details: {
      traceback: frames.map((frame) => {
        const { file, line, function: name } = frame;
        return `${places?.shown(frame) ?? `${shownFile(file)}:${line}`} ${name}`;
      }),
    },
  });
}

function innermost(frames: readonly PythonFrame[], places: FramePlaces): Location | undefined {
  const found = frames.map((frame) => places.place(frame));
  return found.findLast((place) => place !== undefined);
}
