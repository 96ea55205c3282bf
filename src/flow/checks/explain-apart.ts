import { nearest } from '../../diagnostics/nearest.ts';
import { message, type Message } from '../../messages/message.ts';
import type { Syntax } from '../expression/syntax.ts';
import type { Apart } from './compare-known.ts';
import { kind, kindNames, type Constant, type Known } from './known.ts';

/** Why a comparison always has the same answer, in words. */
export function explainApart(
  why: Apart,
  [leftSyntax, left]: readonly [Syntax, Known],
  [rightSyntax, right]: readonly [Syntax, Known],
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
      const subject = pathOf(known === left ? leftSyntax : rightSyntax);
      const texts = (known.values ?? []).map(String);
      const meant = typeof value === 'string' ? nearest(value, texts) : undefined;
      return {
        message: message(
          subject === undefined ? 'comparison-constant/values' : 'comparison-constant/values-of',
          { subject: subject ?? '', value: shown(value), known: texts },
        ),
        ...(meant !== undefined && { hint: message('did-you-mean', { name: meant }) }),
      };
    }
    case 'range':
      return { message: message('comparison-constant/range', { range: rangeOf(known) }) };
  }
}

/** A name or an output as it is written; undefined for anything else. */
function pathOf(syntax: Syntax): string | undefined {
  if (syntax.kind === 'name') return syntax.name;
  if (syntax.kind === 'placeholder') return `\${${syntax.name}}`;
  const of = syntax.kind === 'attribute' || syntax.kind === 'index' ? pathOf(syntax.of) : undefined;
  if (of === undefined) return undefined;
  if (syntax.kind === 'attribute') return `${of}.${syntax.name}`;
  const isKey = syntax.kind === 'index' && syntax.index.kind === 'constant';
  if (!isKey || typeof syntax.index.value !== 'string') return undefined;
  return `${of}[${JSON.stringify(syntax.index.value)}]`;
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
