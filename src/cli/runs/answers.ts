import { nearestOrPart } from '../../diagnostics/nearest.ts';
import type { Question } from '../../engine/run-event.ts';
import { parseJson } from '../../flow/json.ts';
import { toJson, type Value } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { wantedAnswer } from '../ask.ts';

/**
 * The answers that `--answer node=text` and `node:=JSON` give, by node; several answers to a node are for its rounds in order.
 * Throws UsageError for a node that asks nothing, and for an answer that its question does not allow.
 */
export function readAnswers(
  texts: readonly string[],
  questions: readonly Question[],
): ReadonlyMap<string, Value> {
  const answers = new Map<string, Value>();
  for (const text of texts) {
    const { node, value, typed } = split(text);
    const question = questions.find((one) => one.node === node);
    if (!question) throw unknown(node, questions);
    answers.set(node, read(question, value, typed, text));
  }
  return answers;
}

function split(text: string): { node: string; value: string; typed: boolean } {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(message('pair-missing', { flag: '--answer', text }));
  const typed = text[at - 1] === ':';
  return { node: text.slice(0, typed ? at - 1 : at), value: text.slice(at + 1), typed };
}

function read(question: Question, value: string, typed: boolean, text: string): Value {
  const { choices, yesOrNo, read: check } = wantedAnswer(question);
  if (choices) {
    const choice = choices.find((one) => (typeof one === 'string' ? one : toJson(one)) === value);
    if (choice !== undefined) return choice;
    const options = choices.map((one) => (typeof one === 'string' ? one : toJson(one)));
    throw new UsageError(
      message('resume/answer-choice', { node: question.node, value }),
      message('resume/answer-choice-hint', { options }),
    );
  }
  if (yesOrNo && /^(?:yes|no|true|false)$/i.test(value)) return /^(?:yes|true)$/i.test(value);
  const given = typed ? parseJson(value) : value;
  if (given === undefined) throw new UsageError(message('resume/answer-json', { text }));
  const result = check?.(typeof given === 'string' ? given : toJson(given)) ?? { value: given };
  if ('value' in result) return result.value;
  throw new UsageError(
    message('resume/answer-invalid', { node: question.node, problem: result.problem }),
  );
}

function unknown(node: string, questions: readonly Question[]): UsageError {
  const nodes = questions.map((one) => one.node);
  if (nodes.length === 0) return new UsageError(message('resume/no-question', { node }));
  const near = nearestOrPart(node, nodes);
  const hint = message('resume/questions', { nodes: near === undefined ? nodes : [near] });
  return new UsageError(message('resume/answer-unknown', { node }), hint);
}
