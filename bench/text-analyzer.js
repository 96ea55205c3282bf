// How often TextAnalyzer is right, on sentences that nobody tuned it to. They were written before the analyzer was, by
// its author; data/tune-* are the ones it was tuned on, and only printed beside them with --tune.
// Run alone: node bench/text-analyzer.js [--tune] [--errors]
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSource } from './load-source.js';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * Measures accuracy and speed. `tuning`: on the sentences it was tuned on; `onError(set, expected, got, text)` hears of
 * each miss. Gives rows {name, value, unit, detail}.
 */
export async function run({ tuning = false, onError = () => undefined } = {}) {
  const { textAnalyzer } = await loadSource('src/components/text-analyzer.ts');
  const prefix = tuning ? 'tune-' : '';
  const rows = [];
  for (const language of ['en', 'zh']) {
    const analyze = analyzer(textAnalyzer, { analysis_type: 'sentiment' }, 'sentiment');
    const set = `${prefix}sentiment-${language}`;
    rows.push(await accuracy(set, await labelled(`${set}.tsv`), analyze, onError));
  }
  const { intents, sentences } = JSON.parse(await data(`${prefix}intent.json`));
  const intent = analyzer(textAnalyzer, { analysis_type: 'intent', intents }, 'intent');
  const known = sentences.filter(([name]) => name !== 'unknown');
  const strange = sentences.filter(([name]) => name === 'unknown');
  rows.push(await accuracy(`${prefix}intent, in scope`, known, intent, onError));
  rows.push(await accuracy(`${prefix}intent, out of scope`, strange, intent, onError));
  const language = analyzer(textAnalyzer, { analysis_type: 'language' }, 'language');
  const texts = await labelled(`${prefix}language.tsv`);
  rows.push(await accuracy(`${prefix}language`, texts, language, onError));
  if (!tuning) rows.push(await speed(textAnalyzer));
  return rows;
}

/** A function from a text to one output of a node with this config. */
function analyzer(textAnalyzer, config, output) {
  const component = textAnalyzer.create({ id: 'bench', config }, {});
  const context = { warn: () => undefined };
  return async (text) => (await component.run({ text }, context))[output];
}

async function accuracy(name, pairs, analyze, onError) {
  let right = 0;
  for (const [expected, text] of pairs) {
    const got = await analyze(text);
    if (got === expected) right++;
    else onError(name, expected, got, text);
  }
  const value = Math.round((1000 * right) / pairs.length) / 10;
  return { name: `TextAnalyzer ${name}`, value, unit: '%', detail: `${right}/${pairs.length}` };
}

async function speed(textAnalyzer) {
  const texts = (await labelled('sentiment-en.tsv')).concat(await labelled('sentiment-zh.tsv'));
  const component = textAnalyzer.create({ id: 'bench', config: {} }, {});
  const context = { warn: () => undefined };
  const count = 10_000;
  const start = performance.now();
  for (let i = 0; i < count; i++)
    await component.run({ text: texts[i % texts.length][1] }, context);
  const value = Math.round(performance.now() - start);
  return {
    name: 'TextAnalyzer 10,000 sentences',
    value,
    unit: 'ms',
    detail: 'sentiment, language',
  };
}

async function labelled(name) {
  const lines = (await data(name)).split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split('\t'));
}

function data(name) {
  return readFile(path.join(here, 'data', name), 'utf8');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const show = process.argv.includes('--errors');
  const onError = (...miss) => show && console.error(miss.join('\t'));
  const rows = await run({ onError });
  if (process.argv.includes('--tune')) rows.push(...(await run({ tuning: true, onError })));
  for (const { name, value, unit, detail } of rows)
    console.log(`${name}: ${value} ${unit} (${detail})`);
}
