import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunEventBody } from '../../src/engine/run-event.ts';
import { jsonResult } from '../../src/reporters/result/json-result.ts';
import { ndjson } from '../../src/reporters/result/ndjson.ts';
import { plainLines } from '../../src/reporters/plain/plain-lines.ts';
import { textResult } from '../../src/reporters/result/text-result.ts';
import type { Reporter } from '../../src/reporters/reporter.ts';
import { english, Pipe, Run, stage, StageClock } from './stage.ts';

const text = fc.oneof(
  fc.constantFrom(
    '',
    '你好',
    '👩‍👩‍👧',
    'e\u0301',
    '\u001b[2J',
    '::error::',
    'a\nb',
    '\r',
    '\ud800',
    '##[x]',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const node = fc.oneof(fc.constantFrom('a', 'b', 'loop', 'a/x', 'a/x/y', '__proto__', '节点'), text);
const count = fc.oneof(fc.nat({ max: 200 }), fc.constantFrom(-1, 1e12, 0.5));
const error = fc.record(
  { code: text, message: text, node: fc.option(node) },
  { requiredKeys: ['code', 'message', 'node'] },
);
const ref = { node, iteration: fc.array(fc.nat({ max: 9 }), { maxLength: 2 }) };
const requiredKeys: ('type' | 'node')[] = ['type', 'node'];

/** Events in any order, also orders that no run makes. */
const event = fc.oneof(
  fc.record({
    type: fc.constant('run_started'),
    format_version: fc.constant(1),
    flow: fc.record({ name: text, file: text }),
    nodes: fc.array(
      fc.record({ id: node, type: text, loop: node }, { requiredKeys: ['id', 'type'] }),
      { maxLength: 5 },
    ),
  }),
  fc.record({ type: fc.constant('node_started'), node_type: text, attempt: count, ...ref }),
  fc.record(
    {
      type: fc.constant('node_progress'),
      done: count,
      total: fc.option(count),
      message: text,
      ...ref,
    },
    { requiredKeys },
  ),
  fc.record({ type: fc.constant('stream_start'), attempt: count, ...ref }),
  fc.record({ type: fc.constant('stream_chunk'), text, ...ref }),
  fc.record({ type: fc.constant('stream_error'), error, ...ref }),
  fc.record({
    type: fc.constant('node_finished'),
    outputs: fc.dictionary(text, text),
    attempts: count,
    duration_ms: count,
    rounds: count,
    ...ref,
  }),
  fc.record({
    type: fc.constant('node_failed'),
    status: fc.constantFrom('failed', 'cancelled'),
    error,
    attempts: count,
    duration_ms: count,
    handled_by: fc.option(node),
    ...ref,
  }),
  fc.record({ type: fc.constant('node_skipped'), ...ref }),
  fc.record({
    type: fc.constant('node_retrying'),
    attempt: count,
    max_attempts: count,
    delay_ms: count,
    error,
    ...ref,
  }),
  fc.record({
    type: fc.constant('loop_iteration'),
    round: count,
    done: fc.option(count),
    total: fc.option(count),
    max_iterations: fc.option(count),
    ...ref,
  }),
  fc.record(
    { type: fc.constant('warning'), code: text, message: text, ...ref },
    { requiredKeys: ['type', 'code', 'message'] },
  ),
  fc.record({
    type: fc.constant('log'),
    level: fc.constantFrom('debug', 'info', 'warning', 'error'),
    message: text,
    ...ref,
  }),
) as fc.Arbitrary<RunEventBody>;
const action = fc.oneof(
  { weight: 8, arbitrary: event },
  { weight: 2, arbitrary: fc.nat({ max: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom('pause', 'resume', 'interrupting', 'resize') },
);
const last = fc.constantFrom('finished', 'waiting', 'none');

it('the live view survives any events, keeps to the terminal and gives the cursor back', async () => {
  const sizes = fc.record({
    columns: fc.integer({ min: 2, max: 90 }),
    rows: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { maxLength: 60 }),
      last,
      sizes,
      async (actions, end, { columns, rows }) => {
        const { terminal, clock, view, run } = stage(columns, rows, {
          level: 'verbose',
          color: true,
        });
        for (const step of actions) {
          if (typeof step === 'number') clock.pass(step);
          else if (step === 'resize') terminal.resize(rows + 10, rows);
          else if (typeof step === 'string') view[step]();
          else run.emit(step);
          expect(terminal.cutOff).toBe(0);
        }
        if (end === 'finished') run.end();
        if (end === 'waiting')
          run.emit({
            type: 'run_waiting',
            questions: [{ node: 'a', prompt: '?' }],
            duration_ms: 1,
          });
        await view.close();
        expect(terminal.cursorVisible).toBe(true);
        expect(clock.pending).toBe(0);
        // Nothing that was drawn only for a moment is left on the screen.
        const left = terminal.everything.filter((line) => /^ *[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] /.test(line));
        if (!actions.includes('resize')) expect(left).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

it('every other reporter survives them too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), last, async (events, end) => {
      const pipes = Array.from({ length: 4 }, () => new Pipe());
      const [plain, json, lines, answer] = pipes as [Pipe, Pipe, Pipe, Pipe];
      const { now } = new StageClock();
      const reporters: Reporter[] = [
        plainLines({
          stderr: plain,
          say: english,
          color: false,
          unicode: true,
          level: 'verbose',
          now,
        }),
        jsonResult({ stdout: json }),
        ndjson({ stdout: lines }),
        textResult({ stdout: answer, answer: 'a' }),
      ];
      for (const reporter of reporters) {
        const run = new Run(reporter);
        events.forEach((body) => run.emit(body));
        if (end === 'finished') run.end();
        if (end === 'waiting') run.emit({ type: 'run_waiting', questions: [], duration_ms: 1 });
        await reporter.close();
      }
      expect(plain.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      expect(plain.text).not.toMatch(/^\s*::|##\[/m);
      expect(lines.text.split('\n')).toHaveLength(events.length + (end === 'none' ? 1 : 2));
      if (end !== 'none') JSON.parse(json.text);
      expect(answer.text).toBe(end === 'finished' ? 'yes\n' : '');
    }),
    { numRuns: 200 },
  );
});
