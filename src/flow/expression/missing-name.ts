import { nearest } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import { functions } from './functions.ts';
import { listed } from './missing-key.ts';
import type { Run } from './run.ts';

/** How many names are looked at for the nearest one. */
const LOOKED_AT = 2_000;

/** Fails for a name that nobody defines, with the nearest one and those that there are. */
export function undefinedName(name: string, run: Run): never {
  const names: string[] = [];
  for (const known of run.scope.names()) {
    if (names.push(known) === LOOKED_AT) break;
  }
  const key = names.length === 0 ? 'expression-name/none' : 'expression-name';
  const values = { name, known: listed(names) };
  if (functions.has(name)) {
    run.fail(key, values, message('expression-name/hint-function', { name }));
  }
  const meant = nearest(name, [...names, 'None', 'True', 'False']);
  if (meant === undefined) run.fail(key, values);
  run.fail(key, values, message('did-you-mean', { name: meant }));
}
