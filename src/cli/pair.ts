import { SourceFile } from '../diagnostics/source-file.ts';
import { parseJson } from '../flow/json.ts';
import type { Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { jsonErrorPosition } from './json-error.ts';
import { UsageError } from '../project/usage-error.ts';

/** `name=text` or `name:=JSON` of a command line. */
export interface Pair {
  readonly name: string;
  readonly value: Value;
  /** Written with `:=`: its type is what the JSON says. Otherwise it is a text that may stand for another type. */
  readonly typed: boolean;
}

/**
 * Reads a flag's value as a pair; undefined where what stands before the first `=` is no name, so that a text such as
 * `a+b=c` or a URL with a query stays a text. Throws UsageError for `:=` with something else than JSON.
 */
export function readPair(flag: string, text: string): Pair | undefined {
  const match = /^([\p{ID_Start}_][\p{ID_Continue}]*)(:?)=(.*)$/su.exec(text);
  if (!match) return undefined;
  const [, name = '', colon, rest = ''] = match;
  if (!colon) return { name, value: rest, typed: false };
  const value = parseJson(rest);
  if (value === undefined) {
    const { column } = jsonErrorPosition(new SourceFile(flag, rest));
    throw new UsageError(
      message('pair-json', { flag, name, column }),
      message('pair-json/hint', { flag, name }),
    );
  }
  return { name, value, typed: true };
}
