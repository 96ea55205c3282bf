import { grammarZh } from './grammar-zh.ts';
import { polarZh } from './lexicon-zh.ts';
import { readLexicon, type Term } from './sentiment-terms.ts';
import { findTurns, type Turn } from './turns-of-phrase.ts';
import { turnsZh } from './turns-zh.ts';

/** A word that is found in a text. */
interface Found {
  readonly term: Term;
  readonly length: number;
}

/** The Chinese words of a clause, longest first at each place. */
export class ChineseLexicon {
  readonly #terms = readLexicon(polarZh, grammarZh, (list) => list.split(/\s+/).filter(Boolean));
  /** The longest word by its first character: how far it is worth looking. */
  readonly #longest = new Map<string, number>();

  constructor() {
    for (const word of this.#terms.keys()) {
      const first = word.charAt(0);
      this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, word.length));
    }
  }

  /** The turns of phrase in a clause. */
  turns(clause: string): Turn[] {
    return clause.length > 2 ? findTurns(turnsZh, clause) : [];
  }

  /** The longest word that begins at an offset. `bent`: a degree or negation stands right before it. */
  wordAt(clause: string, at: number, bent: boolean): Found | undefined {
    const longest = this.#longest.get(clause.charAt(at)) ?? 0;
    for (let length = Math.min(longest, clause.length - at); length > 0; length--) {
      const term = this.#terms.get(clause.slice(at, at + length));
      if (!term) continue;
      if (length === 1 && term.kind === 'polar' && !bent && !standsAlone(clause, at)) continue;
      return { term, length };
    }
    return undefined;
  }
}

/**
 * Whether a single character is likely a word of its own: 服务差, 差的 — not the first half of a word that no list
 * has. It must end the clause or be followed by a particle, or follow one that leads to a judgement.
 */
function standsAlone(clause: string, at: number): boolean {
  const next = clause.charAt(at + 1);
  const previous = clause.charAt(at - 1);
  return (
    !/\p{Script=Han}/u.test(next) ||
    '了的得啊呀哦吧呢啦嘛哈地又也'.includes(next) ||
    (previous !== '' && '又也还就都更而得'.includes(previous))
  );
}
