import { message, type Message, type Say } from '../messages/message.ts';
import { flowTitle } from './text/flow-title.ts';
import { foreign } from './text/foreign.ts';
import { count } from './text/numbers.ts';
import type { Theme } from './text/theme.ts';
import { pad } from './text/width.ts';
import { textWidth } from '../diagnostics/text-width.ts';

/** What `--dry-run` shows of a flow. */
export interface PlanView {
  readonly name: string;
  readonly file: string;
  readonly steps: readonly PlanStep[];
  /** What the flow returns: names of its outputs, or ids of nodes. */
  readonly returns: readonly string[];
}

/** Nodes that can start when those of the steps before have ended, and so run at the same time. */
export type PlanStep = readonly PlanItem[];

export interface PlanItem {
  readonly id: string;
  readonly type: string;
  /** It runs when one of these comes true; empty: always. */
  readonly when: readonly PlanCondition[];
  /** Nothing else may run beside it. */
  readonly alone?: boolean;
  /** What it does in each round, where it controls a loop. */
  readonly loop?: PlanLoop;
  /** The sub-flow that it runs. */
  readonly flow?: PlanView;
}

export interface PlanCondition {
  /** An edge with a condition; an arm of a router; its default; a handler of a failure. */
  readonly kind: 'edge' | 'arm' | 'otherwise' | 'failure';
  /** The node that decides. */
  readonly from: string;
  /** The arm's name. */
  readonly name?: string;
  readonly expression?: string;
}

export interface PlanLoop {
  readonly steps: readonly PlanStep[];
  readonly batchSize?: number;
  readonly maxIterations?: number;
  readonly continueCondition?: string;
}

interface Look {
  readonly say: Say;
  readonly theme: Theme;
}

/** A plan as text, ended by a line break: step by step what runs, what runs at the same time, and on what it depends. */
export function planText(plan: PlanView, look: Look): string {
  const { say, theme } = look;
  const nodes = nodesIn(plan.steps);
  const values = {
    flow: flowTitle(plan.name, plan.file, say),
    nodes: count(nodes),
    count: nodes,
    pace: nodes > 1 ? paceOf(mostAtOnce(plan.steps)) : '',
  };
  const lines = [theme.bold(say(message('report/plan', values))), ''];
  lines.push(...stepLines(plan.steps, '', '', look));
  if (plan.returns.length > 0) {
    const outputs = plan.returns.map(foreign).join(say(message('report/comma')));
    lines.push('', say(message('report/plan/returns', { outputs })));
  }
  return `${lines.join('\n')}\n`;
}

function paceOf(parallel: number): Message {
  if (parallel === 1) return message('report/plan/in-turn');
  return message('report/plan/at-once', { parallel: count(parallel) });
}

/** How many nodes can run at the same time; of the arms of one router only one does. */
export function mostAtOnce(steps: readonly PlanStep[]): number {
  return steps.reduce((most, step) => {
    const each = step.map((item) => Math.max(1, mostAtOnce(innerSteps(item))));
    const together = exclusive(step) ? maximum(each) : each.reduce((sum, n) => sum + n, 0);
    return Math.max(most, together);
  }, 0);
}

function nodesIn(steps: readonly PlanStep[]): number {
  return steps.flat().reduce((sum, item) => sum + 1 + nodesIn(innerSteps(item)), 0);
}

function innerSteps({ loop, flow }: PlanItem): readonly PlanStep[] {
  return loop?.steps ?? flow?.steps ?? [];
}

function maximum(numbers: readonly number[]): number {
  return numbers.reduce((most, n) => Math.max(most, n), 0);
}

/** Whether one router decides which of the nodes runs. */
function exclusive(step: PlanStep): boolean {
  const [first] = step[0]?.when ?? [];
  return step.every(
    ({ when }) =>
      when.length > 0 &&
      when.every(({ kind, from }) => /^(arm|otherwise)$/.test(kind) && from === first?.from),
  );
}

function stepLines(
  steps: readonly PlanStep[],
  indent: string,
  prefix: string,
  look: Look,
): string[] {
  const items = steps.flat();
  const columns = {
    number: maximum(steps.map((_, index) => textWidth(`${prefix}${index + 1}`))),
    id: Math.min(30, maximum(items.map(({ id }) => textWidth(id)))),
    type: Math.min(20, maximum(items.map(({ type }) => textWidth(type)))),
  };
  const inner = indent + ' '.repeat(columns.number + 2);
  return steps.flatMap((step, index) => {
    const number = `${prefix}${index + 1}`;
    const start = `${indent}${look.theme.dim(pad(number, columns.number))}  `;
    const [only] = step;
    if (step.length === 1 && only) {
      return itemLines(only, start, inner, `${number}.`, columns, look);
    }
    const together = exclusive(step) ? 'report/plan/one-of' : 'report/plan/together';
    const list = `${inner}  `;
    return [
      start + look.theme.dim(look.say(message(together))),
      ...step.flatMap((item) => itemLines(item, list, list, `${number}.`, columns, look)),
    ];
  });
}

function itemLines(
  item: PlanItem,
  start: string,
  indent: string,
  prefix: string,
  columns: { readonly id: number; readonly type: number },
  look: Look,
): string[] {
  const { theme, say } = look;
  const id = pad(foreign(item.id), columns.id);
  const type = pad(foreign(item.type), columns.type);
  const when = conditionTexts(item, look).join(say(message('report/plan/or')));
  const notes = [...(when === '' ? [] : [when]), ...loopTexts(item, look)];
  if (item.alone) notes.push(say(message('report/plan/alone')));
  if (item.flow) notes.push(foreign(item.flow.file));
  const line = `${start}${id}  ${theme.dim(type)}  ${notes.join(say(message('report/plan/comma')))}`;
  const inner = innerSteps(item);
  if (inner.length === 0) return [line.trimEnd()];
  const title = item.loop ? [`${indent}${theme.dim(say(message('report/plan/each-round')))}`] : [];
  return [line.trimEnd(), ...title, ...stepLines(inner, indent, prefix, look)];
}

function conditionTexts({ when }: PlanItem, { say }: Look): string[] {
  return when.map(({ kind, from, name, expression }) => {
    if (kind === 'otherwise') return say(message('report/plan/otherwise'));
    if (kind === 'failure') return say(message('report/plan/on-error', { node: foreign(from) }));
    const parts = [name, expression].filter((part) => part !== undefined);
    return say(message('report/plan/when', { condition: foreign(parts.join(': ')) }));
  });
}

function loopTexts({ loop }: PlanItem, { say }: Look): string[] {
  if (!loop) return [];
  const { batchSize, maxIterations, continueCondition } = loop;
  const texts: string[] = [];
  if (batchSize !== undefined) {
    texts.push(say(message('report/plan/batch', { n: count(batchSize), count: batchSize })));
  }
  if (maxIterations !== undefined) {
    const values = { n: count(maxIterations), count: maxIterations };
    texts.push(say(message('report/plan/at-most', values)));
  }
  if (continueCondition !== undefined) {
    texts.push(say(message('report/plan/while', { condition: foreign(continueCondition) })));
  }
  return texts;
}
