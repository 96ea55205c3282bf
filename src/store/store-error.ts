import { message, type Message } from '../messages/message.ts';

/**
 * Why a store can't be used. `newer`: a later version has written it; `corrupt`: it is no database, or a damaged one;
 * `full`: no place on the disk; `closed`: it can't be written or made; `busy`: others hold it for too long; `missing`: there
 * is no SQLite; `failed`: anything else that the system says.
 */
export type StoreFailure = 'newer' | 'corrupt' | 'full' | 'closed' | 'busy' | 'missing' | 'failed';

/** What goes wrong with a store, in words. It is no mistake of a flow's. */
export class StoreError extends Error {
  override name = 'StoreError';
  readonly kind: StoreFailure;
  readonly text: Message;
  readonly hint: Message | undefined;

  constructor(
    kind: StoreFailure,
    text: Message,
    options: { hint?: Message; cause?: unknown } = {},
  ) {
    super(kind, { cause: options.cause });
    this.kind = kind;
    this.text = text;
    this.hint = options.hint;
  }
}

/** What was thrown while a store's file was used, as a StoreError; one stays what it is. */
export function storeError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const kind = kindOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError(kind, message(`store-${kind}`, { file, reason }), {
    ...(kind !== 'corrupt' && kind !== 'busy' && { hint: message('store-hint') }),
    cause: error,
  });
}

function kindOf(error: unknown): Exclude<StoreFailure, 'newer' | 'missing'> {
  const { code } = error as { code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return 'closed';
  if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EEXIST') return 'closed';
  switch (sqliteCode(error) & 0xff) {
    case 5:
    case 6:
      return 'busy';
    case 8:
    case 14:
      return 'closed';
    case 11:
    case 26:
      return 'corrupt';
    case 13:
      return 'full';
    default:
      return 'failed';
  }
}

/** SQLite's own number for what went wrong, however the driver tells it; 0 where it tells none. */
function sqliteCode(error: unknown): number {
  if (!(error instanceof Error)) return 0;
  const { errcode, rawCode } = error as { errcode?: unknown; rawCode?: unknown };
  const code = errcode ?? rawCode ?? /ConnectionFailed\(.*: (\d+)"\)/s.exec(error.message)?.[1];
  return Number(code ?? 0);
}
