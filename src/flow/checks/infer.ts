import { message } from '../../messages/message.ts';
import { Float, type Datum } from '../expression/datum.ts';
import type { ExpressionProblem, ProblemKey, Span } from '../expression/expression.ts';
import {
  functionMisfit,
  functionResult,
  methodMisfits,
  methodResult,
  type Misfit,
} from './calls.ts';
import type { Binary, Call, Chain, Comparison, Syntax } from '../expression/syntax.ts';
import { apart, areEqual, canOrder, isOrder, orderTruth, type Apart } from './compare-known.ts';
import { explainApart } from './explain-apart.ts';
import { haveOpposites } from './opposite.ts';
import {
  ANY_KIND,
  anything,
  constant,
  kind,
  kindNames,
  mayBe,
  known,
  NUMERIC,
  ofKinds,
  oneOf,
  onlyKinds,
  type Known,
} from './known.ts';

/** What the names of an expression stand for. */
export interface Names {
  name(name: string): Known;
  /** An output of the node that has such an id and such an output. */
  output(id: string, output: string): Known | undefined;
  /** A parameter that has no value yet. */
  placeholder(name: string): Known;
  /** Whether a parameter has put in what stands there. */
  isFilled(span: Span): boolean;
}

/** What is found out about an expression without evaluating it. */
export interface Inferred {
  readonly known: Known;
  /** Operations that fail whenever they are come to, and comparisons whose answer never changes. */
  readonly problems: readonly ExpressionProblem[];
}

/** Works out what an expression can be, from what is known of its names. */
export function infer(syntax: Syntax, names: Names): Inferred {
  const inference = new Inference(names);
  const known = inference.of(syntax);
  return { known, problems: inference.problems };
}

class Inference {
  readonly problems: ExpressionProblem[] = [];
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  of(syntax: Syntax): Known {
    switch (syntax.kind) {
      case 'constant': {
        const known = constantOf(syntax.value);
        return this.#names.isFilled(syntax) ? onlyKinds(known) : known;
      }
      case 'placeholder':
        return this.#names.placeholder(syntax.name);
      case 'name':
        return this.#names.name(syntax.name);
      case 'attribute':
        return this.#member(syntax, syntax.of, syntax.name);
      case 'index':
        return this.#index(syntax, syntax.of, syntax.index);
      case 'slice': {
        for (const part of [syntax.from, syntax.to, syntax.step]) if (part) this.of(part);
        const kinds = this.of(syntax.of).kinds & (kind.text | kind.list);
        return ofKinds(kinds || ANY_KIND);
      }
      case 'negative':
      case 'positive':
        return this.#sign(syntax, syntax.of, syntax.kind === 'negative');
      case 'not': {
        const { truth } = this.of(syntax.of);
        return boolean(truth === undefined ? undefined : !truth);
      }
      case 'binary':
        return this.#binary(syntax);
      case 'and':
      case 'or':
        return this.#logic(syntax.operands, syntax.kind === 'or');
      case 'chain':
        return this.#chain(syntax);
      case 'conditional': {
        this.of(syntax.condition);
        return oneOf([this.of(syntax.then), this.of(syntax.otherwise)]);
      }
      case 'list':
      case 'tuple':
        return known(kind.list, { items: syntax.items.map((item) => this.of(item)) });
      case 'dict':
        return this.#dict(syntax.entries);
      case 'call':
        return syntax.of ? this.#method(syntax, syntax.of) : this.#function(syntax);
    }
  }

  #member(syntax: Syntax, of: Syntax, name: string): Known {
    const output = this.#output(of, name);
    if (output) return output;
    const object = this.of(of);
    if (!mayBe(object, kind.object)) {
      this.#fail('expression-type/attribute', syntax, { type: kindNames(object), name }, object);
    }
    return object.fields?.get(name) ?? anything;
  }

  /** `id.output`, `id["output"]` and `nodes["id"].output`. */
  #output(of: Syntax, name: string): Known | undefined {
    if (of.kind === 'name') {
      return of.name === 'nodes' ? anything : this.#names.output(of.name, name);
    }
    const isNodes = of.kind === 'index' && of.of.kind === 'name' && of.of.name === 'nodes';
    if (!isNodes || of.index.kind !== 'constant') return undefined;
    const { value } = of.index;
    return (typeof value === 'string' ? this.#names.output(value, name) : undefined) ?? anything;
  }

  #index(syntax: Syntax, of: Syntax, index: Syntax): Known {
    const key = this.of(index);
    if (index.kind === 'constant' && typeof index.value === 'string') {
      const output = this.#output(of, index.value);
      if (output) return output;
    }
    const from = this.of(of);
    if (!mayBe(from, kind.text | kind.list | kind.object)) {
      this.#fail('expression-type/no-items', syntax, { type: kindNames(from) }, from);
    } else if (!mayBe(from, kind.object) && !mayBe(key, NUMERIC)) {
      const values = { type: kindNames(from), index: kindNames(key) };
      this.#fail('expression-type/index', syntax, values, key);
    }
    return mayBe(from, kind.list | kind.object) ? anything : ofKinds(kind.text);
  }

  #sign(syntax: Syntax, of: Syntax, isNegative: boolean): Known {
    const known = this.of(of);
    if (!mayBe(known, NUMERIC)) {
      const values = { operator: isNegative ? '-' : '+', type: kindNames(known) };
      this.#fail('expression-type/sign', syntax, values, known);
    }
    const [value] = known.values?.length === 1 ? known.values : [];
    return typeof value === 'number' ? constant(isNegative ? -value : value) : ofKinds(kind.number);
  }

  #binary(syntax: Syntax & Binary): Known {
    const { operator } = syntax;
    const left = this.of(syntax.left);
    const right = this.of(syntax.right);
    let kinds = mayBe(left, NUMERIC) && mayBe(right, NUMERIC) ? kind.number : 0;
    const sequence = kind.text | kind.list;
    if (operator === '+') kinds |= left.kinds & right.kinds & sequence;
    if (operator === '*' && mayBe(right, NUMERIC)) kinds |= left.kinds & sequence;
    if (operator === '*' && mayBe(left, NUMERIC)) kinds |= right.kinds & sequence;
    if (kinds !== 0) return ofKinds(kinds);
    if (operator === '%' && mayBe(left, kind.text)) return anything;
    const values = { operator, left: kindNames(left), right: kindNames(right) };
    const isJoin = operator === '+' && ((left.kinds | right.kinds) & kind.text) !== 0;
    this.#fail('expression-type/operator', syntax, values, oneOf([left, right]), isJoin);
    return anything;
  }

  #logic(operands: readonly Syntax[], isOr: boolean): Known {
    const all = operands.map((operand) => this.of(operand));
    const last = all.at(-1) ?? anything;
    // An operand that is not the last is the result only where it decides.
    const decided = all.slice(0, -1).map(({ kinds }) => kinds & (isOr ? ~kind.none : ANY_KIND));
    const kinds = decided.reduce((sum, one) => sum | one, last.kinds);
    const isDecided =
      all.some((known) => known.truth === isOr) ||
      haveOpposites(operands, (span) => this.#names.isFilled(span));
    const truth = isDecided
      ? isOr
      : all.every((known) => known.truth === !isOr)
        ? !isOr
        : undefined;
    return truth === undefined ? ofKinds(kinds) : known(kinds, { truth });
  }

  #chain({ first, rest }: Syntax & Chain): Known {
    let left = first;
    let known = this.of(first);
    const truths: (boolean | undefined)[] = [];
    for (const { operator, operand } of rest) {
      const right = this.of(operand);
      truths.push(this.#compare(operator, [left, known], [operand, right]));
      left = operand;
      known = right;
    }
    if (truths.includes(false)) return boolean(false);
    return boolean(truths.every((truth) => truth === true) ? true : undefined);
  }

  #compare(
    operator: Comparison,
    [leftSyntax, left]: readonly [Syntax, Known],
    [rightSyntax, right]: readonly [Syntax, Known],
  ): boolean | undefined {
    const span = { start: leftSyntax.start, end: rightSyntax.end };
    if (isOrder(operator)) {
      if (!canOrder(left, right)) {
        const values = { operator, left: kindNames(left), right: kindNames(right) };
        this.#fail('expression-type/order', span, values, oneOf([left, right]));
        return undefined;
      }
      const truth = orderTruth(operator, left, right);
      if (truth === false) this.#pointless('range', span, [leftSyntax, left], [rightSyntax, right]);
      return truth;
    }
    if (operator === 'in' || operator === 'not in') {
      const truth = this.#contains(span, [leftSyntax, left], [rightSyntax, right]);
      return operator === 'in' ? truth : truth === undefined ? undefined : !truth;
    }
    // Whoever asks for None may do so for safety's sake.
    if (left.kinds === kind.none || right.kinds === kind.none) return undefined;
    const isEqual = operator === '==' || operator === 'is';
    const why = apart(left, right);
    if (why) {
      this.#pointless(why, span, [leftSyntax, left], [rightSyntax, right]);
      return !isEqual;
    }
    return areEqual(left, right) ? isEqual : undefined;
  }

  #contains(
    span: Span,
    needle: readonly [Syntax, Known],
    [syntax, haystack]: readonly [Syntax, Known],
  ): boolean | undefined {
    const [, wanted] = needle;
    if (!mayBe(haystack, kind.text | kind.list | kind.object)) {
      this.#fail('expression-type/in', span, { type: kindNames(haystack) }, haystack);
    } else if (!mayBe(haystack, kind.list | kind.object) && !mayBe(wanted, kind.text)) {
      this.#fail('expression-type/in-text', span, { type: kindNames(wanted) }, wanted);
    }
    const { items } = haystack;
    if (!items || (syntax.kind !== 'list' && syntax.kind !== 'tuple')) return undefined;
    let isNever = true;
    for (const [index, item] of items.entries()) {
      const why = item.kinds === kind.none ? undefined : apart(wanted, item);
      const at = syntax.items[index];
      if (why && at) this.#pointless(why, at, needle, [at, item]);
      else isNever = false;
    }
    return isNever ? false : undefined;
  }

  #dict(entries: readonly (readonly [Syntax, Syntax])[]): Known {
    const fields = new Map<string, Known>();
    for (const [key, value] of entries) {
      const known = this.of(value);
      this.of(key);
      if (key.kind === 'constant' && typeof key.value === 'string') fields.set(key.value, known);
    }
    return known(kind.object, { fields });
  }

  #function(call: Syntax & Call): Known {
    const args = this.#arguments(call);
    this.#failIn(call, functionMisfit(call.name, args));
    return functionResult(call.name);
  }

  #method(call: Syntax & Call, of: Syntax): Known {
    const self = this.of(of);
    const args = this.#arguments(call);
    this.#failIn(call, ...methodMisfits(call.name, self, args));
    return methodResult(call.name);
  }

  #arguments({ positional, keywords }: Call): Known[] {
    const args = positional.map((arg) => this.of(arg));
    for (const { value } of keywords) this.of(value);
    return args;
  }

  #failIn({ nameSpan, positional }: Call, ...misfits: readonly (Misfit | undefined)[]): void {
    for (const misfit of misfits) {
      if (!misfit) continue;
      const at = misfit.isArgument ? positional[0] : undefined;
      this.#fail(misfit.key, at ?? nameSpan, misfit.values, misfit.why);
    }
  }

  /** `why`: the value that does not fit. That it is None is for the run to see: mostly a node was skipped. */
  #fail(
    key: ProblemKey,
    { start, end }: Span,
    values: Readonly<Record<string, string>>,
    why: Known,
    withHint = false,
  ): void {
    if (why.kinds === kind.none) return;
    const hint = withHint ? message('expression-type/operator/hint') : undefined;
    this.problems.push({
      code: 'expression-type',
      message: message(key, values),
      start,
      end,
      ...(hint && { hint }),
    });
  }

  /** Notes a comparison whose answer never changes. */
  #pointless(
    why: Apart,
    { start, end }: Span,
    left: readonly [Syntax, Known],
    right: readonly [Syntax, Known],
  ): void {
    const finding = explainApart(why, left, right);
    this.problems.push({ code: 'comparison-constant', ...finding, start, end });
  }
}

const answers = new Map(
  [undefined, true, false].map((truth) => [truth, known(kind.boolean, { truth })]),
);

function boolean(truth: boolean | undefined): Known {
  return answers.get(truth) ?? anything;
}

function constantOf(value: Datum): Known {
  if (value instanceof Float) return constant(value.value);
  if (typeof value === 'bigint') return known(kind.number, { truth: true });
  if (typeof value === 'object' && value !== null) return anything;
  return constant(value);
}
