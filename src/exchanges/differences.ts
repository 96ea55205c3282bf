import { isObject, objectOf, own, type Value } from '../flow/value.ts';
import { HIDDEN, type RecordedRequest } from './recorded.ts';

/** One place in which two requests differ; undefined: it is not there. */
export interface Difference {
  /** Such as `body.messages[1].content`. */
  readonly path: string;
  readonly was: Value | undefined;
  readonly is: Value | undefined;
}

/** Whether a path in a request is left out of comparisons. */
export type Ignored = (path: string) => boolean;

/** More of them help nobody. */
const MOST = 50;

/** Longer paths, or more stars in one, are nothing that anybody would write; to compare them could take long. */
const LONGEST_PATH = 1_000;
const MOST_STARS = 8;

/** Whether a path can be left out of comparisons; see {@link ignoring}. */
export function isIgnorable(path: string): boolean {
  return path.length <= LONGEST_PATH && (path.match(/\*/g) ?? []).length <= MOST_STARS;
}

/** Paths with `[*]` for any place in a list and `*` for any key. */
export function ignoring(paths: readonly string[]): Ignored {
  if (paths.length === 0) return () => false;
  const patterns = paths.map((path) => {
    const escaped = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const any = escaped.replaceAll('\\[*\\]', '\\[\\d+\\]').replaceAll('*', '[^.[]+');
    return new RegExp(`^${any}$`);
  });
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** Where a request differs from a recorded one, the most telling first. Headers that the record lacks are not compared. */
export function differences(
  was: RecordedRequest,
  is: RecordedRequest,
  ignored: Ignored,
): Difference[] {
  const found: Difference[] = [];
  compare('method', was.method, is.method, ignored, found);
  compare('url', was.url, is.url, ignored, found);
  compare('headers', objectOf(was.headers), comparedHeaders(was, is), ignored, found);
  compare('body', was.body, is.body, ignored, found);
  return found;
}

/** A text that is the same for all requests that are equal but for their headers. */
export function requestKey({ method, url, body }: RecordedRequest, ignored: Ignored): string {
  const parts = [ignored('method') ? '' : method, ignored('url') ? '' : url];
  return `${parts.join(' ')} ${canonical('body', body, ignored)}`;
}

function comparedHeaders(was: RecordedRequest, is: RecordedRequest): Value {
  return objectOf([...is.headers].filter(([name]) => was.headers.has(name)));
}

function compare(
  path: string,
  was: Value | undefined,
  is: Value | undefined,
  ignored: Ignored,
  found: Difference[],
): void {
  if (was === is || found.length >= MOST || ignored(path)) return;
  if (Array.isArray(was) && Array.isArray(is)) {
    for (let n = 0; n < Math.max(was.length, is.length); n++) {
      compare(`${path}[${n}]`, was[n] as Value, is[n] as Value, ignored, found);
    }
  } else if (isObject(was) && isObject(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
      compare(`${path}.${key}`, own(was, key), own(is, key), ignored, found);
    }
  } else if (!fitsHidden(was, is)) {
    found.push({ path, was, is });
  }
}

/** Whether a record says no more of something than that a secret is in it, and where: whoever replays may not know it. */
function fitsHidden(was: Value | undefined, is: Value | undefined): boolean {
  if (typeof was !== 'string' || !was.includes(HIDDEN)) return false;
  if (was === HIDDEN) return is !== undefined && is !== null && typeof is !== 'boolean';
  if (typeof is !== 'string') return false;
  const [begin = '', ...rest] = was.split(HIDDEN);
  const end = rest.pop() ?? '';
  if (!is.startsWith(begin) || !is.endsWith(end)) return false;
  let at = begin.length;
  for (const part of rest) {
    const found = is.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= is.length - end.length;
}

/** JSON with its keys in order: two objects that say the same have the same. */
function canonical(path: string, value: Value | undefined, ignored: Ignored): string {
  if (value === undefined || ignored(path)) return '';
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) {
    return `[${value.map((item: Value, n) => canonical(`${path}[${n}]`, item, ignored)).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .filter((key) => !ignored(`${path}.${key}`))
    .map(
      (key) => `${JSON.stringify(key)}:${canonical(`${path}.${key}`, own(value, key), ignored)}`,
    );
  return `{${entries.join()}}`;
}
