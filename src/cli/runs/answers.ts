import { readAnswer } from '../../components/read-answer.ts';
import { nearestOrPart } from '../../diagnostics/nearest.ts';
import { questionKey, questionName } from '../../engine/question-name.ts';
import type { Question } from '../../engine/run-event.ts';
import { parseJson } from '../../flow/json.ts';
import { isObject, own, type Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';

/** Answers by node, for its questions in their order; or to one of them, by `questionKey`. */
export type Answers = ReadonlyMap<string, readonly Value[]>;

/**
 * The answers that `--answer node=text` and `node:=JSON` give, by node; several answers to a node are for its rounds in order, `node[1]=text` is
 * for the one. Throws UsageError for a node that asks nothing, for an answer that its question does not allow, and for a second one
 * to what is asked once. `earlier`: what was asked before and may be asked again.
 */
export function readAnswers(
  texts: readonly string[],
  questions: readonly Question[],
  earlier: readonly Question[] = [],
): Answers {
  const answers = new Map<string, Value[]>();
  for (const text of texts) {
    const { node, value, typed } = split(text, questions);
    const named = questions.find((one) => questionName(one, questions) === node);
    const question = named ?? [...questions, ...earlier].find((one) => one.node === node);
    if (!question) throw unknown(node, questions);
    const key = node === question.node ? node : questionKey(question);
    // Nodes of loops and of flows within may ask more often yet.
    const isOnce = key !== node || (question.iteration === undefined && !node.includes('/'));
    if (isOnce && answers.has(key)) throw new UsageError(message('resume/answer-twice', { node }));
    const before = answers.get(key);
    const answer = read(question, value, typed, text);
    if (before) before.push(answer);
    else answers.set(key, [answer]);
  }
  return answers;
}

function split(
  text: string,
  questions: readonly Question[],
): { node: string; value: string; typed: boolean } {
  const at = text.indexOf('=');
  if (at <= 0) {
    const [only, ...others] = questions.map((one) => questionName(one, questions));
    const isClear = only !== undefined && others.length === 0;
    const hint = isClear ? message('resume/answer-hint', { answer: `${only}=${text}` }) : undefined;
    throw new UsageError(message('resume/answer-pair', { text }), hint);
  }
  const typed = text[at - 1] === ':';
  return { node: text.slice(0, typed ? at - 1 : at), value: text.slice(at + 1), typed };
}

function read(question: Question, value: string, typed: boolean, text: string): Value {
  const { node, options, schema } = question;
  const given = typed ? parseJson(value) : (yesOrNo(value, schema) ?? value);
  if (given === undefined) throw new UsageError(message('resume/answer-json', { text }));
  const rules = { ...(options && { options }), ...(schema !== undefined && { schema }) };
  const result = readAnswer(given, rules);
  if ('value' in result) return result.value;
  throw new UsageError(message('resume/answer-invalid', { node, problem: result.problem }));
}

/** As somebody would answer who is asked for a boolean. */
function yesOrNo(value: string, schema: Value | undefined): boolean | undefined {
  if (!isObject(schema) || own(schema, 'type') !== 'boolean') return undefined;
  if (/^(?:yes|true|是)$/i.test(value)) return true;
  return /^(?:no|false|否)$/i.test(value) ? false : undefined;
}

function unknown(node: string, questions: readonly Question[]): UsageError {
  const nodes = questions.map((one) => questionName(one, questions));
  if (nodes.length === 0) return new UsageError(message('resume/no-question', { node }));
  const near = nearestOrPart(node, nodes);
  const hint = message('resume/questions', { nodes: near === undefined ? nodes : [near] });
  return new UsageError(message('resume/answer-unknown', { node }), hint);
}
