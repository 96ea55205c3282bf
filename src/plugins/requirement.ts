import { markerProblemAt } from './marker.ts';
import { isVersion } from './version.ts';

/** A dependency as pip takes it (PEP 508). */
export interface Requirement {
  /** As written. */
  readonly text: string;
  /** As package indexes compare names (PEP 503): lower case, runs of `-`, `_` and `.` are one `-`. */
  readonly name: string;
}

/** What is wrong with a requirement: a key below `requirement-invalid/`, and the stretch of the text that it is about. */
export interface RequirementProblem {
  readonly problem: ProblemKind;
  readonly start: number;
  readonly end: number;
}
export type ProblemKind =
  | 'empty'
  | 'option'
  | 'name'
  | 'single-equals'
  | 'full-width'
  | 'operator'
  | 'version'
  | 'bracket'
  | 'url'
  | 'marker'
  | 'rest';

const SPACE = /[ \t]*/y;
const NAME = /[A-Za-z\d](?:[A-Za-z\d._-]*[A-Za-z\d])?/y;
const EXTRAS = /\[[ \t]*(?:[A-Za-z\d][\w.-]*[ \t]*(?:,[ \t]*[A-Za-z\d][\w.-]*[ \t]*)*)?\]/y;
const OPERATOR = /===|==|~=|!=|<=|>=|<|>/y;
const VERSION = /[^\s,;)]+/y;
const FULL_WIDTH = /[\uff01-\uff5e\u3000\u3001\u3002]/;

/**
 * Reads one requirement: `name`, `name[extra]>=1,<2`, `name @ https://…`, each with an environment marker after `;`.
 * Gives what is wrong with it otherwise.
 */
export function parseRequirement(text: string): Requirement | RequirementProblem {
  return new Reader(text).read();
}

/** A package's name as indexes compare it (PEP 503). */
export function normalName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Requirement | RequirementProblem {
    const text = this.#text;
    if (text.trim() === '') return this.#problem('empty', 0, text.length);
    const wide = FULL_WIDTH.exec(text);
    if (wide) return this.#problem('full-width', wide.index, wide.index + 1);
    this.#take(SPACE);
    if (text.startsWith('-', this.#at)) return this.#problem('option', this.#at);
    const start = this.#at;
    const name = this.#take(NAME);
    const rest = /^[^\s<>=!~;,@([]*/.exec(text.slice(this.#at))?.[0] ?? '';
    if (name === '' || rest !== '') {
      return this.#problem('name', start, Math.max(this.#at + rest.length, start + 1));
    }
    this.#take(SPACE);
    if (text.startsWith('[', this.#at) && this.#take(EXTRAS) === '') {
      return this.#problem('bracket', this.#at);
    }
    return this.#wants() ?? this.#marker() ?? { text: text.trim(), name: normalName(name) };
  }

  /** Which versions, or from where. */
  #wants(): RequirementProblem | undefined {
    this.#take(SPACE);
    if (this.#text.startsWith('@', this.#at)) {
      this.#at++;
      this.#take(SPACE);
      const start = this.#at;
      const url = this.#take(/\S+/y);
      return URL.canParse(url) && url.includes(':/')
        ? undefined
        : this.#problem('url', start, Math.max(this.#at, start + 1));
    }
    const bracket = this.#text.startsWith('(', this.#at);
    const opened = this.#at;
    if (bracket) this.#at++;
    const problem = this.#versions();
    if (problem || !bracket) return problem;
    this.#take(SPACE);
    if (!this.#text.startsWith(')', this.#at)) return this.#problem('bracket', opened);
    this.#at++;
    return undefined;
  }

  /** `>=1.0, <2`; none at all is fine, and pip forgives a comma at the end. */
  #versions(): RequirementProblem | undefined {
    for (;;) {
      this.#take(SPACE);
      const start = this.#at;
      const operator = this.#take(OPERATOR);
      if (operator === '') {
        if (this.#text.startsWith('=', start)) {
          return this.#problem('single-equals', start, start + 1);
        }
        const ends = start === this.#text.length || /[;)]/.test(this.#text.charAt(start));
        return ends ? undefined : this.#problem('operator', start);
      }
      this.#take(SPACE);
      const from = this.#at;
      const version = this.#take(VERSION);
      if (!isVersion(version, operator)) {
        return this.#problem('version', from, Math.max(this.#at, from + 1));
      }
      this.#take(SPACE);
      if (!this.#text.startsWith(',', this.#at)) return undefined;
      this.#at++;
    }
  }

  #marker(): RequirementProblem | undefined {
    this.#take(SPACE);
    if (this.#at === this.#text.length) return undefined;
    if (!this.#text.startsWith(';', this.#at)) return this.#problem('rest', this.#at);
    const start = this.#at + 1;
    const wrong = markerProblemAt(this.#text.slice(start));
    return wrong === undefined ? undefined : this.#problem('marker', start + wrong);
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #problem(problem: ProblemKind, start: number, end = this.#text.length): RequirementProblem {
    return { problem, start, end: Math.max(end, start) };
  }
}
