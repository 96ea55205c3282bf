import type { Location } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../expression/expression.ts';
import { syntaxOf } from '../expression/parse-expression.ts';
import type { FlowExpression, FlowNode } from '../flow.ts';
import { child, type Tree } from '../tree.ts';
import { ConditionReader, isNothing, type Allowed, type Question } from './demand.ts';
import { isFilled, type Facts } from './facts.ts';
import { kind, NUMERIC, type Known } from './known.ts';
import { everyNumber, isCovered, meet, type Range } from './range.ts';

/** An arm of a router that is never taken. */
export interface DeadArm {
  readonly target: string;
  readonly location: Location;
  readonly why: 'never' | 'contradiction' | 'after-always' | 'same' | 'covered' | 'default';
  /** What no value of which meets the condition. */
  readonly subject?: string;
  /** The conditions that are met before. */
  readonly earlier?: readonly Location[];
  /** Another finding says already what is wrong with the condition. */
  readonly isTold: boolean;
}

interface Tried {
  readonly location: Location;
  /** As the file has it, with its placeholders. */
  readonly written: string;
  readonly question: Question | undefined;
}

/** The arms of a router that are never taken, as far as its conditions tell by themselves. */
export function deadArms(router: FlowNode, facts: Facts): DeadArm[] {
  const dead: DeadArm[] = [];
  const tried: Tried[] = [];
  let always: Location | undefined;
  const conditions = child(router.configTree, 'conditions');
  for (const [index, item] of (conditions?.kind === 'list' ? conditions.items : []).entries()) {
    const target = textOf(child(item, 'next_node'));
    const condition = router.expressions.get(`conditions.${index}.expression`);
    if (target === undefined || !condition?.expression) continue;
    const { location } = condition.tree;
    const arm = { target, location };
    if (always) dead.push({ ...arm, why: 'after-always', earlier: [always], isTold: false });
    else {
      const problem = problemOf(condition, tried, facts);
      if (problem) dead.push({ ...arm, ...problem });
      else if (facts.known(condition.expression).truth === true) always = location;
    }
    tried.push(triedOne(condition));
  }
  const fallback = child(router.configTree, 'default_node');
  const target = textOf(fallback);
  if (fallback && target !== undefined && always) {
    const { location } = fallback;
    dead.push({ target, location, why: 'default', earlier: [always], isTold: false });
  }
  return dead;
}

function problemOf(
  condition: FlowExpression,
  tried: readonly Tried[],
  facts: Facts,
): Omit<DeadArm, 'target' | 'location'> | undefined {
  const { expression, tree } = condition;
  const syntax = expression && syntaxOf(expression);
  if (!expression || !syntax) return undefined;
  const isTold = facts.problems(expression).length > 0;
  if (facts.known(expression).truth === false) return { why: 'never', isTold };
  const written = writtenOf(tree.location);
  const same = tried.find((one) => one.written === written);
  if (same) return { why: 'same', earlier: [same.location], isTold };
  for (const [subject, allowed] of readerOf(condition).demands(syntax)) {
    if (isNothing(allowed)) return { why: 'contradiction', subject, isTold };
    const earlier = tried.filter(({ question }) => question?.subject === subject);
    if (earlier.length === 0) continue;
    const known = knownOf(subject, condition, facts);
    // One that does it alone explains it best.
    const groups = [...earlier.map((one) => [one]), earlier];
    const group = groups.find((some) => isLetThrough(allowed, allowedBy(some), known));
    if (group) return { why: 'covered', earlier: group.map(({ location }) => location), isTold };
  }
  return undefined;
}

function allowedBy(tried: readonly Tried[]): Allowed[] {
  return tried.flatMap(({ question }) => question?.allowed ?? []);
}

function triedOne(condition: FlowExpression): Tried {
  const syntax = condition.expression && syntaxOf(condition.expression);
  return {
    location: condition.tree.location,
    written: writtenOf(condition.tree.location),
    question: syntax && readerOf(condition).question(syntax),
  };
}

function readerOf({ expression, tree }: FlowExpression): ConditionReader {
  return new ConditionReader(expression?.source ?? '', (span: Span) => isFilled(tree, span));
}

/** Whether whatever an arm lets through is let through by those before it. */
function isLetThrough(
  allowed: Allowed,
  before: readonly Allowed[],
  known: Known | undefined,
): boolean {
  if (before.length === 0) return false;
  if ('texts' in allowed) {
    const texts = new Set(before.flatMap((one) => ('texts' in one ? [...one.texts] : [])));
    return [...allowed.texts].every((text) => texts.has(text));
  }
  const ranges = before.flatMap((one) => ('range' in one ? [one.range] : []));
  return ranges.length > 0 && isCovered(meet(allowed.range, rangeOf(known)), ranges);
}

function rangeOf(known: Known | undefined): Range {
  if (!known) return everyNumber;
  const { kinds, from, to } = known;
  if ((kinds & ~(NUMERIC | kind.none)) !== 0) return everyNumber;
  return {
    from: from ?? -Infinity,
    fromOpen: from === undefined,
    to: to ?? Infinity,
    toOpen: to === undefined,
  };
}

/** What is known of something that a condition names. */
function knownOf(subject: string, { expression }: FlowExpression, facts: Facts): Known | undefined {
  const place = expression && facts.placeOf(expression);
  return place && /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(subject)
    ? facts.name(place, subject)
    : undefined;
}

function writtenOf({ file, start, end }: Location): string {
  return file.text.slice(start, end).trim();
}

function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind !== 'scalar' || tree.value === null ? undefined : String(tree.value);
}
