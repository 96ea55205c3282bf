import { nearest } from '../../diagnostics/nearest.ts';
import { message, type Message } from '../../messages/message.ts';
import type { Apart } from './compare-known.ts';
import { kind, kindNames, type Constant, type Known } from './known.ts';

/** Why a comparison always has the same answer, in words. */
export function explainApart(
  why: Apart,
  left: Known,
  right: Known,
): { readonly message: Message; readonly hint?: Message } {
  const constants = [left, right].filter(({ values }) => values?.length === 1);
  if (constants.length === 2) return { message: message('comparison-constant') };
  const [known, other] = constants[0] === left ? [right, left] : [left, right];
  switch (why) {
    case 'kinds': {
      const values = { left: kindNames(left), right: kindNames(right) };
      const hint = quotesHint(known, other);
      return { message: message('comparison-constant/kinds', values), ...(hint && { hint }) };
    }
    case 'values': {
      const [value] = other.values ?? [];
      const texts = (known.values ?? []).map(String);
      const meant = typeof value === 'string' ? nearest(value, texts) : undefined;
      return {
        message: message('comparison-constant/values', { value: shown(value), known: texts }),
        ...(meant !== undefined && { hint: message('did-you-mean', { name: meant }) }),
      };
    }
    case 'range':
      return { message: message('comparison-constant/range', { range: rangeOf(known) }) };
  }
}

/** Often only quotes are wrong: `status == "200"`. */
function quotesHint(known: Known, { values: [value] = [] }: Known): Message | undefined {
  const isText = typeof value === 'string';
  if (
    known.kinds === kind.number &&
    isText &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  )
    return message('comparison-constant/quotes-hint');
  const wantsText = (known.kinds & ~kind.none) === kind.text && typeof value === 'number';
  return wantsText ? message('comparison-constant/text-hint') : undefined;
}

function shown(value: Constant | undefined): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value ?? null);
}

function rangeOf({ from, to }: Known): string {
  if (from !== undefined && to !== undefined) return `${from} … ${to}`;
  return from === undefined ? `≤ ${to ?? ''}` : `≥ ${from}`;
}
