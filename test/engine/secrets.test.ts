import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretMask } from '../../src/engine/secrets.ts';
import type { RunEventBody } from '../../src/engine/run-event.ts';
import { flowText, step } from './flow-text.ts';
import { runYaml, startYaml } from './harness.ts';

const secret = 'sk-1234567890';

describe('a secret', () => {
  it('is in no event, whatever it stands in', async () => {
    const text = flowText({ a: step({ key: secret }, { on_error: 'continue' }), b: step() }, [
      'a -> b if result == "x"',
    ]);
    const run = startYaml(text, { secrets: [secret], steps: { b: 1 } });
    const a = await run.calls.next('a');
    expect(a.input('key')).toBe(undefined);
    a.context.log('info', `key is ${secret}`);
    a.context.progress(1, 2, secret);
    a.fail(new Error(`401 for ${secret}`));
    const ended = await run.ended;
    expect(JSON.stringify(ended.events)).not.toContain(secret);
    expect(JSON.stringify(ended.events)).toContain('401 for ******');
  });

  it('is in no output, be it a key, deep inside, or written as JSON', async () => {
    const quoted = 'with "quotes" and \\';
    const ended = await runYaml(flowText({ a: step() }), {
      secrets: [secret, quoted],
      steps: { a: () => ({ r: [{ [secret]: [`x${secret}y`] }, JSON.stringify({ quoted })] }) },
    });
    const [result] = Object.values((ended.last as { outputs: object }).outputs) as unknown[];
    expect(JSON.stringify(result)).toBe('[{"******":["x******y"]},"{\\"quoted\\":\\"******\\"}"]');
    // Whoever calls the engine gets the values themselves.
    expect(JSON.stringify(ended.outputs)).toContain(secret);
  });

  it('is in no text as Python or a URL has it, nor is its beginning in a text that was cut', () => {
    const awkward = `it's "a" \\ key`;
    const mask = new SecretMask([awkward, secret]);
    expect(mask.text(`no ${String.raw`'it\'s "a" \\ key'`}`)).toBe(`no '******'`);
    expect(mask.text(`?k=${encodeURIComponent(awkward)}&x`)).toBe('?k=******&x');
    expect(mask.text('“sk-1234567…” and “sk-12345678…”…')).toBe('“******…” and “******…”…');
    expect(mask.text('“sk-12…” is too little, sk-1234567 was not cut')).toContain('sk-12…');
  });

  it('of less than 8 characters is too common to be masked', async () => {
    const ended = await runYaml(flowText({ a: step() }), {
      secrets: ['1234567'],
      steps: { a: '1234567' },
    });
    expect(JSON.stringify(ended.last)).toContain('1234567');
  });

  it('that is a word of the protocol does not garble it', async () => {
    const ended = await runYaml(flowText({ a: step() }), {
      secrets: ['succeeded', 'node_started', 'outputs_'],
      steps: { a: 'succeeded' },
    });
    expect(ended.last).toMatchObject({ status: 'succeeded', outputs: { a: '******' } });
    expect(ended.events[1]?.type).toBe('node_started');
  });

  it('is masked across the chunks of a stream, node by node', async () => {
    const run = startYaml(flowText({ a: step(), b: step() }), { secrets: [secret] });
    const [a, b] = [await run.calls.next('a'), await run.calls.next('b')];
    a.context.stream('key sk-12');
    b.context.stream('34567890 ');
    a.context.stream('34567890, and sk-');
    b.context.stream('!');
    a.finish();
    b.finish();
    const ended = await run.ended;
    const said = (node: string): string =>
      ended.events
        .flatMap((e) => (e.type === 'stream_chunk' && e.node === node ? [e.text] : []))
        .join('');
    expect(said('a')).toBe('key ******, and sk-');
    expect(said('b')).toBe('34567890 !');
  });

  it('in a stream that fails is never told', async () => {
    const run = startYaml(flowText({ a: step() }), { secrets: [secret] });
    const a = await run.calls.next('a');
    a.context.stream('key sk-123456');
    a.fail(new Error('cut'));
    expect(JSON.stringify((await run.ended).events)).not.toContain('sk-');
  });

  it('cut anywhere is masked like the whole text', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 60 });
    const secrets = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 14 }), { minLength: 1, maxLength: 3 }); // prettier-ignore
    fc.assert(
      fc.property(secrets, letters, fc.array(fc.nat(9)), (hidden, text, cuts) => {
        const mask = new SecretMask(hidden);
        const events: RunEventBody[] = [];
        let at = 0;
        for (const cut of [...cuts, text.length]) {
          events.push({ type: 'stream_chunk', node: 'a', text: text.slice(at, at + cut) });
          at += cut;
        }
        events.push({ type: 'stream_end', node: 'a' });
        const told = events
          .flatMap((event) => mask.events(event))
          .flatMap((event) => (event.type === 'stream_chunk' ? [event.text] : []));
        expect(told.join('')).toBe(mask.text(text));
        expect(told).not.toContain('');
      }),
      { numRuns: 2_000 },
    );
  });
});
