import { readAnswer } from '../components/read-answer.ts';
import type { Question } from '../engine/run-event.ts';
import type { Value, ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { ServiceError } from './service-error.ts';

/** The answers by the nodes that ask. Throws ServiceError for a node that asks nothing and an answer that its question does not allow. */
export function readAnswers(
  given: ValueObject,
  questions: readonly Question[],
  say: Say,
): ReadonlyMap<string, Value> {
  const answers = new Map<string, Value>();
  for (const [node, answer] of Object.entries(given)) {
    const question = questions.find((one) => one.node === node);
    if (!question) {
      const nodes = questions.map((one) => one.node);
      throw new ServiceError('input', message('service/answer-unknown', { node, nodes }));
    }
    const { options, schema } = question;
    const read = readAnswer(answer, {
      ...(options && { options }),
      ...(schema !== undefined && { schema }),
    });
    if ('problem' in read) {
      const problem = say(read.problem);
      throw new ServiceError('input', message('service/answer-invalid', { node, problem }));
    }
    answers.set(node, read.value);
  }
  return answers;
}
