// Tests of flows from cassettes: what one costs from start to exit beside a bare Node, and many in one process.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.js';
import { median, short } from './median.js';

const bin = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'bin/bisheng.js');
const ROUNDS = 15;
const TESTS = 500;
const FILES = 10;

const flow = `nodes:
  - {id: input, type: InputNode}
  - {id: retriever, type: KnowledgeRetriever, config: {knowledge_base_id: shop, top_k: 3, similarity_threshold: 0.1}}
  - id: context
    type: ContextBuilder
    config: {template: "Answer from these passages only.\\n{context}\\n\\nQuestion: {question}"}
  - {id: answer, type: LLMGenerator, config: {model: chat, temperature: 0}}
edges:
  - {from: input, to: retriever}
  - {from: retriever, to: context}
  - {from: context, to: answer}
`;
const documents = {
  'returns.md':
    '# Returns\n\nGoods can be returned within 30 days. The shop pays the postage for faulty goods.\n',
  'delivery.md':
    '# Delivery\n\nParcels leave the house on the day of the order. Express costs five euros.\n',
};

export async function run() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-bench-'));
  const { startMockLlm } = await loadSource('src/mock-llm/mock-llm.ts');
  const text = 'The shop pays the postage for faulty goods, within thirty days. '.repeat(4).trim();
  const server = await startMockLlm({ script: { replies: [{ text }] } });
  try {
    await mkdir(path.join(folder, 'knowledge/shop'), { recursive: true });
    const write = (name, content) => writeFile(path.join(folder, name), content);
    await write('bisheng.yaml', `models:\n  chat: {base_url: "${server.url}", model: m}\n`);
    for (const [name, content] of Object.entries(documents)) {
      await write(`knowledge/shop/${name}`, content);
    }
    await write('rag.yaml', flow);
    await write('one.test.yaml', tests(1, text, 0));
    for (let n = 0; n < FILES; n++) {
      await write(`many-${n}.test.yaml`, tests(TESTS / FILES, text, n));
    }
    await recorded(folder);
    return [await one(folder), many(folder)];
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function tests(count, text, file) {
  const list = Array.from({ length: count }, (_, n) => {
    const input = `Who pays the postage for order ${file}-${n}?`;
    return `  - {name: "question ${n}", input: "${input}", expect: {output: "${text}"}}\n`;
  });
  return `flow: rag.yaml\ntests:\n${list.join('')}`;
}

/** The server is in this process: the recording must not block it. */
async function recorded(folder) {
  const { execa } = await import('execa');
  const { exitCode, stderr } = await execa(process.execPath, [bin, 'test', '--record'], {
    cwd: folder,
    reject: false,
  });
  if (exitCode !== 0) throw new Error(stderr);
}

async function one(folder) {
  const times = [];
  const ratios = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const bare = timed(folder, ['-e', '0']);
    const time = timed(folder, [bin, 'test', 'one.test.yaml', '--replay']);
    if (round === 0) continue;
    times.push(time);
    ratios.push(time / bare);
  }
  const detail = `${short(median(ratios))}x node`;
  return {
    name: 'one replayed test of a RAG flow',
    value: short(median(times)),
    unit: 'ms',
    detail,
    target: '3x node',
  };
}

function many(folder) {
  const times = [1, 2, 3].map(() => timed(folder, [bin, 'test', '--replay']));
  const name = `${TESTS} replayed tests`;
  return { name, value: short(median(times) / 1000), unit: 's', target: '10 s' };
}

function timed(cwd, args) {
  const since = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - since;
}
