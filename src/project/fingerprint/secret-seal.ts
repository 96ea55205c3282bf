import { openSeal, type Seal } from '../../flow/fingerprint/digest.ts';
import { pythonLiteral } from '../../flow/parameters/python-literal.ts';
import { isObject, own, type Value } from '../../flow/value.ts';
import type { FlowTree } from '../flow-tree.ts';
import type { Environment } from '../language.ts';
import { hmac } from './secret-key.ts';

const ENV = 'env.';
const LENGTH = 16;

/** A seal under which no text that holds one of some secrets can be guessed. `key` is asked for when there is one. */
export function sealFor(secrets: ReadonlySet<string>, key: () => string): Seal {
  const forms = new Set([...secrets].flatMap(formsOf));
  if (forms.size === 0) return openSeal;
  return (text) => {
    for (const form of forms) {
      if (text.includes(form)) return `#*${hmac(key(), text).slice(0, LENGTH)}`;
    }
    return openSeal(text);
  };
}

/** The secrets that stand in an instantiated flow or one that it runs. */
export function secretsIn(tree: FlowTree, environment: Environment): Set<string> {
  const secrets = new Set<string>();
  const seen = new Set<FlowTree>();
  const pending = [tree];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const { flow, subFlows } = next;
    const open = new Set(flow.parameters.flatMap(({ secret, env }) => (secret ? [] : (env ?? []))));
    for (const { name, secret } of flow.parameters) {
      if (secret) addTexts(own(flow.parameterValues, name) ?? null, secrets);
    }
    for (const place of flow.placeholders ?? []) {
      const name = place.startsWith(ENV) ? place.slice(ENV.length) : undefined;
      if (name === undefined || open.has(name)) continue;
      addTexts(environment[name] ?? null, secrets);
    }
    pending.push(...subFlows.values());
  }
  return secrets;
}

function addTexts(value: Value, texts: Set<string>): void {
  if (value === null || value === '' || typeof value === 'boolean') return;
  if (typeof value === 'string') texts.add(value);
  else if (typeof value !== 'object') texts.add(String(value));
  else {
    const inner = isObject(value) ? Object.values(value) : value;
    for (const item of inner) addTexts(item, texts);
  }
}

/** A secret as it is, in JSON, and in an expression. */
function formsOf(secret: string): string[] {
  const trimmed = secret.trim();
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    pythonLiteral(secret).slice(1, -1),
    JSON.stringify(pythonLiteral(secret).slice(1, -1)).slice(1, -1),
    ...(trimmed === '' ? [] : [trimmed]),
  ];
}
