import type { Failure } from '../../flow-tests/judge.ts';
import { message, type Say } from '../../messages/message.ts';

/** The words of a failure: what it is about, with what stands between that and the sentence, and the sentence with its code. */
export function failureWords(
  { about, message: text, code }: Failure,
  say: Say,
): { readonly about: string; readonly joint: string; readonly sentence: string } {
  const sentence = say(text);
  if (code === undefined) return { about, joint: about === '' ? '' : ' ', sentence };
  const joint = about === '' ? '' : say(message('report/colon'));
  return { about, joint, sentence: `${sentence} [${code}]` };
}
