// How fast knowledge bases are indexed, opened and searched, and how often the right passage comes first, beside the
// defaults of the library that most would take. The questions of data/knowledge/held-out.tsv were written by somebody who
// had seen nothing but the documents, and were not used for tuning; tune-questions.tsv were.
// Run alone: node bench/knowledge.js [--tune] [--errors]
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import { fillerPassages } from './filler-passages.js';
import { loadSource } from './load-source.js';
import { median, short } from './median.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const data = path.join(here, 'data/knowledge');
const PASSAGES = 10_000;
/** What the guide's template asks for. */
const THRESHOLD = 0.7;

/**
 * Measures speed and quality. `tuning`: with the questions that it was tuned on; `onError(kind, score, question, wanted,
 * got)` hears of each question that goes wrong. Gives rows {name, value, unit, target, detail}.
 */
export async function run({ tuning = false, onError = () => undefined } = {}) {
  const source = await loadSource(
    'src/knowledge/base-index.ts',
    'src/knowledge/cut-passages.ts',
    'src/knowledge/read/markdown.ts',
  );
  const documents = await documentsOf(source);
  const questions = await questionsOf(tuning ? 'tune-questions.tsv' : 'held-out.tsv');
  const { rows, index } = await speed(source, documents, questions);
  return [...rows, ...quality(index, libraryOf(documents), questions, onError)];
}

/** The documents with what is asked about, and as many others as make 10,000 passages. */
async function documentsOf({ cutPassages, readMarkdown }) {
  const documents = [];
  for (const name of (await readdir(path.join(data, 'documents'))).sort()) {
    const text = await readFile(path.join(data, 'documents', name), 'utf8');
    documents.push({ name, passages: cutPassages(name, readMarkdown(text)) });
  }
  const asked = documents.reduce((sum, { passages }) => sum + passages.length, 0);
  const notes = fillerPassages(PASSAGES - asked);
  for (let at = 0; at < notes.length; at += 20) {
    const name = `notes/${at / 20}.txt`;
    const blocks = notes
      .slice(at, at + 20)
      .map((text, n) => ({ text, headings: [], line: n, alone: true }));
    documents.push({ name, passages: cutPassages(name, blocks) });
  }
  return documents;
}

async function questionsOf(name) {
  const lines = (await readFile(path.join(data, name), 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [wanted, question] = line.split('\t');
    const language = /\p{Script=Han}/u.test(question) ? 'zh' : 'en';
    return { wanted: wanted === '-' ? undefined : wanted, question, language };
  });
}

function filled(BaseIndex, documents) {
  const index = BaseIndex.empty();
  for (const { name, passages } of documents) {
    index.put(name, { size: 0, changed: 0, read: 0, hash: '' }, passages);
  }
  index.search('once', 5);
  return index;
}

async function speed({ BaseIndex }, documents, questions) {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-bench-'));
  try {
    const file = path.join(folder, 'base.index');
    const made = await timed(5, () => filled(BaseIndex, documents));
    await made.result.save(file);
    const opened = await timed(5, async () => {
      const index = await BaseIndex.load(file);
      index.search('once', 5);
      return index;
    });
    const index = opened.result;
    const times = Array.from({ length: 10 }, () => questions)
      .flat()
      .map(({ question }) => {
        const start = performance.now();
        index.search(question, 5);
        return performance.now() - start;
      });
    const rows = [
      { name: 'index 10,000 passages', value: short(made.ms / 1000), unit: 's', target: '< 2 s' },
      { name: 'open the index', value: short(opened.ms), unit: 'ms', target: '< 300 ms' },
      { name: 'a question (p50)', value: short(median(times)), unit: 'ms', target: '< 2 ms' },
    ];
    return { rows, index };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The median of some runs, and what the last one gave. */
async function timed(runs, work) {
  const times = [];
  let result;
  for (let n = 0; n < runs; n++) {
    const start = performance.now();
    result = await work();
    times.push(performance.now() - start);
  }
  return { ms: median(times), result };
}

/** MiniSearch as it comes, with the same texts; gives the heading of what it finds first. */
function libraryOf(documents) {
  const library = new MiniSearch({ fields: ['heading', 'text'], storeFields: ['heading'] });
  const passages = documents.flatMap((document) => document.passages);
  library.addAll(
    passages.map(({ text, source }, id) => ({ id, text, heading: source.headings.join(' ') })),
  );
  return (question) => {
    const [first] = library.search(question);
    return first && passages[first.id].source.headings.at(-1);
  };
}

function quality(index, library, questions, onError) {
  const answerable = questions.filter(({ wanted }) => wanted !== undefined);
  const results = answerable.map(({ question, wanted, language }) => {
    const [first] = index.search(question, 5);
    const got = first && index.passages.get(first.id).source.headings.at(-1);
    const isKept = first !== undefined && first.score >= THRESHOLD;
    if (got !== wanted) onError('wrong', first?.score, question, wanted, got);
    else if (!isKept) onError('low', first?.score, question, wanted, got);
    return { language, right: got === wanted, isKept, library: library(question) === wanted };
  });
  const rows = ['zh', 'en'].map((language) => {
    const those = results.filter((result) => result.language === language);
    const right = those.filter((result) => result.right).length;
    const beside = those.filter((result) => result.library).length;
    return {
      name: `right passage first, ${language}`,
      value: percent(right, those.length),
      unit: '%',
      ...(language === 'zh' && { target: '3x MiniSearch' }),
      detail: `${right}/${those.length}; MiniSearch as it comes ${beside}/${those.length}`,
    };
  });
  const kept = results.filter(({ isKept }) => isKept).length;
  const others = questions.filter(({ wanted }) => wanted === undefined);
  const letIn = others.filter(({ question }) => {
    const [first] = index.search(question, 5);
    const isIn = first !== undefined && first.score >= THRESHOLD;
    if (isIn)
      onError('let in', first.score, question, undefined, index.passages.get(first.id).text);
    return isIn;
  }).length;
  return [
    ...rows,
    {
      name: 'answerable, kept by a threshold of 0.7',
      value: percent(kept, results.length),
      unit: '%',
      target: '> 50 %',
      detail: `${kept}/${results.length}`,
    },
    {
      name: 'unanswerable, let in by it',
      value: letIn,
      unit: '',
      target: '0',
      detail: `of ${others.length}`,
    },
  ];
}

function percent(part, whole) {
  return Math.round((1000 * part) / whole) / 10;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const show = process.argv.includes('--errors');
  const onError = (...miss) => show && console.error(miss.join('\t'));
  const tuning = process.argv.includes('--tune');
  for (const { name, value, unit, detail = '' } of await run({ tuning, onError })) {
    console.log(`${name}: ${value} ${unit} ${detail}`);
  }
}
