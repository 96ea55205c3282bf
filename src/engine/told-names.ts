/** More names than these are looked up in a set of their own. */
const FEW = 8;
/** Lists of the same names are the same list. */
const lists = new Map<string, readonly string[]>();
const MOST_LISTS = 1_000;
const none: readonly string[] = [];

/** Names, of which there are mostly the same few: hundreds of thousands of these are held at once. */
export class ToldNames {
  #names: readonly string[] | Set<string> = none;

  get isEmpty(): boolean {
    const names = this.#names;
    return names instanceof Set ? names.size === 0 : names.length === 0;
  }

  add(name: string): void {
    const names = this.#names;
    if (names instanceof Set) names.add(name);
    else if (names.length >= FEW) this.#names = new Set([...names, name]);
    else if (!names.includes(name)) this.#names = shared([...names, name]);
  }

  /** Whether it was there. */
  delete(name: string): boolean {
    const names = this.#names;
    if (names instanceof Set) return names.delete(name);
    if (!names.includes(name)) return false;
    this.#names = shared(names.filter((one) => one !== name));
    return true;
  }
}

function shared(names: readonly string[]): readonly string[] {
  const key = names.join('\n');
  const known = lists.get(key);
  if (known?.length === names.length && known.every((name, n) => name === names[n])) return known;
  if (lists.size < MOST_LISTS) lists.set(key, names);
  return names;
}
