import { nearest } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import type { Callable } from './callable.ts';
import type { Datum } from './datum.ts';
import { fail } from './expression.ts';
import { functions } from './functions.ts';
import { methodHint } from './habits.ts';
import { callMethod, checkMethod, methodNames, methodSignatures } from './methods.ts';
import type { Run } from './run.ts';
import type { Call, Syntax } from './syntax.ts';

type Compiled = (run: Run) => Datum;

/** Evaluates the arguments of a call in the order in which they are written, each to its place. */
interface Placed {
  readonly args: (run: Run) => (Datum | undefined)[];
  readonly option: Compiled | undefined;
}

/** Compiles a call. Throws an ExpressionError where there is no such function, or it takes no such arguments. */
export function compileCall(call: Syntax & Call, compile: (syntax: Syntax) => Compiled): Compiled {
  return call.of ? compileMethod(call, compile(call.of), compile) : compileFunction(call, compile);
}

function compileFunction(call: Syntax & Call, compile: (syntax: Syntax) => Compiled): Compiled {
  const callee = functions.get(call.name);
  if (!callee) {
    const meant = nearest(call.name, functions.keys());
    const hint = meant === undefined ? undefined : message('did-you-mean', { name: meant });
    const values = { name: call.name, known: [...functions.keys()] };
    fail('expression-unsupported/function', call.nameSpan, values, hint);
  }
  const { args, option } = place(call, callee, compile);
  return (run) => {
    const values = args(run);
    const last = option?.(run);
    run.at = call;
    return callee.call(values, run, last);
  };
}

function compileMethod(
  call: Syntax & Call,
  of: Compiled,
  compile: (syntax: Syntax) => Compiled,
): Compiled {
  const { name } = call;
  const signatures = methodSignatures(name);
  const [first] = signatures;
  if (!first) {
    const hint = methodHint(name, methodNames);
    fail('expression-unsupported/method', call.nameSpan, { name }, hint);
  }
  const count = call.positional.length + call.keywords.length;
  const fitting = signatures.find(({ min, max }) => count >= min && count <= max) ?? first;
  const { args } = place(call, fitting, compile);
  return (run) => {
    const self = of(run);
    run.at = call;
    checkMethod(self, name, run);
    const values = args(run);
    run.at = call;
    return callMethod(self, name, values, run);
  };
}

function place(
  call: Syntax & Call,
  callee: Callable,
  compile: (syntax: Syntax) => Compiled,
): Placed {
  const positional = call.positional.map(compile);
  const named: (readonly [place: number, Compiled])[] = [];
  const taken = new Set(positional.keys());
  let option: Compiled | undefined;
  for (const { name, value, span } of call.keywords) {
    const values = { name: call.name, keyword: name };
    const index = name === callee.option ? OPTION : ownIndex(callee.keywords, name);
    if (index === undefined) {
      const key = name === 'key' ? 'expression-unsupported/key' : 'expression-syntax/keyword';
      fail(key, span, values);
    }
    if (taken.has(index)) fail('expression-syntax/keyword-twice', span, values);
    taken.add(index);
    if (index === OPTION) option = compile(value);
    else named.push([index, compile(value)]);
  }
  taken.delete(OPTION);
  checkCount(call, callee, taken);
  const args = (run: Run): (Datum | undefined)[] => {
    const values: (Datum | undefined)[] = positional.map((arg) => arg(run));
    for (const [index, arg] of named) {
      const value = arg(run);
      while (values.length <= index) values.push(undefined);
      values[index] = value;
    }
    return values;
  };
  return { args, option };
}

/** Stands for the place of the one argument that has none. */
const OPTION = -1;

function ownIndex(
  keywords: Readonly<Record<string, number>> | undefined,
  name: string,
): number | undefined {
  return keywords && Object.hasOwn(keywords, name) ? keywords[name] : undefined;
}

function checkCount(call: Syntax & Call, { min, max }: Callable, taken: ReadonlySet<number>): void {
  const required = Array.from({ length: min }, (_, index) => index);
  if (required.every((index) => taken.has(index)) && call.positional.length <= max) return;
  const expected = max === min ? min : max === Infinity ? `${min}+` : `${min}–${max}`;
  fail('expression-syntax/arguments', call, { name: call.name, expected, count: taken.size });
}
