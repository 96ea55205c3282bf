import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretMask } from '../../src/engine/secrets.ts';
import type { RunEventBody } from '../../src/engine/run-event.ts';
import { flowText, step } from './flow-text.ts';
import { runYaml, startYaml } from './harness.ts';

const secret = 'sk-1234567890';

/** Each UTF-16 unit in another spelling. */
function units(text: string, spell: (code: number) => string): string {
  return Array.from({ length: text.length }, (_, n) => spell(text.charCodeAt(n))).join('');
}

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

  it('is in no text that escapes it once or several times', () => {
    const awkward = `a/b+c "d" é&\n\\e`;
    const mask = new SecretMask([awkward]);
    let json = awkward;
    for (let depth = 0; depth < 3; depth++) {
      json = JSON.stringify(json);
      expect(mask.text(json).replace(/[\\"]/g, '')).toBe('******');
    }
    const forms = [
      encodeURIComponent(awkward),
      encodeURIComponent(encodeURIComponent(awkward)),
      encodeURIComponent(awkward).replace(/%../g, (code) => code.toLowerCase()),
      new URLSearchParams([['', awkward]]).toString().slice(1),
      JSON.stringify(awkward).slice(1, -1).replaceAll('/', '\\/').replace('é', '\\u00e9'),
      awkward.replace('&', '&amp;').replaceAll('"', '&#34;'),
      Buffer.from(awkward).toString('base64'),
    ];
    for (const form of forms) expect(mask.text(`<${form}>`)).toBe('<******>');
    for (const user of ['u:', 'us:', 'use:']) {
      const told = mask.text(Buffer.from(user + awkward).toString('base64'));
      expect(told).toMatch(/^.{2,6}\*{6}$/);
    }
  });

  it('with several lines is in no text line by line, nor in a stream of them', () => {
    const lines = ['-----BEGIN KEY-----', 'q7"Xk/2+mPz9', 'tail=ab', '-----END KEY-----'];
    const mask = new SecretMask([lines.join('\n')]);
    expect(mask.text(lines.join('\n'))).toBe('******');
    expect(mask.text(JSON.stringify(lines))).toBe('["******","******","tail=ab","******"]');
    expect(mask.text(encodeURIComponent('q7"Xk/2+mPz9'))).toBe('******');
    const told = Array.from(`${lines.join(', ')}.`, (letter) => letter).flatMap((letter) =>
      mask.events({ type: 'stream_chunk', node: 'n', text: letter }),
    );
    expect(told.map((one) => ('text' in one ? one.text : '')).join('')).toBe(
      '******, ******, tail=ab, ******.',
    );
  });

  it.each([
    ['hexadecimal digits', (text: string) => Buffer.from(text).toString('hex')],
    ['upper case ones', (text: string) => Buffer.from(text).toString('hex').toUpperCase()],
    ['JSON', (text: string) => units(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    ['HTML', (text: string) => units(text, (code) => `&#${code};`)],
    ['HTML in hexadecimal', (text: string) => units(text, (code) => `&#x${code.toString(16)};`)],
    ['a URL', (text: string) => units(text, (code) => `%${code.toString(16).toUpperCase()}`)],
  ])('is in no text that has all of it in numbers: %s', (_, written) => {
    const mask = new SecretMask(['sk-Kj8/longer+one']);
    const text = written('sk-Kj8/longer+one');
    expect(mask.text(`a ${text} b`)).toBe('a ****** b');
    for (let cut = 1; cut < text.length; cut += 7) {
      const chunks = [text.slice(0, cut), text.slice(cut)].flatMap((chunk) =>
        mask.events({ type: 'stream_chunk', node: 'n', text: chunk }),
      );
      const rest = mask.events({ type: 'stream_end', node: 'n' });
      const told = [...chunks, ...rest].map((one) => ('text' in one ? one.text : '')).join('');
      expect(told).toBe('******');
    }
  });

  it('is in no stream, however it is escaped and cut', () => {
    const mask = new SecretMask(['key with "quotes"']);
    const text = `<${JSON.stringify(JSON.stringify('key with "quotes"'))}>`;
    const told = [...(text.match(/[^]{1,3}/g) ?? [])].flatMap((chunk) =>
      mask.events({ type: 'stream_chunk', node: 'a', text: chunk }),
    );
    const all = [...told, ...mask.events({ type: 'stream_end', node: 'a' })];
    expect(all.map((event) => ('text' in event ? event.text : '')).join('')).toBe(mask.text(text));
    expect(mask.text(text)).not.toContain('key');
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

it('masks a secret of any length, and its lines', () => {
  const lines = Array.from({ length: 2_000 }, (_, n) => `aB+/`.repeat(15) + String(n));
  const secret = lines.join('\n');
  // The text is not shown where this fails: it is long.
  expect(new SecretMask([secret]).text(`<${secret}> ${lines[1] ?? ''}`) === '<******> ******').toBe(
    true,
  );
});
