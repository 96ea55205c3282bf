import { message } from '../../messages/message.ts';
import { contains, equals, ordered } from './compare.ts';
import { compileCall } from './compile-call.ts';
import { isDict, isPlainObject, Sequence, truth, typeWord, type Datum } from './datum.ts';
import type { Span } from './expression.ts';
import { attributeHint } from './habits.ts';
import { methodNames } from './methods.ts';
import { undefinedName } from './missing-name.ts';
import { calculate, makeDict, negative, positive } from './operators.ts';
import type { Run } from './run.ts';
import { itemAt, slice } from './sequence.ts';
import type { Chain, Comparison, Conditional, Slice, Syntax } from './syntax.ts';

/** An expression ready to be evaluated. Throws an ExpressionError. */
export type Compiled = (run: Run) => Datum;

/**
 * Makes closures of an expression's tree. Throws an ExpressionError for what can be seen to be wrong before any
 * evaluation: functions and methods that there are not, and wrong numbers of arguments.
 */
export function compile(syntax: Syntax): Compiled {
  switch (syntax.kind) {
    case 'constant': {
      const { value } = syntax;
      return () => value;
    }
    case 'placeholder':
      return (run) => {
        run.at = syntax;
        return run.fail('expression-name/placeholder', { name: syntax.name });
      };
    case 'name':
      return compileName(syntax, syntax.name);
    case 'attribute':
      return ofNode(
        syntax.of,
        syntax.name,
        compileAttribute(syntax, compile(syntax.of), syntax.name),
      );
    case 'index':
      return ofNode(
        syntax.of,
        syntax.index.kind === 'constant' ? syntax.index.value : null,
        compileTwo(syntax, syntax.of, syntax.index, itemAt),
      );
    case 'slice':
      return compileSlice(syntax);
    case 'negative':
      return compileOne(syntax, syntax.of, negative);
    case 'positive':
      return compileOne(syntax, syntax.of, positive);
    case 'not': {
      const of = compile(syntax.of);
      return (run) => !truth(of(run));
    }
    case 'binary': {
      const { operator, left, right } = syntax;
      return compileTwo(syntax, left, right, (a, b, run) => calculate(operator, a, b, run));
    }
    case 'and':
    case 'or':
      return compileLogic(syntax.operands, syntax.kind === 'or');
    case 'chain':
      return compileChain(syntax);
    case 'conditional':
      return compileConditional(syntax);
    case 'list':
    case 'tuple': {
      const { kind } = syntax;
      const items = syntax.items.map(compile);
      return (run) =>
        new Sequence(
          kind,
          items.map((item) => item(run)),
        );
    }
    case 'dict': {
      const entries = syntax.entries.map(([key, value]) => [compile(key), compile(value)] as const);
      return (run) => {
        const made = entries.map(([key, value]) => [key(run), value(run)] as const);
        run.at = syntax;
        return makeDict(made, run);
      };
    }
    case 'call':
      return compileCall(syntax, compile);
  }
}

/** An operation on one value; its place is noted before it is done, because it may fail. */
function compileOne(
  syntax: Syntax,
  operand: Syntax,
  apply: (of: Datum, run: Run) => Datum,
): Compiled {
  const of = compile(operand);
  return (run) => {
    const value = of(run);
    run.at = syntax;
    return apply(value, run);
  };
}

function compileTwo(
  syntax: Syntax,
  first: Syntax,
  second: Syntax,
  apply: (first: Datum, second: Datum, run: Run) => Datum,
): Compiled {
  const left = compile(first);
  const right = compile(second);
  return (run) => {
    const a = left(run);
    const b = right(run);
    run.at = syntax;
    return apply(a, b, run);
  };
}

function compileName(syntax: Syntax, name: string): Compiled {
  return (run) => {
    const value = run.scope.lookup(name);
    if (value !== undefined) return value;
    run.at = syntax;
    return undefinedName(name, run);
  };
}

/** `name.member` and `name["member"]`: first what the scope makes of the two together, then the member of the value. */
function ofNode(of: Syntax, member: Datum, otherwise: Compiled): Compiled {
  if (of.kind !== 'name' || typeof member !== 'string') return otherwise;
  const { name } = of;
  return (run) => {
    const value = run.scope.attribute?.(name, member);
    return value === undefined ? otherwise(run) : value;
  };
}

function compileAttribute(syntax: Syntax, of: Compiled, name: string): Compiled {
  return (run) => {
    const object = of(run);
    if (isPlainObject(object) && Object.hasOwn(object, name)) return object[name] as Datum;
    run.at = syntax;
    if (isDict(object)) return itemAt(object, name, run);
    return noAttribute(object, name, run);
  };
}

function noAttribute(object: Datum, name: string, run: Run): never {
  if (object === null) run.fail('expression-type/attribute/none', { name });
  const values = { type: typeWord(object), name };
  const hint = methodNames.has(name)
    ? message('expression-type/attribute/call', { name })
    : attributeHint(name);
  run.fail('expression-type/attribute', values, hint);
}

function compileSlice(syntax: Syntax & Slice): Compiled {
  const part = (of: Syntax | undefined): Compiled => (of ? compile(of) : () => null);
  const of = compile(syntax.of);
  const from = part(syntax.from);
  const to = part(syntax.to);
  const step = part(syntax.step);
  return (run) => {
    const value = of(run);
    const start = from(run);
    const end = to(run);
    const by = step(run);
    run.at = syntax;
    return slice(value, start, end, by, run);
  };
}

/** The operands themselves are the results, as in Python. `stop`: the truth that ends the search. */
function compileLogic(operands: readonly Syntax[], stop: boolean): Compiled {
  const all = operands.map(compile);
  return (run) => {
    let value: Datum = null;
    for (const operand of all) {
      value = operand(run);
      if (truth(value) === stop) break;
    }
    return value;
  };
}

type Compare = (left: Datum, right: Datum, run: Run) => boolean;

const comparisons: Readonly<Record<Comparison, Compare>> = {
  '==': equals,
  '!=': (a, b, run) => !equals(a, b, run),
  '<': (a, b, run) => ordered('<', a, b, run),
  '<=': (a, b, run) => ordered('<=', a, b, run),
  '>': (a, b, run) => ordered('>', a, b, run),
  '>=': (a, b, run) => ordered('>=', a, b, run),
  in: (a, b, run) => contains(b, a, run),
  'not in': (a, b, run) => !contains(b, a, run),
  // The parser sees to it that one of them is None, True or False.
  is: (a, b) => a === b,
  'is not': (a, b) => a !== b,
};

function compileChain(syntax: Syntax & Chain): Compiled {
  const first = compile(syntax.first);
  const links: (readonly [Compare, Compiled, Span])[] = [];
  let start = syntax.first;
  for (const { operator, operand } of syntax.rest) {
    const span = { start: start.start, end: operand.end };
    links.push([comparisons[operator], compile(operand), span]);
    start = operand;
  }
  const [only] = links;
  if (only && links.length === 1) {
    const [compare, operand] = only;
    return (run) => {
      const left = first(run);
      const right = operand(run);
      run.at = syntax;
      return compare(left, right, run);
    };
  }
  return (run) => {
    let left = first(run);
    for (const [compare, operand, span] of links) {
      const right = operand(run);
      run.at = span;
      if (!compare(left, right, run)) return false;
      left = right;
    }
    return true;
  };
}

function compileConditional(syntax: Syntax & Conditional): Compiled {
  const condition = compile(syntax.condition);
  const then = compile(syntax.then);
  const otherwise = compile(syntax.otherwise);
  return (run) => (truth(condition(run)) ? then(run) : otherwise(run));
}
