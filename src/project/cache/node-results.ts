import type { Found, Look, Lookup, NodeCache, Reading } from '../../engine/result-cache.ts';
import { canonical } from '../../flow/fingerprint/canonical.ts';
import { partChanges } from '../../flow/fingerprint/changes.ts';
import { isOwnPart, partName, type Fingerprint } from '../../flow/fingerprint/fingerprint.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../../flow/value.ts';
import { message, type Message } from '../../messages/message.ts';
import { hmac } from '../fingerprint/secret-key.ts';
import { inWords, type NodePlace } from '../why-changed.ts';
import type { BufferedRows } from './buffered-rows.ts';

/** So many sets of lookups are remembered of a call: a component may look up one name only where another has some value. */
const MOST_WAYS = 8;
/** Letters of the hash of a value. */
const SHORT = 16;

/** A node whose results are cached. */
export interface CachedNode {
  readonly fingerprint: Fingerprint;
  /** Names the node in its flow: what is known of its last result. */
  readonly name: string;
  readonly place: NodePlace;
  /** Under which all hashes are made: whoever has the rows alone can't try out what stood in an input. */
  readonly key: string;
  /** Of the tool: another one may make something else of the same. */
  readonly version: string;
  /** Whether what it rests on is what the fingerprint was made of. */
  readonly stands: () => boolean;
}

/**
 * The results of one node. Under its own fingerprint and its inputs stands what it has looked up (names only); under these,
 * and the values that they have, stands the result: it is found only where all that it came of is the same.
 */
export class NodeResults implements NodeCache {
  readonly #node: CachedNode;
  readonly #rows: BufferedRows;
  readonly #base: string;
  /** It was asked for before in this run: what is new to it now is no surprise. */
  #asked = false;
  #kept = false;

  constructor(node: CachedNode, rows: BufferedRows) {
    this.#node = node;
    this.#rows = rows;
    this.#base = `${node.version} ${node.fingerprint.own}`;
  }

  find(inputs: ValueObject, look: Look): Found {
    const first = !this.#asked;
    this.#asked = true;
    const call = this.#call(inputs);
    for (const way of waysIn(this.#rows.get(`t:${call}`))) {
      const key = this.#resultKey(call, way, look);
      const outputs = key === undefined ? undefined : this.#outputsIn(key);
      if (outputs) return { outputs };
    }
    return { why: first ? this.#why(inputs, look) : [] };
  }

  put(inputs: ValueObject, readings: readonly Reading[], outputs: ValueObject): void {
    if (!this.#node.stands()) return;
    const call = this.#call(inputs);
    const way = readings.map(({ lookup }) => lookup);
    const values = new Map(readings.map(({ lookup, value }) => [lookup, value]));
    const key = this.#resultKey(call, way, (lookup) => values.get(lookup));
    if (key === undefined) return;
    const sum = this.#sum(key, outputs);
    this.#rows.put(
      key,
      objectOf([
        ['outputs', outputs],
        ['sum', sum],
      ]),
    );
    const ways = waysIn(this.#rows.get(`t:${call}`));
    const text = JSON.stringify(way);
    if (!ways.some((known) => JSON.stringify(known) === text)) {
      this.#rows.put(`t:${call}`, [way, ...ways].slice(0, MOST_WAYS));
    }
    if (this.#kept) return;
    this.#kept = true;
    this.#rows.put(this.#lastKey, this.#last(inputs, readings));
  }

  /** A result as it was put there. What is damaged is none, and is replaced when the node has worked. */
  #outputsIn(key: string): ValueObject | undefined {
    const row = this.#rows.get(key) ?? null;
    if (!isObject(row)) return undefined;
    const outputs = own(row, 'outputs') ?? null;
    if (!isObject(outputs)) return undefined;
    return own(row, 'sum') === this.#sum(key, outputs) ? outputs : undefined;
  }

  #sum(key: string, outputs: ValueObject): string {
    return this.#hash(`${key} ${canonical(outputs, false)}`);
  }

  #call(inputs: ValueObject): string {
    const sorted = Object.keys(inputs).sort();
    const given = sorted.map((name) => [name, canonical(own(inputs, name) ?? null, false)]);
    return this.#hash(JSON.stringify([this.#base, given]));
  }

  /** Undefined where something can't be looked up. */
  #resultKey(call: string, way: readonly Lookup[], look: Look): string | undefined {
    try {
      const values = way.map((lookup) => textOf(look(lookup)));
      return `r:${this.#hash(JSON.stringify([call, way, values]))}`;
    } catch {
      return undefined;
    }
  }

  get #lastKey(): string {
    return `l:${this.#hash(this.#node.name)}`;
  }

  /** What the last result came of, to say why it is no good any more. */
  #last(inputs: ValueObject, readings: readonly Reading[]): Value {
    const { parts } = this.#node.fingerprint;
    const given = Object.entries(inputs).map(([name, value]): [string, Value] => [
      name,
      this.#short(value),
    ]);
    return objectOf([
      ['parts', objectOf([...parts].filter(([name]) => isOwnPart(name)))],
      ['inputs', objectOf(given)],
      ['names', readings.map(({ lookup, value }) => [[...lookup], this.#short(value)])],
    ]);
  }

  #why(inputs: ValueObject, look: Look): Message[] {
    const last = this.#rows.get(this.#lastKey) ?? null;
    if (!isObject(last)) return [];
    const before = new Map(textsIn(own(last, 'parts')));
    const { fingerprint, place } = this.#node;
    const now = new Map([...fingerprint.parts].filter(([name]) => isOwnPart(name)));
    const parts = partChanges({ parts: before }, { parts: now });
    const names = new Set<string>();
    const given = textsIn(own(last, 'inputs'));
    const changed = new Set(parts.flatMap((part) => (part.kind === 'part' ? part.name : [])));
    for (const name of Object.keys(inputs)) {
      // Told as a change of the config already.
      if (changed.has(partName.config + name)) continue;
      const known = given.find(([one]) => one === name)?.[1];
      if (known !== this.#short(own(inputs, name))) names.add(name);
    }
    for (const [lookup, known] of namesIn(own(last, 'names'))) {
      if (known !== this.#now(lookup, look)) names.add(lookup.slice(1).join('.') || lookup[0]);
    }
    return [
      ...parts.map((change) => inWords(change, place)),
      ...[...names].map((name) => message('why/input', { name })),
    ];
  }

  #now(lookup: Lookup, look: Look): string {
    try {
      return this.#short(look(lookup));
    } catch {
      return '';
    }
  }

  #short(value: Value | undefined): string {
    return this.#hash(textOf(value)).slice(0, SHORT);
  }

  #hash(text: string): string {
    return hmac(this.#node.key, text);
  }
}

function textOf(value: Value | undefined): string {
  return value === undefined ? 'undefined' : canonical(value, false);
}

function waysIn(value: Value | undefined): Lookup[][] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Value[]).filter(
    (way): way is Lookup[] & Value => Array.isArray(way) && way.every(isLookup),
  );
}

function isLookup(value: Value): boolean {
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string')) return false;
  const lengths: Readonly<Record<string, number>> = {
    name: 2,
    member: 3,
    inputs: 1,
    parameters: 1,
  };
  const kind = String(value[0]);
  return Object.hasOwn(lengths, kind) && lengths[kind] === value.length;
}

function textsIn(value: Value | undefined): [string, string][] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text]] : [],
  );
}

function namesIn(value: Value | undefined): [Lookup, string][] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Value[]).flatMap((pair): [Lookup, string][] => {
    if (!Array.isArray(pair)) return [];
    const [lookup, text] = pair as readonly Value[];
    const isPair = lookup !== undefined && isLookup(lookup) && typeof text === 'string';
    return isPair ? [[lookup as unknown as Lookup, text]] : [];
  });
}
