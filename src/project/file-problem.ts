import { message, type Message } from '../messages/message.ts';

/** Why a file can't be read, in words. */
export function fileProblem(error: unknown, file: string): Message {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return message('file-missing', { file });
    case 'EISDIR':
      return message('file-folder', { file });
    case 'EACCES':
    case 'EPERM':
      return message('file-denied', { file });
    default:
      return message('file-unreadable', { file, reason: code || String(error) });
  }
}

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR)$/.test(String(error.code));
}
