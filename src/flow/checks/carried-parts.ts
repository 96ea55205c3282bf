import type { Call, Syntax } from '../expression/syntax.ts';
import { functionKinds, methodKinds } from './call-results.ts';
import { kind } from './known.ts';

/** Kinds of results that don't tell what a text says. */
const TELLING_NOTHING = kind.boolean | kind.number;

/**
 * The names, outputs and constants whose values an expression's result has in it, at least in part: those of
 * `a + b.text[:3]`, not those of `len(a) > 3`.
 */
export function carriedParts(syntax: Syntax): Syntax[] {
  const found: Syntax[] = [];
  const pending = [syntax];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (isLeaf(next)) found.push(next);
    else pending.push(...partsOf(next));
  }
  return found;
}

function isLeaf(syntax: Syntax): boolean {
  return ['name', 'placeholder', 'constant', 'attribute'].includes(syntax.kind);
}

function partsOf(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case 'index':
    case 'slice':
    case 'negative':
    case 'positive':
      return [syntax.of];
    case 'binary':
      return [syntax.left, syntax.right];
    case 'and':
    case 'or':
      return syntax.operands;
    case 'conditional':
      return [syntax.then, syntax.otherwise];
    case 'list':
    case 'tuple':
      return syntax.items;
    case 'dict':
      return syntax.entries.flat();
    case 'call':
      return tells(syntax) ? [...(syntax.of ? [syntax.of] : []), ...syntax.positional] : [];
    default:
      return [];
  }
}

function tells({ of, name }: Call): boolean {
  const kinds = of ? methodKinds.get(name)?.result : functionKinds[name];
  return kinds === undefined || (kinds & ~TELLING_NOTHING) !== 0;
}
