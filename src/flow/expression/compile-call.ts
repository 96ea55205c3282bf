import { nearest } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import type { Callable } from './callable.ts';
import type { Datum } from './datum.ts';
import { fail, type Span } from './expression.ts';
import { functions } from './functions.ts';
import { methodHint } from './habits.ts';
import { callMethod, checkMethod, methodNames, methodSignatures } from './methods.ts';
import type { Run } from './run.ts';
import type { Call, Syntax } from './syntax.ts';

type Compiled = (run: Run) => Datum;

/** The arguments of a call at the places at which the function takes them. */
interface Placed {
  readonly args: readonly (Compiled | undefined)[];
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
    const values = { name: call.name, known: [...functions.keys()].join(', ') };
    fail('expression-unsupported/function', call.nameSpan, values, hint);
  }
  const { args, option } = place(call, callee, compile);
  return (run) => {
    const values = args.map((arg) => arg?.(run));
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
    const values = args.map((arg) => arg?.(run));
    run.at = call;
    return callMethod(self, name, values, run);
  };
}

function place(
  call: Syntax & Call,
  callee: Callable,
  compile: (syntax: Syntax) => Compiled,
): Placed {
  const args: (Compiled | undefined)[] = call.positional.map(compile);
  let option: Compiled | undefined;
  for (const { name, value, span } of call.keywords) {
    const values = { name: call.name, keyword: name };
    if (name === callee.option) {
      if (option) fail('expression-syntax/keyword-twice', span, values);
      option = compile(value);
      continue;
    }
    const index = ownIndex(callee.keywords, name);
    if (index === undefined) {
      fail(
        name === 'key' ? 'expression-unsupported/key' : 'expression-syntax/keyword',
        span,
        values,
      );
    }
    if (args[index]) fail('expression-syntax/keyword-twice', span, values);
    while (args.length < index) args.push(undefined);
    args[index] = compile(value);
  }
  checkCount(call, callee, args);
  return { args, option };
}

function ownIndex(
  keywords: Readonly<Record<string, number>> | undefined,
  name: string,
): number | undefined {
  return keywords && Object.hasOwn(keywords, name) ? keywords[name] : undefined;
}

function checkCount(call: Syntax & Call, callee: Callable, args: Placed['args']): void {
  const { min, max } = callee;
  const given = args.slice(0, min).filter((arg) => arg !== undefined).length;
  if (given === min && args.length <= max) return;
  const span: Span = call;
  const expected = max === min ? min : max === Infinity ? `${min}+` : `${min}–${max}`;
  const count = args.filter((arg) => arg !== undefined).length;
  fail('expression-syntax/arguments', span, { name: call.name, expected, count });
}
