import { Float } from '../expression/datum.ts';
import type { Span } from '../expression/expression.ts';
import type { Chain, Comparison, Syntax } from '../expression/syntax.ts';
import { isEmpty, meet, type Range } from './range.ts';

/** The values of one thing that a condition lets through: numbers of a range, or some texts. */
export type Allowed = { readonly range: Range } | { readonly texts: ReadonlySet<string> };

/** What a condition demands of the things that it asks about, by how these are written. */
export type Demands = ReadonlyMap<string, Allowed>;

/** A condition that asks about one thing alone, and all that it lets through. */
export interface Question {
  readonly subject: string;
  readonly allowed: readonly Allowed[];
}

/** Reads conditions. What a parameter has put in is no constant. */
export class ConditionReader {
  readonly #source: string;
  readonly #isFilled: (span: Span) => boolean;

  constructor(source: string, isFilled: (span: Span) => boolean) {
    this.#source = source;
    this.#isFilled = isFilled;
  }

  /** What must hold for the condition to be true; there may be more that must. */
  demands(syntax: Syntax): Demands {
    const demands = new Map<string, Allowed>();
    const parts = syntax.kind === 'and' ? syntax.operands : [syntax];
    for (const part of parts) {
      if (part.kind === 'and') addAll(demands, this.demands(part));
      else if (part.kind === 'chain') addAll(demands, this.#chain(part).demands);
    }
    return demands;
  }

  /** All that makes the condition true, where it asks about one thing alone. */
  question(syntax: Syntax): Question | undefined {
    if (syntax.kind === 'or') {
      const all = syntax.operands.map((operand) => this.question(operand));
      const [first] = all;
      if (!first || all.some((one) => one?.subject !== first.subject)) return undefined;
      return { subject: first.subject, allowed: all.flatMap((one) => one?.allowed ?? []) };
    }
    const parts = syntax.kind === 'and' ? syntax.operands : [syntax];
    const demands = new Map<string, Allowed>();
    for (const part of parts) {
      if (part.kind !== 'chain') return undefined;
      const { demands: more, isAll } = this.#chain(part);
      if (!isAll) return undefined;
      addAll(demands, more);
    }
    const [only, ...others] = demands;
    return only && others.length === 0 ? { subject: only[0], allowed: [only[1]] } : undefined;
  }

  #chain({ first, rest }: Syntax & Chain): { demands: Demands; isAll: boolean } {
    const demands = new Map<string, Allowed>();
    let isAll = true;
    let left = first;
    for (const { operator, operand } of rest) {
      const one =
        this.#link(left, operator, operand) ?? this.#link(operand, turned(operator), left);
      if (one) add(demands, one.subject, one.allowed);
      else isAll = false;
      left = operand;
    }
    return { demands, isAll };
  }

  #link(
    of: Syntax,
    operator: Comparison | undefined,
    to: Syntax,
  ): { subject: string; allowed: Allowed } | undefined {
    if (operator === undefined || !isPath(of)) return undefined;
    const allowed = this.#allowed(operator, to);
    const subject = this.#source.slice(of.start, of.end).replace(/\s/g, '');
    return allowed && { subject, allowed };
  }

  #allowed(operator: Comparison, to: Syntax): Allowed | undefined {
    if (operator === 'in') {
      if (to.kind !== 'list' && to.kind !== 'tuple') return undefined;
      const texts = to.items.map((item) => this.#constant(item));
      return texts.every((text) => typeof text === 'string')
        ? { texts: new Set(texts) }
        : undefined;
    }
    const value = this.#constant(to);
    if (operator === '==' && typeof value === 'string') return { texts: new Set([value]) };
    if (typeof value !== 'number') return undefined;
    switch (operator) {
      case '==':
        return { range: { from: value, fromOpen: false, to: value, toOpen: false } };
      case '<':
      case '<=':
        return { range: { from: -Infinity, fromOpen: true, to: value, toOpen: operator === '<' } };
      case '>':
      case '>=':
        return { range: { from: value, fromOpen: operator === '>', to: Infinity, toOpen: true } };
      default:
        return undefined;
    }
  }

  #constant(syntax: Syntax): string | number | undefined {
    if (syntax.kind === 'negative') {
      const value = this.#constant(syntax.of);
      return typeof value === 'number' ? -value : undefined;
    }
    if (syntax.kind !== 'constant' || this.#isFilled(syntax)) return undefined;
    const { value } = syntax;
    if (value instanceof Float) return value.value;
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  }
}

/** Whether nothing is let through. */
export function isNothing(allowed: Allowed): boolean {
  return 'range' in allowed ? isEmpty(allowed.range) : allowed.texts.size === 0;
}

/** The comparison seen from its other side. */
function turned(operator: Comparison): Comparison | undefined {
  const other = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==' } as const;
  return operator in other ? other[operator as keyof typeof other] : undefined;
}

function isPath(syntax: Syntax): boolean {
  if (syntax.kind === 'name') return true;
  if (syntax.kind === 'attribute') return isPath(syntax.of);
  return syntax.kind === 'index' && syntax.index.kind === 'constant' && isPath(syntax.of);
}

function addAll(demands: Map<string, Allowed>, more: Demands): void {
  for (const [subject, allowed] of more) add(demands, subject, allowed);
}

function add(demands: Map<string, Allowed>, subject: string, allowed: Allowed): void {
  const known = demands.get(subject);
  demands.set(subject, known ? both(known, allowed) : allowed);
}

/** What both let through. No number is a text. */
function both(a: Allowed, b: Allowed): Allowed {
  if ('range' in a && 'range' in b) return { range: meet(a.range, b.range) };
  if ('texts' in a && 'texts' in b) {
    return { texts: new Set([...a.texts].filter((text) => b.texts.has(text))) };
  }
  return { texts: new Set() };
}
