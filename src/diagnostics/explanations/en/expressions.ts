import type { Explanations } from '../explanations.ts';

/** Explains findings about expressions and text templates. */
export const expressions = {
  'expression-syntax': {
    means: 'An expression is not written as Python writes it.',
    advice:
      'Expressions have Python’s syntax: `and`, `or`, `not`, `==`, texts in straight quotes. The message points at the place and says what to write.',
  },
  'expression-unsupported': {
    means: 'An expression uses a part of Python that expressions do not have.',
    advice:
      'They compute one value and can do nothing else: no loops, no definitions, no imports, only pure functions. Use `any()`, `all()`, `sum()`, `sorted()`, an `ItemProcessor`, or a component.',
  },
  'expression-name': {
    means: 'Nothing gives a value to a name.',
    advice:
      'Names come from loops, from the outputs of nodes before, from run inputs and from parameters. The hint has the nearest one, or says which node gives it and does not come before.',
  },
  'expression-type': {
    means: 'An expression does something with a value that its type cannot do.',
    advice:
      'A text and a number cannot be added or compared by order, for example. Convert first: `int(x)`, `float(x)`, `str(x)`; for None use `x or default`.',
  },
  'expression-value': {
    means: 'An expression cannot compute with this value.',
    advice:
      'It divides by zero, or makes a number out of a text that is none. Ask first: `a / b if b else 0`.',
  },
  'expression-key': {
    means: 'An object has no such key, or a list no such item.',
    advice:
      'The message shows what there is. Where a key may be missing write `data.get("key", default)` or ask with `in` first.',
  },
  'expression-limit': {
    means: 'An expression is too long, too deep, or has too much to compute.',
    advice:
      'The limits keep one line from stopping a whole server. Split it into several `Transform` nodes, or write a component.',
  },
  'text-template-syntax': {
    means: 'A text template has a brace that begins or ends nothing.',
    advice:
      '`{name}` is filled in; braces that are meant as text are written twice: `{{` and `}}`. Only names and what is taken of them can stand between braces, no computing.',
  },
} as const satisfies Explanations;
