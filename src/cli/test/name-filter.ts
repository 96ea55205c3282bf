import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';

/** Whether a test of this name is meant. */
export type NameFilter = (name: string) => boolean;

/**
 * What `-t` means: names with this text in them, in whatever case; `/…/` and `/…/i` are regular expressions. Throws
 * UsageError for one that is none.
 */
export function nameFilter(pattern: string): NameFilter {
  const [, source, flags = ''] = /^\/(.+)\/(i?)$/s.exec(pattern) ?? [];
  if (source === undefined) {
    const part = pattern.toLowerCase();
    return (name) => name.toLowerCase().includes(part);
  }
  try {
    const expression = new RegExp(source, `u${flags}`);
    return (name) => expression.test(name);
  } catch {
    throw new UsageError(message('tests-pattern', { pattern }));
  }
}
