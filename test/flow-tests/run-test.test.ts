import { describe, expect, it } from 'vitest';
import { greet, runFiles } from './run-files.ts';

const happy = 'What a lovely hotel, we will come back!';

/** What came of one test of the flow that greets. */
async function outcome(test: string, flow = greet): Promise<string | readonly string[]> {
  const text = `tests:\n  - name: it\n${test.replace(/^/gm, '    ')}\n`;
  const ran = await runFiles({ 'flows/greet.yaml': flow, 'flows/greet.test.yaml': text });
  const findings = ran.files.flatMap((file) => file.findings);
  expect(findings).toEqual([]);
  return ran.outcome.it ?? [];
}

describe('a test passes', () => {
  it.each([
    `input: ${happy}`,
    `input: ${happy}\nexpect: {output: Thank you! (en)}`,
    `input: ${happy}\nexpect: {outputs: {thanks: {contains: Thank}}}`,
    `input: ${happy}\nexpect: {route: {router: happy}, ran: [thanks, mood], skipped: sorry}`,
    `input: x\nmocks: {mood: {sentiment_score: 0.1, language: de}}\nexpect: {output: We are sorry. (de), route: {router: default}}`,
    `input: x\nmocks: {mood: {sentiment_score: 0.1}}\nexpect: {output: We are sorry. ()}`,
    `input: x\nmocks: {thanks: mocked, router: {matched: happy, next_node: thanks}}\nexpect: {output: mocked}`,
    `input: ${happy}\nexpect: {calls: {mood: 1, sorry: 0}}`,
    `input: ${happy}\nexpect: {calls: {mood: [{text: {contains: lovely}}]}}`,
    `input: ${happy}\nexpect: {calls: {mood: {with: {text: {contains: hotel}}}}}`,
    `input: ${happy}\nexpect: {nodes: {mood: {language: en, sentiment_score: {expression: value > 0.7}}}}`,
    `input: ${happy}\nexpect: {expression: [mood.sentiment_score > 0.7, '"Thank" in output', 'nodes["mood"].language == "en"']}`,
    `input: x\nmocks: {mood: {fail: {code: http-status, message: busy, status: 503}}}\nexpect: {error: {code: http-status, node: mood, message: {contains: busy}}}`,
    `input: x\nmocks: {mood: {fail: over}}\nexpect: {status: failed}`,
  ])('%s', async (test) => {
    expect(await outcome(test)).toBe('passed');
  });
});

describe('a test fails', () => {
  it.each<[string, string[]]>([
    [
      'expect: {output: x}',
      ['The run should be “succeeded” and is “failed”.', 'input [input-missing] '],
    ],
    [`input: ${happy}\nexpect: {output: x}`, ['output is not what is expected.']],
    [`input: ${happy}\nexpect: {outputs: {x: 1}}`, ['outputs.x is missing; there are: thanks.']],
    [`input: ${happy}\nexpect: {ran: sorry}`, ['“sorry” should have run, and did not.']],
    [`input: ${happy}\nexpect: {skipped: [thanks]}`, ['“thanks” should not have run, and did.']],
    [
      `input: ${happy}\nexpect: {route: {router: default}}`,
      ['“router” should have gone default, and went happy.'],
    ],
    [
      `input: ${happy}\nexpect: {calls: {mood: 2}}`,
      ['Calls of “mood” should have happened 2 times, and happened 1.'],
    ],
    [
      `input: ${happy}\nexpect: {calls: {mood: [{text: x}]}}`,
      ['calls.mood[0].text is not what is expected.'],
    ],
    [
      `input: ${happy}\nexpect: {calls: {sorry: {with: {language: en}}}}`,
      ['Calls of “sorry”: there was none.'],
    ],
    [
      `input: ${happy}\nexpect: {nodes: {sorry: {result: x}}}`,
      ['“sorry” gave nothing: it did not run, or failed.'],
    ],
    [
      `input: ${happy}\nexpect: {expression: len(output) > 100}`,
      ['Should be true: len(output) > 100'],
    ],
    [`input: ${happy}\nexpect: {warnings: x}`, ['There should have been a warning “x”.']],
    [
      `input: ${happy}\nexpect: {requests: 1}`,
      ['Requests to servers should have happened 1 time, and happened 0.'],
    ],
    [`input: x\nexpect: {error: http-status}`, ['The run should be “failed” and is “succeeded”.']],
  ])('%s', async (test, expected) => {
    const found = await outcome(test);
    expect(found).toHaveLength(expected.length);
    for (const [n, text] of expected.entries()) expect(found[n]).toContain(text);
  });

  it.each<[string, string]>([
    ['expect: {ran: thank}', 'test-node-unknown: The flow has no node “thank”.'],
    ['expect: {route: {mood: x}}', 'test-expectation: “mood” (TextAnalyzer) is no router.'],
    ['expect: {route: {router: hapy}}', 'test-expectation: The router “router” has no arm “hapy”.'],
    [
      'expect: {nodes: {mood: {lang: en}}}',
      'test-expectation: “mood” (TextAnalyzer) has no output “lang”.',
    ],
    ['mocks: {mood: {lang: en}}', 'test-mock: “mood” (TextAnalyzer) has no output “lang”.'],
    ['mocks: {nobody: x}', 'test-node-unknown: The flow has no node “nobody”.'],
    ['answers: {mood: x}', 'test-expectation: “mood” (TextAnalyzer) asks nobody.'],
    ['model: gpt', 'model-unknown: bisheng.yaml has no model “gpt”.'],
    ['params: {x: 1}', 'parameter-unknown'],
  ])('%s names what is not there', async (test, expected) => {
    const found = await outcome(`input: x\n${test}`);
    expect(found[0]).toContain(expected);
  });

  it('is told where the file says what it expects', async () => {
    const text = `tests:\n  - name: it\n    input: ${happy}\n    expect:\n      output: x\n`;
    const { files } = await runFiles({ 'greet.yaml': greet, 'greet.test.yaml': text });
    const [failure] = files[0]?.results[0]?.failures ?? [];
    expect(failure?.location.file.path).toBe('greet.test.yaml');
    expect(text.slice(failure?.location.start, failure?.location.end)).toBe('x');
    expect(failure).toMatchObject({ expected: 'x', actual: 'Thank you! (en)' });
  });
});

describe('what stands in for nodes', () => {
  const retrying = `nodes:
  - {id: input, type: InputNode}
  - {id: fetch, type: HTTPRequest, config: {url: "http://127.0.0.1:9/"}, retry: {max_attempts: 3, delay: 0}, on_error: rescue}
  - {id: rescue, type: Transform, config: {expression: '"rescued: " + error.code'}}
  - {id: answer, type: OutputNode, inputs: {value: fetch.body or rescue.result}}
edges:
  - {from: input, to: fetch}
  - {from: fetch, to: answer}
  - {from: rescue, to: answer}
`;
  it('gives something else each time, the last for good', async () => {
    const test = `input: x\nmocks: {fetch: {each: [{fail: http-timeout}, {body: hi}]}}\nexpect: {output: hi, calls: {fetch: 2}, requests: 0}`;
    expect(await outcome(test, retrying)).toBe('passed');
  });

  it('fails as often as it is tried', async () => {
    const test = `input: x\nmocks: {fetch: {fail: http-timeout}}\nexpect: {output: 'rescued: http-timeout', calls: {fetch: 3}}`;
    expect(await outcome(test, retrying)).toBe('passed');
  });

  it('never makes the real one', async () => {
    const flow = `nodes:\n  - {id: ask, type: LLMGenerator, config: {prompt: hi}}\n`;
    const test = `mocks: {ask: hello}\nexpect: {output: hello, prompts: 0}`;
    expect(await outcome(test, flow)).toBe('passed');
  });
});

describe('models', () => {
  const ask = `nodes:
  - {id: input, type: InputNode}
  - {id: answer, type: LLMGenerator, config: {model: gpt-9, prompt: "Say {text}."}}
edges: [{from: input, to: answer}]
`;
  it('are replaced by the one that a test names', async () => {
    const test = `input: hello\nmodel: echo\nexpect: {output: {contains: Say hello.}, prompts: [Say hello.]}`;
    expect(await outcome(test, ask)).toBe('passed');
  });

  it('are told by their names, also the one that answers where the flow names none', async () => {
    const flow = ask.replace('model: gpt-9, ', '');
    expect(await outcome('input: hello\nexpect: {prompts: [{model: offline}]}', flow)).toBe(
      'passed',
    );
    const named = 'input: hello\nmodel: echo\nexpect: {prompts: [{model: gpt-9}]}';
    expect(await outcome(named, ask)).toBe('passed');
  });

  it('are missed without one', async () => {
    expect((await outcome('input: hello', ask))[0]).toContain('gpt-9');
  });
});

describe('people', () => {
  const asking = `nodes:
  - {id: input, type: InputNode}
  - {id: review, type: HumanInput, config: {prompt: "{text}?", options: [yes, no]}}
edges: [{from: input, to: review}]
`;
  it.each([
    'input: x\nanswers: {review: "no"}\nexpect: {output: "no"}',
    'input: x\nanswers: {review: maybe}\nexpect: {error: answer-invalid}',
    'input: x\nexpect: {status: waiting}',
  ])('%s', async (test) => {
    expect(await outcome(test, asking.replaceAll('yes', '"yes"').replaceAll('no]', '"no"]'))).toBe(
      'passed',
    );
  });

  it('are told what is asked and nobody answers', async () => {
    expect(await outcome('input: x', asking.replace('[yes, no]', '[a]'))).toEqual([
      'The run should be “succeeded” and is “waiting”.',
      '“review” asks: x?',
    ]);
  });

  it('are not given answers in vain', async () => {
    const test = 'input: x\nanswers: {review: [a, a]}';
    expect(await outcome(test, asking.replace('[yes, no]', '[a]'))).toEqual([
      '“review” has asked less often than there are answers; 1 is left.',
    ]);
  });
});

describe('a flow that must be refused', () => {
  const strict = `parameters: [{name: n, type: integer, required: true, max: 3}]\nnodes: [{id: a, type: Transform, config: {expression: "\${n}"}}]\n`;
  it.each([
    'params: {n: 9}\nexpect: {error: parameter-value}',
    'expect: {error: parameter-missing}',
    'params: {n: 2}\nexpect: {output: 2}',
  ])('%s', async (test) => {
    expect(await outcome(test, strict)).toBe('passed');
  });

  it('fails where it was expected to run', async () => {
    expect((await outcome('params: {n: 9}', strict))[0]).toContain('parameter-value');
  });
});

describe('the environment', () => {
  const flow = `nodes: [{id: a, type: Transform, config: {expression: "\${env.SECRET_WORD}"}}]\n`;
  it('is what a test says, and stays secret', async () => {
    const test = `tests:\n  - {name: it, env: {SECRET_WORD: open-sesame-42}, expect: {output: x}}\n`;
    const { files } = await runFiles({ 'a.yaml': flow, 'a.test.yaml': test });
    expect(files[0]?.results[0]).toMatchObject({ status: 'failed', secrets: ['open-sesame-42'] });
  });
});

describe('sub-flows', () => {
  const outer = `nodes:
  - {id: input, type: InputNode}
  - {id: sub, type: Flow, config: {flow: inner.yaml}}
edges: [{from: input, to: sub}]
`;
  const inner = `nodes:
  - {id: input, type: InputNode}
  - {id: shout, type: Transform, config: {expression: text.upper()}}
edges: [{from: input, to: shout}]
`;
  it('have their nodes by both names', async () => {
    const tests = `tests:
  - {name: real, input: a, expect: {output: A, ran: sub/shout, nodes: {sub/shout: {result: A}}, calls: {sub/shout: 1}}}
  - {name: mocked inside, input: a, mocks: {sub/shout: B}, expect: {output: B}}
  - {name: mocked, input: a, mocks: {sub: {shout: C}}, expect: {output: C, skipped: sub/shout}}
`;
    const files = { 'outer.yaml': outer, 'inner.yaml': inner, 'outer.test.yaml': tests };
    const { outcome, coverage } = await runFiles(files, { jobs: 3 });
    expect(outcome).toEqual({ real: 'passed', 'mocked inside': 'passed', mocked: 'passed' });
    expect(coverage.flows.map(({ file }) => file)).toEqual(['inner.yaml', 'outer.yaml']);
  });
});
