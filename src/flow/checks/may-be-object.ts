import type { Expression } from '../expression/expression.ts';
import { syntaxOf } from '../expression/parse-expression.ts';
import { infer } from './infer.ts';
import { anything, kind } from './known.ts';

/** Whether an expression can give an object, whatever its names stand for. */
export function mayBeObject(expression: Expression): boolean {
  const syntax = syntaxOf(expression);
  if (!syntax) return true;
  const { known } = infer(syntax, {
    name: () => anything,
    output: () => undefined,
    placeholder: () => anything,
    isFilled: () => false,
  });
  return (known.kinds & kind.object) !== 0;
}
