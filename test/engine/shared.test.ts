import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/engine/run-event.ts';
import type { Value } from '../../src/flow/value.ts';
import { flowText, items, loop, step } from './flow-text.ts';
import { idle, runYaml, startYaml } from './harness.ts';

const human = (prompt = '?', more: object = {}): object => ({
  type: 'HumanInput',
  config: { prompt, ...more },
});

/** Somebody who answers when the test says so. */
class Person {
  readonly asked: Question[] = [];
  readonly #answers: ((answer: Value) => void)[] = [];
  readonly signals: AbortSignal[] = [];

  readonly ask = (question: Question, signal: AbortSignal): Promise<Value> => {
    this.asked.push(question);
    this.signals.push(signal);
    return new Promise((resolve) => this.#answers.push(resolve));
  };

  answer(value: Value): void {
    this.#answers.shift()?.(value);
  }
}

describe('HumanInput with somebody to ask', () => {
  it('waits for the answer, while others go on', async () => {
    const person = new Person();
    const text = flowText(
      { i: 'InputNode', h: human('Send “{text}”?', { options: ['yes', 'no'] }), x: step(), y: step({ in: ['answer'] }) }, // prettier-ignore
      ['i -> h -> y'],
    );
    const run = startYaml(text, { ask: person.ask, inputs: { input: 'it' } });
    const x = await run.calls.next('x');
    await idle();
    expect(person.asked).toEqual([{ node: 'h', prompt: 'Send “it”?', options: ['yes', 'no'] }]);
    x.finish();
    await idle();
    person.answer('no');
    const y = await run.calls.next('y');
    expect(y.input('answer')).toBe('no');
    y.finish();
    expect((await run.ended).status).toBe('succeeded');
  });

  it('takes no place among the steps that run at once', async () => {
    const person = new Person();
    const run = startYaml(flowText({ h: human(), x: step() }), { ask: person.ask, concurrency: 1 });
    await idle();
    expect(person.asked).toHaveLength(1);
    expect(run.calls.open).toEqual(['x']);
    (await run.calls.next('x')).finish();
    person.answer('a');
    expect((await run.ended).status).toBe('succeeded');
  });

  it('asks anew each round', async () => {
    const person = new Person();
    const run = startYaml(flowText({ l: loop({ max_iterations: 2 }), h: human('{iteration}?') }, ['l -> h -> l']), { ask: person.ask }); // prettier-ignore
    await idle();
    person.answer('a');
    await idle();
    person.answer('b');
    const ended = await run.ended;
    expect(person.asked).toMatchObject([
      { node: 'h', iteration: [0], prompt: '0?' },
      { node: 'h', iteration: [1], prompt: '1?' },
    ]);
    expect(ended.result).toBe('b');
  });

  it('fails with whoever can’t answer', async () => {
    const ask = (): Promise<Value> => Promise.reject(new Error('hung up'));
    const ended = await runYaml(flowText({ h: human() }), { ask });
    expect(ended.error).toMatchObject({ code: 'component-defect', node: 'h' });
  });

  it('stops asking when the run ends', async () => {
    const person = new Person();
    const run = startYaml(flowText({ h: human(), x: step() }), { ask: person.ask });
    (await run.calls.next('x')).fail(new Error('broken'));
    const ended = await run.ended;
    expect(person.signals[0]?.aborted).toBe(true);
    expect(ended.cancelled).toEqual(['h']);
  });
});

describe('HumanInput with nobody to ask', () => {
  it('makes the run wait, but only when nothing else can go on', async () => {
    const text = flowText({ h: human(), x: step(), y: step() }, ['x -> y']);
    const run = startYaml(text);
    let isOver = false;
    void run.ended.then(() => (isOver = true));
    for (const id of ['x', 'y']) {
      const call = await run.calls.next(id);
      await idle();
      expect(isOver).toBe(false);
      call.finish();
    }
    const ended = await run.ended;
    expect(ended.status).toBe('waiting');
    expect(ended.last).toMatchObject({
      type: 'run_waiting',
      questions: [{ node: 'h', prompt: '?' }],
    });
    // A run that only waits is not cancelled.
    expect(ended.cancelled).toEqual([]);
    expect(ended.calls.closed.sort()).toEqual(['x', 'y']);
  });

  it('tells all questions that are open', async () => {
    const inner = flowText({ h: human('inner?') });
    const f = { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } };
    const ended = await runYaml(flowText({ a: human('a?'), f, x: step() }), { flows: { inner } });
    expect(ended.last).toMatchObject({
      type: 'run_waiting',
      questions: [
        { node: 'a', prompt: 'a?' },
        { node: 'f/h', prompt: 'inner?' },
      ],
    });
  });

  it('waits for the other nodes of a sub-flow, too', async () => {
    const inner = flowText({ h: human(), x: step(), y: step() }, ['x -> y']);
    const f = { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } };
    const run = startYaml(flowText({ f }), { flows: { inner } });
    for (const id of ['f/x', 'f/y']) {
      const call = await run.calls.next(id);
      await idle();
      expect(run.events.at(-1)?.type).not.toBe('run_waiting');
      call.finish();
    }
    expect((await run.ended).status).toBe('waiting');
  });

  it('waits for a retry and for other flows of the same items', async () => {
    const text = flowText({
      b: human(),
      p: { type: 'ItemProcessor', config: { batch: [1, 2], flow: 'inner', concurrency: 2 } },
    });
    const inner = flowText({ x: step({}, { retry: { max_attempts: 2, delay: 9 } }) });
    const run = startYaml(text, { flows: { inner } });
    (await run.calls.next('p/x')).finish();
    (await run.calls.next('p/x')).fail(new Error('broken'));
    await idle();
    expect(run.events.at(-1)?.type).not.toBe('run_waiting');
    run.clock.pass(9000);
    (await run.calls.next('p/x')).finish();
    const ended = await run.ended;
    expect(ended.status).toBe('waiting');
    expect(ended.finished).toEqual(['p']);
  });

  it('waits for components that are slow to close', async () => {
    let close: () => void = () => undefined;
    const type = {
      type: 'Slow',
      role: 'work' as const,
      config: {},
      inputs: () => [],
      outputs: () => ({ names: ['x'] }),
      create: () => ({
        run: () => ({ x: 1 }),
        close: () => new Promise<void>((resolve) => (close = resolve)),
      }),
    };
    const f = { type: 'Flow', config: { flow: 'inner' }, inputs: { input: '1' } };
    const text = flowText({ h: human(), f, after: step() }, ['f -> after']);
    const run = startYaml(text, { flows: { inner: flowText({ s: 'Slow' }) }, types: [type] });
    await idle();
    expect(run.events.at(-1)?.type).not.toBe('run_waiting');
    close();
    (await run.calls.next('after')).finish();
    expect((await run.ended).status).toBe('waiting');
  });

  it('does not hide that another node has failed', async () => {
    const run = startYaml(flowText({ h: human(), x: step() }));
    (await run.calls.next('x')).fail(new Error('broken'));
    expect((await run.ended).status).toBe('failed');
  });

  it('inside a loop waits with its round', async () => {
    const text = flowText({ b: items([1]), l: loop(), h: human() }, ['b -> l', 'l -> h -> l']);
    const ended = await runYaml(text);
    expect(ended.last).toMatchObject({ questions: [{ node: 'h', iteration: [0] }] });
  });
});
