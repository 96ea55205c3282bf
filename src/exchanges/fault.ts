import { message, type Message } from '../messages/message.ts';

/** What happens to a request in place of its answer, or to the answer. */
export type FaultKind =
  /** The server can't be reached in time. */
  | { readonly kind: 'timeout' }
  /** The connection breaks before the answer. */
  | { readonly kind: 'error' }
  /** An answer of this status. */
  | { readonly kind: 'status'; readonly status: number }
  /** The answer breaks off in its middle. */
  | { readonly kind: 'cut' }
  /** The answer stops in its middle and nothing more comes. */
  | { readonly kind: 'stall' }
  /** The answer begins so much later. */
  | { readonly kind: 'slow'; readonly seconds: number };

/** A failure that is brought about on purpose. */
export type Fault = FaultKind & {
  /** `llm`: requests to models; `http`: all others; else those of the node with this id. */
  readonly target: string;
  /** From 0 to 1: of how many requests. */
  readonly probability: number;
  /** As it was written. */
  readonly text: string;
};

/** Kinds of faults, as they are written; statuses and seconds can be others. */
export const faultKinds: readonly string[] = [
  'timeout',
  'error',
  '429',
  '500',
  'cut',
  'stall',
  'slow',
  'slow-2s',
];
const SLOW_SECONDS = 2;
const LONGEST_SECONDS = 3600;

/** Reads `<target>=<kind>[:<probability>]`, such as `llm=timeout:0.3`; what is wrong with it comes as a sentence. */
export function parseFault(
  text: string,
): { readonly fault: Fault } | { readonly problem: Message } {
  const [, target = '', kindText = '', share] =
    /^\s*([^=]*?)\s*=\s*([^:]*?)\s*(?::\s*(.*?)\s*)?$/.exec(text) ?? [];
  if (target === '') return { problem: message('fault-form', { text }) };
  const kind = kindOf(kindText);
  if (!kind) return { problem: message('fault-kind', { text, kind: kindText, kinds: faultKinds }) };
  const probability = share === undefined ? 1 : probabilityOf(share);
  if (probability === undefined) {
    return { problem: message('fault-probability', { text, value: share ?? '' }) };
  }
  return { fault: { ...kind, target, probability, text: text.trim() } };
}

/** The targets of faults that are no nodes. */
export const faultTargets: readonly string[] = ['llm', 'http'];

function kindOf(text: string): FaultKind | undefined {
  const slow = /^slow(?:-(\d+(?:\.\d+)?)s?)?$/.exec(text);
  if (slow) {
    const seconds = Number(slow[1] ?? SLOW_SECONDS);
    return seconds <= LONGEST_SECONDS ? { kind: 'slow', seconds } : undefined;
  }
  if (/^[45]\d\d$/.test(text)) return { kind: 'status', status: Number(text) };
  if (text === 'timeout' || text === 'error' || text === 'cut' || text === 'stall') {
    return { kind: text };
  }
  return undefined;
}

function probabilityOf(text: string): number | undefined {
  const match = /^(\d*\.?\d+)(%?)$/.exec(text);
  const value = Number(match?.[1] ?? NaN) / (match?.[2] === '%' ? 100 : 1);
  return value >= 0 && value <= 1 ? value : undefined;
}
