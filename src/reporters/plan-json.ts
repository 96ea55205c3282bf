import { objectOf, toJson, type Value, type ValueObject } from '../flow/value.ts';
import { mostAtOnce, type PlanItem, type PlanStep, type PlanView } from './plan-text.ts';
import { unbroken } from './text/json-chunks.ts';

/** A plan as JSON, ended by a line break: the same as its text, with the keys of all our documents. */
export function planJson(plan: PlanView): string {
  const document = objectOf([
    ['format_version', 1],
    ...Object.entries(planValue(plan)),
    ['parallel', mostAtOnce(plan.steps)],
  ]);
  return `${unbroken(toJson(document, 2))}\n`;
}

function planValue({ name, file, steps, returns }: PlanView): ValueObject {
  return objectOf([
    [
      'flow',
      objectOf([
        ['name', name],
        ['file', file],
      ]),
    ],
    ['steps', steps.map(stepValue)],
    ['returns', returns],
  ]);
}

function stepValue(step: PlanStep): Value {
  return step.map(itemValue);
}

function itemValue({ id, type, when, alone, loop, flow }: PlanItem): ValueObject {
  return objectOf([
    ['id', id],
    ['type', type],
    [
      'when',
      when.map(({ kind, from, name, expression }) =>
        objectOf([
          ['kind', kind],
          ['from', from],
          ['name', name ?? null],
          ['expression', expression ?? null],
        ]),
      ),
    ],
    ['alone', alone ?? false],
    [
      'loop',
      loop
        ? objectOf([
            ['batch_size', loop.batchSize ?? null],
            ['max_iterations', loop.maxIterations ?? null],
            ['continue_condition', loop.continueCondition ?? null],
            ['steps', loop.steps.map(stepValue)],
          ])
        : null,
    ],
    ['subflow', flow ? planValue(flow) : null],
  ]);
}
