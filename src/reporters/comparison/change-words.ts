import type { Change } from '../../comparison/change.ts';
import type { ComparedFile, Version } from '../../comparison/compared-file.ts';
import { isObject, toJson, type Value } from '../../flow/value.ts';
import { message, type Message } from '../../messages/message.ts';
import { diffComm } from 'node-diff3';

/** The parts of a flow in the order in which their changes are told. */
export const subjects = ['flow', 'parameter', 'node', 'edge', 'output'] as const;

/** All that has changed of one node, parameter, edge or output. */
export interface ChangedThing {
  readonly subject: Change['subject'];
  readonly name: string;
  readonly type: string | null;
  readonly changes: readonly Change[];
}

/** Changes by what they are about. */
export function changedThings(changes: readonly Change[]): ChangedThing[] {
  const things = new Map<string, { readonly first: Change; readonly changes: Change[] }>();
  for (const change of changes) {
    // An edge that is gone and another one between the same nodes are two things.
    const whole = change.subject === 'edge' && change.path === null ? change.change : '';
    const key = JSON.stringify([change.subject, change.name, whole]);
    const known = things.get(key);
    if (known) known.changes.push(change);
    else things.set(key, { first: change, changes: [change] });
  }
  return [...things.values()]
    .map(({ first: { subject, name, type }, changes }) => ({ subject, name, type, changes }))
    .sort((a, b) => subjects.indexOf(a.subject) - subjects.indexOf(b.subject));
}

/** A value as a person reads it: a text as it is, anything else as JSON, nothing as a dash. */
export function valueText(value: Value): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : toJson(value);
}

/**
 * Two values line by line, where that says more than both as a whole: texts with several lines, lists of single values, and
 * something that is new or gone.
 */
export function changedLines(before: Value, after: Value): string[] | undefined {
  if (before === null || after === null) {
    const [sign, value] = before === null ? ['+', after] : ['-', before];
    if (!isObject(value)) return undefined;
    return settingsOf(value).map((setting) => `${sign} ${setting.join(': ')}`);
  }
  const [was, is] = [linesOf(before), linesOf(after)];
  return was && is && was.length + is.length > 2 ? lineChanges(was, is) : undefined;
}

function linesOf(value: Value): string[] | undefined {
  if (typeof value === 'string') return value.replace(/\n$/, '').split('\n');
  const isList = Array.isArray(value);
  if (!isList || value.some((item) => typeof item === 'object')) return undefined;
  return (value as readonly Value[]).map(valueText);
}

/** Lines with ` `, `-` or `+` before each; of what is the same only the lines beside a change. */
function lineChanges(before: readonly string[], after: readonly string[]): string[] {
  const parts = diffComm([...before], [...after]);
  return parts.flatMap((part, n) => {
    if ('common' in part) {
      const [first, last] = [n > 0, n < parts.length - 1];
      const lines = part.common;
      if (lines.length <= 4) return lines.map((line) => `  ${line}`);
      return [
        ...(first ? lines.slice(0, 2).map((line) => `  ${line}`) : []),
        '  …',
        ...(last ? lines.slice(-2).map((line) => `  ${line}`) : []),
      ];
    }
    return [...part.buffer1.map((line) => `- ${line}`), ...part.buffer2.map((line) => `+ ${line}`)];
  });
}

/** `flow.yaml` or `main:flow.yaml`. */
export function versionText({ file, revision }: Version): string {
  return revision === null ? file : `${revision}:${file}`;
}

/** The versions that were compared, one after the other. */
export function versionsOf({ before, after }: ComparedFile): readonly [string, string] {
  return [before ? versionText(before) : '–', after ? versionText(after) : '–'];
}

/** What a new or gone thing was or is, setting by setting; nothing of an empty one. */
export function settingsOf(value: Value, path = ''): (readonly [string, string])[] {
  if (!isObject(value)) return value === null ? [] : [[path, valueText(value)]];
  return Object.entries(value).flatMap(([key, inner]) => {
    const deeper = path === '' ? key : `${path}.${key}`;
    return isObject(inner) ? settingsOf(inner, deeper) : [[deeper, valueText(inner)] as const];
  });
}

/** That the items of a list stand in another order; `shown` makes what flows hold fit to be shown. */
export function reorderedMessage(
  { path, before, after }: Change,
  shown: (text: string) => string,
): Message {
  const order = (value: Change['before']): string =>
    shown(Array.isArray(value) ? value.join(', ') : valueText(value));
  const values = { path: shown(path ?? ''), before: order(before), after: order(after) };
  return message('diff/reordered', values);
}
