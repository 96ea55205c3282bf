// What a flow adds to a model's own time, in a warm process, over the mock server: until the first token, and for many
// documents at once.
import { request } from 'node:http';
import { loadSource } from './load-source.js';
import { median, short } from './median.js';

const CHUNKS = 20;
const DOCUMENTS = 200;
const CONCURRENCY = 20;
/** Seconds that the mock takes for an answer. */
const LATENCY = 0.5;

export async function run() {
  const source = await loadSource(
    'src/flow/read/read.ts',
    'src/flow/parse/parse.ts',
    'src/flow/plan/plan-flow.ts',
    'src/engine/run.ts',
    'src/diagnostics/source-file.ts',
    'src/components/registry.ts',
    'src/models/create-models.ts',
    'src/mock-llm/mock-llm.ts',
    'src/http/door.ts',
  );
  return [...(await firstToken(source)), await documents(source)];
}

/** The time until the first token: asked directly, and by a flow of two nodes. */
async function firstToken(source) {
  const words = Array.from({ length: CHUNKS }, (_, n) => `word${n} `);
  const server = await source.startMockLlm({ script: { replies: [{ text: words }] } });
  const door = source.createDoor({ env: {} });
  const flow = flowRunner(source, server.url, door, [
    { id: 'ask', type: 'InputNode' },
    { id: 'answer', type: 'LLMGenerator' },
  ]);
  const direct = [];
  const through = [];
  for (let n = 0; n < 220; n++) {
    const asked = await directly(server.url);
    const ran = await flow({ input: 'a question' });
    if (n < 20) continue;
    direct.push(asked);
    through.push(ran.firstToken);
  }
  await door.close();
  await server.close();
  const [own, ours] = [median(direct), median(through)];
  const detail = `${short(ours)} ms, node:http alone ${short(own)} ms`;
  return [
    {
      name: 'added to the first token',
      value: short(ours - own),
      unit: 'ms',
      target: '10 ms',
      detail,
    },
  ];
}

/** Many documents in an ItemProcessor, beside what the mock's latency alone comes to. */
async function documents(source) {
  const server = await source.startMockLlm({
    script: { latency: LATENCY, replies: [{ text: 'done' }] },
  });
  const door = source.createDoor({ env: {} });
  const config = { component: 'LLMGenerator', concurrency: CONCURRENCY };
  const flow = flowRunner(source, server.url, door, [
    { id: 'documents', type: 'BatchInput' },
    { id: 'each', type: 'ItemProcessor', config, inputs: { batch: 'documents.items' } },
  ]);
  const items = Array.from({ length: DOCUMENTS }, (_, n) => `document ${n}`);
  const times = [];
  for (let n = 0; n < 3; n++) {
    const { whole, outputs } = await flow({ items });
    if (outputs.each?.length !== DOCUMENTS) throw new Error(`wrong: ${JSON.stringify(outputs)}`);
    if (n > 0) times.push(whole);
  }
  await door.close();
  await server.close();
  const bound = (DOCUMENTS / CONCURRENCY) * LATENCY * 1000;
  const value = short(median(times) / bound);
  const detail = `${Math.round(median(times))} ms, latency alone ${bound} ms`;
  return {
    name: `${DOCUMENTS} documents, ${CONCURRENCY} at once`,
    value,
    unit: 'x',
    target: '1.1 x',
    detail,
  };
}

/** Runs a chain of nodes whose model is at a URL; gives when the first token came and when all was over, in ms. */
function flowRunner(source, baseUrl, door, nodes) {
  const models = source.createModels({
    config: { models: new Map([['mock', { kind: 'chat', model: 'mock', baseUrl }]]) },
    environment: {},
    door,
  });
  const types = source.createRegistry({ door, models });
  const found = [];
  const report = (diagnostic) => found.push(diagnostic);
  const edges = nodes.slice(1).map(({ id }, n) => ({ from: nodes[n].id, to: id }));
  const text = JSON.stringify({ nodes, edges });
  const tree = source.readFlow(new source.SourceFile('flow.json', text), report);
  const flow = source.parseFlow(tree, { types, parameters: [], parameterValues: {} }, report);
  if (found.length > 0) throw new Error(JSON.stringify(found.map(({ code }) => code)));
  const plan = source.planFlow(flow);
  return async (inputs) => {
    const since = performance.now();
    let firstToken;
    const { outputs } = await source.runFlow(plan, {
      types,
      inputs,
      folder: '.',
      say: ({ key }) => key,
      runId: 'bench',
      emit: ({ type }) => {
        if (type === 'stream_chunk') firstToken ??= performance.now() - since;
      },
    });
    return { firstToken, whole: performance.now() - since, outputs };
  };
}

/** The time until the first token when nothing stands between. */
function directly(baseUrl) {
  const body = JSON.stringify({
    model: 'mock',
    stream: true,
    messages: [{ role: 'user', content: 'a question' }],
  });
  const since = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(`${baseUrl}/chat/completions`, { method: 'POST', headers }, (response) => {
      let text = '';
      let first;
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
        if (text.includes('word0')) first ??= performance.now() - since;
      });
      response.on('end', () => resolve(first));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
