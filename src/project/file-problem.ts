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

/** Whether an error says that there is no such file, or that it is a folder. */
export function isNoFile(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(code);
}
