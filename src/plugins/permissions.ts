import { nearest } from '../diagnostics/nearest.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { ScalarTree } from '../flow/tree.ts';
import { message, type Message } from '../messages/message.ts';

/** What one line below `permissions` asks for. `value` is the path, program or variable behind the colon, as written. */
export type Permission =
  | { readonly kind: 'minimum' | 'network' }
  | { readonly kind: 'read' | 'write' | 'run' | 'env'; readonly value: string };

export interface InvalidPermission {
  readonly kind: 'invalid';
  readonly problem: PermissionProblem;
}

/** A key below `permission-invalid/`. */
export type PermissionProblem = 'unknown' | 'value-missing' | 'value-extra' | 'path' | 'name';

/** The guide's words: every plugin may do what they name, whether it says so or not. */
export const minimumPermissions: readonly string[] = ['read_text', 'process_text', 'cache_results'];
const withValue = ['read', 'write', 'run', 'env'] as const;
const words = [...minimumPermissions, 'network', ...withValue];

/** Reads one permission (`network`, `read:data/terms.csv`); gives what is wrong with it otherwise. */
export function parsePermission(text: string): Permission | InvalidPermission {
  const [, word = '', colon = '', rest = ''] = /^\s*([^:\s]*)\s*(:?)\s*(.*?)\s*$/s.exec(text) ?? [];
  const kind = withValue.find((known) => known === word);
  if (kind === undefined) {
    if (!words.includes(word)) return { kind: 'invalid', problem: 'unknown' };
    if (colon !== '' || rest !== '') return { kind: 'invalid', problem: 'value-extra' };
    return { kind: word === 'network' ? 'network' : 'minimum' };
  }
  if (colon === '' || rest === '') return { kind: 'invalid', problem: 'value-missing' };
  if (kind === 'env') {
    if (!/^[A-Za-z_]\w*$/.test(rest)) return { kind: 'invalid', problem: 'name' };
  } else if (rest.includes('\0') || rest.includes('\n'))
    return { kind: 'invalid', problem: 'path' };
  return { kind, value: rest };
}

/** Reports a permission of config.yaml that nobody knows, or that is not whole. */
export function checkPermission(text: string, scalar: ScalarTree, report: Report): void {
  const read = parsePermission(text);
  if (read.kind !== 'invalid') return;
  const word = /^\s*([^:\s]*)/.exec(text)?.[1] ?? '';
  report({
    severity: 'error',
    code: 'permission-invalid',
    message: message(`permission-invalid/${read.problem}`, { permission: text.trim(), word }),
    location: scalar.location,
    hint: hintFor(read.problem, word),
  });
}

function hintFor(problem: PermissionProblem, word: string): Message {
  switch (problem) {
    case 'unknown': {
      const near = nearest(word, words);
      return near === undefined
        ? message('permission-invalid/hint')
        : message('did-you-mean', { name: near });
    }
    case 'value-missing':
      return message(`permission-invalid/value-hint-${word as (typeof withValue)[number]}`);
    default:
      return message('permission-invalid/hint');
  }
}
