import { NodeError } from '../engine/component.ts';
import { message } from '../messages/message.ts';

/** Why a node can't read a file: there is none, or what the system says. `file` is the path as the user wrote it. */
export function missingFile(
  error: unknown,
  code: 'items-unreadable' | 'input-file',
  file: string,
): NodeError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const gone = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(reason);
  const key = gone ? (`${code}/not-there` as const) : (`${code}/system` as const);
  return new NodeError(code, message(key, { file, reason }), {
    ...(gone && { hint: message(`${code}/not-there/hint`) }),
  });
}
