import { expect, it } from 'vitest';
import { planJson } from '../../src/reporters/plan-json.ts';
import {
  mostAtOnce,
  planText,
  type PlanItem,
  type PlanView,
} from '../../src/reporters/plan-text.ts';
import { themeFor } from '../../src/reporters/text/theme.ts';
import { chinese, english } from './stage.ts';

const node = (id: string, type: string, more: Partial<PlanItem> = {}): PlanItem => ({
  id,
  type,
  when: [],
  ...more,
});
const arm = (name: string, expression: string) => ({
  when: [{ kind: 'arm' as const, from: 'router', name, expression }],
});

const plan: PlanView = {
  name: '客服',
  file: 'flows/support.yaml',
  returns: ['merge'],
  steps: [
    [node('input', 'InputNode')],
    [node('router', 'ConditionalRouter')],
    [
      node('正面处理', 'Transform', arm('positive', 'score > 0.7')),
      node('negative', 'Transform', arm('negative', 'score < 0.3')),
      node('other', 'Transform', { when: [{ kind: 'otherwise', from: 'router' }] }),
    ],
    [
      node('loop', 'LoopController', {
        loop: {
          batchSize: 10,
          maxIterations: 100,
          continueCondition: 'has_more_data',
          steps: [
            [node('processor', 'ItemProcessor')],
            [node('a', 'Transform'), node('b', 'Transform')],
          ],
        },
      }),
      node('fetch', 'HTTPRequest', {
        when: [{ kind: 'edge', from: 'input', expression: 'vip\u001b' }],
      }),
    ],
    [node('rescue', 'Transform', { when: [{ kind: 'failure', from: 'fetch' }], alone: true })],
    [
      node('sub', 'Flow', {
        flow: {
          name: 'sub',
          file: 'flows/sub.yaml',
          returns: [],
          steps: [[node('x', 'Transform')]],
        },
      }),
    ],
    [node('merge', 'ResultMerger')],
  ],
};

it('the plan shows step by step what runs, together and on which condition', () => {
  const theme = themeFor({ color: false, unicode: true });
  expect(planText(plan, { say: english, theme })).toMatchInlineSnapshot(`
    "Plan of 客服 (flows/support.yaml): 14 nodes, at most 3 at the same time

    1  input     InputNode
    2  router    ConditionalRouter
    3  one of these:
         正面处理  Transform          when positive: score > 0.7
         negative  Transform          when negative: score < 0.3
         other     Transform          otherwise
    4  at the same time:
         loop      LoopController     10 items a round, at most 100 rounds, as long as has_more_data
         each round:
         4.1  processor  ItemProcessor
         4.2  at the same time:
                a          Transform
                b          Transform
         fetch     HTTPRequest        when vip␛
    5  rescue    Transform          when “fetch” fails, runs alone
    6  sub       Flow               flows/sub.yaml
       6.1  x  Transform
    7  merge     ResultMerger

    Returns: merge
    "
  `);
  expect(planText(plan, { say: chinese, theme })).toMatchInlineSnapshot(`
    "执行计划：客服（flows/support.yaml），14 个节点，最多同时运行 3 个

    1  input     InputNode
    2  router    ConditionalRouter
    3  其中之一：
         正面处理  Transform          当 positive: score > 0.7
         negative  Transform          当 negative: score < 0.3
         other     Transform          其他情况
    4  同时运行：
         loop      LoopController     每轮 10 项，最多 100 轮，满足 has_more_data 时继续
         每轮：
         4.1  processor  ItemProcessor
         4.2  同时运行：
                a          Transform
                b          Transform
         fetch     HTTPRequest        当 vip␛
    5  rescue    Transform          当“fetch”失败时，单独运行
    6  sub       Flow               flows/sub.yaml
       6.1  x  Transform
    7  merge     ResultMerger

    返回：merge
    "
  `);
});

it('of the arms of one router only one runs', () => {
  expect(mostAtOnce(plan.steps)).toBe(3);
  expect(mostAtOnce(plan.steps.slice(0, 3))).toBe(1);
  expect(mostAtOnce([[node('a', 'T'), node('b', 'T'), node('c', 'T')]])).toBe(3);
  expect(mostAtOnce([])).toBe(0);
});

it('the plan as JSON says the same', () => {
  const document = JSON.parse(planJson(plan)) as Record<string, unknown>;
  expect(document).toMatchObject({
    format_version: 1,
    flow: { name: '客服', file: 'flows/support.yaml' },
    parallel: 3,
    returns: ['merge'],
  });
  const steps = document.steps as Record<string, unknown>[][];
  expect(steps.map((step) => step.map(({ id }) => id))).toEqual([
    ['input'],
    ['router'],
    ['正面处理', 'negative', 'other'],
    ['loop', 'fetch'],
    ['rescue'],
    ['sub'],
    ['merge'],
  ]);
  expect(steps[2]![0]!.when).toEqual([
    { kind: 'arm', from: 'router', name: 'positive', expression: 'score > 0.7' },
  ]);
  expect(steps[3]![0]!.loop).toMatchObject({
    batch_size: 10,
    max_iterations: 100,
    continue_condition: 'has_more_data',
  });
  expect(steps[4]![0]).toMatchObject({ alone: true, loop: null, subflow: null });
  expect(steps[5]![0]).toMatchObject({ subflow: { steps: [[{ id: 'x' }]] } });
});

it('says so when all nodes run in turn, and joins the conditions of a node', () => {
  const theme = themeFor({ color: false, unicode: true });
  const last = node('b', 'Transform', {
    when: [
      { kind: 'arm', from: 'a', expression: 'x > 1' },
      { kind: 'otherwise', from: 'a' },
    ],
  });
  const steps = [[node('a', 'ConditionalRouter')], [last]];
  const view = { name: 'f', file: 'f.yaml', returns: [], steps };
  expect(planText(view, { say: english, theme })).toMatchInlineSnapshot(`
    "Plan of f (f.yaml): 2 nodes, one after the other

    1  a  ConditionalRouter
    2  b  Transform          when x > 1, or otherwise
    "
  `);
  expect(planText(view, { say: chinese, theme })).toMatchInlineSnapshot(`
    "执行计划：f（f.yaml），2 个节点，依次运行

    1  a  ConditionalRouter
    2  b  Transform          当 x > 1，或其他情况
    "
  `);
});
