import { sourceText } from '../../knowledge/cite.ts';
import type { Passage, SearchMethod } from '../../knowledge/knowledge.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { withKnowledge, writeJson, type KnowledgeOptions } from './open-knowledge.ts';
import { IndexProgress } from './progress.ts';

export interface KnowledgeSearchOptions extends KnowledgeOptions {
  readonly topK?: string;
  readonly threshold?: string;
  readonly method?: SearchMethod;
}

const TOP_K = 5;
/** How much of a passage is shown: characters, lines. */
const SHOWN = 300;
const LINES = 8;
const INDENT = ' '.repeat(6);

/** `bisheng knowledge search`: what a KnowledgeRetriever would find, with scores and sources. */
export function knowledgeSearch(
  name: string,
  question: string,
  options: KnowledgeSearchOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const topK = topKOf(options.topK);
  const threshold = thresholdOf(options.threshold);
  if (question.trim() === '') throw new UsageError(message('knowledge-search/empty'));
  return withKnowledge(options, terminal, async (knowledge) => {
    const progress = new IndexProgress(name, terminal);
    const { method } = options;
    const passages = await knowledge
      .search(name, question, {
        topK,
        threshold,
        ...(method && { method }),
        signal: terminal.interrupt.signal,
        progress: (done, total) => {
          progress.update(done, total);
        },
        warn: (_, text) => {
          terminal.stderr.write(`${foreign(terminal.say(text))}\n`);
        },
      })
      .finally(() => progress.stop());
    if (options.json) writeJson(terminal, { passages: passages.map(asJson) });
    else if (passages.length === 0) note(terminal, message('knowledge-search/none', { name }));
    else terminal.stdout.write(passages.map(asText).join('\n'));
    return exitCode.ok;
  });
}

function asText({ text, score, source }: Passage): string {
  // Tables and code are read by their lines.
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const whole = lines.map((line) => foreign(line.trimEnd())).join('\n');
  const cut = lines
    .slice(0, LINES)
    .map((line) => foreign(line.trimEnd()))
    .join('\n')
    .slice(0, SHOWN);
  const shown = `${cut}${cut === whole ? '' : '…'}`.replaceAll('\n', `\n${INDENT}`);
  return `${score.toFixed(2)}  ${foreign(sourceText(source))}\n${INDENT}${shown}\n`;
}

function asJson({ text, score, source }: Passage): object {
  return { text, score: Math.round(score * 10_000) / 10_000, source };
}

function topKOf(given: string | undefined): number {
  if (given === undefined) return TOP_K;
  if (/^\d{1,4}$/.test(given) && Number(given) >= 1) return Number(given);
  throw new UsageError(message('setting-invalid/count', { name: '--top-k', value: given }));
}

function thresholdOf(given: string | undefined): number {
  if (given === undefined) return 0;
  if (/^(?:0|1|0?\.\d+|1\.0+)$/.test(given)) return Number(given);
  throw new UsageError(message('knowledge-threshold', { value: given }));
}
