import { describe, expect, it } from 'vitest';
import { parseFault } from '../../src/exchanges/fault.ts';
import { sayIn } from '../../src/messages/message.ts';
import { serve } from '../http/servers.ts';
import { mock } from '../models/asking.ts';
import { stage } from './stage.ts';

const ask = (config = '', more = ''): string => `nodes:
  - {id: ask, type: InputNode}
  - {id: answer, type: LLMGenerator, config: {model: qwen${config}}${more}}
edges: [{from: ask, to: answer}]
`;
const settings = (url: string): string =>
  `models:\n  qwen: {base_url: "${url}", model: qwen-plus, timeout: 1}\n`;

describe('faults', () => {
  it.each([
    ['llm=timeout', 'model-connection'],
    ['llm=error', 'model-connection'],
    ['llm=500', 'model-server'],
    ['llm=429', 'model-busy'],
    ['llm=402', 'model-quota'],
    ['llm=cut', 'model-cut'],
    ['answer=stall', 'model-stalled'],
    ['http=500', undefined],
    ['other=500', undefined],
    ['llm=500:0', undefined],
  ])('%s ends a question to a model with %s', async (fault, code) => {
    const server = await mock({ script: { replies: [{ text: 'one two three four five' }] } });
    const { run } = await stage({ 'bisheng.yaml': settings(server.url), 'flow.yaml': ask() });
    const { outcome, struck } = await run({ faults: [fault] });
    expect(outcome.error?.code).toBe(code);
    if (code === undefined) expect(struck).toEqual([]);
    else expect(struck[0]).toBe(`${fault} answer`);
  });

  it('says that the failure was brought about', async () => {
    const server = await mock();
    const { run } = await stage({ 'bisheng.yaml': settings(server.url), 'flow.yaml': ask() });
    const timeout = await run({ faults: ['llm=timeout'] });
    expect(timeout.outcome.error?.hint).toContain('--fault llm=timeout');
    const status = await run({ faults: ['llm=500'] });
    expect(status.outcome.error?.message).toContain('--fault llm=500');
  });

  it('meets what the flow does against failures', async () => {
    const server = await serve((_, response) => response.end('fine'));
    const flow = `nodes:
  - {id: get, type: HTTPRequest, config: {url: "${server.url()}", retries: 0, response: text}, on_error: sorry}
  - {id: sorry, type: Transform, config: {template: "sorry: {error}"}}
`;
    const { run } = await stage({ 'flow.yaml': flow });
    const { outcome } = await run({ faults: ['get=503'] });
    expect(outcome.status).toBe('succeeded');
    expect(JSON.stringify(outcome.outputs)).toContain('sorry');
    expect(server.seen).toEqual([]);
  });

  it('lets later tries through as the seed says, whatever comes first', async () => {
    const server = await serve(({ url }, response) => response.end(url));
    const nodes = Array.from(
      { length: 12 },
      (_, n) =>
        `  - {id: n${n}, type: HTTPRequest, config: {url: "${server.url(`/${n}`)}", retries: 0}, on_error: continue}`,
    );
    const { run } = await stage({ 'flow.yaml': `nodes:\n${nodes.join('\n')}\n` });
    const strikes = async (seed: number): Promise<readonly string[]> =>
      [...(await run({ faults: ['http=error:0.5'], seed })).struck].sort();
    const first = await strikes(1);
    expect(first.length).toBeGreaterThan(1);
    expect(first.length).toBeLessThan(12);
    expect(await strikes(1)).toEqual(first);
    expect(await strikes(2)).not.toEqual(first);
  });

  it('strikes a replay, and the answer that is asked for again is there', async () => {
    const server = await mock({ script: { replies: [{ text: 'one two three' }] } });
    const retry = ', retry: {max_attempts: 9, delay: 0}';
    const { run } = await stage({
      'bisheng.yaml': settings(server.url),
      'flow.yaml': ask('', retry),
    });
    await run({ mode: 'record' });
    await server.close();
    const { outcome, struck, report } = await run({
      mode: 'replay',
      faults: ['llm=cut:0.6'],
      seed: 3,
    });
    expect(struck.length).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ status: 'succeeded', outputs: { answer: 'one two three' } });
    expect(report?.drifts).toEqual([]);
  });
});

describe('a fault', () => {
  it.each([
    ['llm=timeout:0.3', { target: 'llm', kind: 'timeout', probability: 0.3 }],
    [' answer = 503 : 20% ', { target: 'answer', kind: 'status', status: 503, probability: 0.2 }],
    ['http=slow-0.5s', { target: 'http', kind: 'slow', seconds: 0.5, probability: 1 }],
  ])('is read: %s', (text, fault) => {
    expect(parseFault(text)).toMatchObject({ fault });
  });

  it.each([
    ['llm', 'write target=kind'],
    ['=timeout', 'write target=kind'],
    ['llm=', 'no kind of fault'],
    ['llm=timeuot', 'no kind of fault. There are: timeout, error, 429'],
    ['llm=200', 'no kind of fault'],
    ['llm=cut:2', 'number from 0 to 1'],
    ['llm=cut:', 'number from 0 to 1'],
    ['llm=cut:often', 'number from 0 to 1'],
  ])('is refused: %s', (text, said) => {
    const parsed = parseFault(text);
    expect('problem' in parsed && sayIn('en')(parsed.problem)).toContain(said);
  });
});
