import type { Explanations } from '../explanations.ts';

/** Explains findings about parameters and placeholders. */
export const parameters = {
  'parameter-invalid': {
    means: 'The declaration of a parameter is not complete or contradicts itself.',
    advice:
      'Each entry of `parameters` needs a `name` and a `type` (string, integer, number, boolean, list, object); `enum`, `min`, `max` and `pattern` must fit the type.',
  },
  'parameter-duplicate': {
    means: 'Two parameters have the same name.',
    advice:
      'A placeholder could mean either. Rename one of them, with its placeholders, or remove it.',
  },
  'parameter-default': {
    means: 'The default of a parameter breaks the parameter’s own rules.',
    advice:
      'Whoever gives no value would get one that nobody could give. Change the default, or the type, `enum`, `min`, `max` or `pattern`.',
  },
  'parameter-default-unused': {
    means: 'A required parameter has a default.',
    advice:
      '`required: true` means that a value must be given, so the default never comes to be used. Decide for one of them.',
  },
  'parameter-missing': {
    means: 'A required parameter has no value.',
    advice:
      'Give it with `--param name=value` or `--params-file`, give it a `default`, or, if it has `env`, set that variable.',
  },
  'parameter-type': {
    means: 'The value of a parameter is of another type than the parameter.',
    advice:
      'On the command line `--param n=5` is read as the declared type and `--param n:=5` says the type itself (JSON). Give a value of the type, or change the declaration.',
  },
  'parameter-value': {
    means: 'The value of a parameter is outside of what the parameter allows.',
    advice:
      'Its `enum`, `min`, `max` or `pattern` says what is allowed. Give another value, or widen the rule.',
  },
  'parameter-unknown': {
    means: 'A value is given for a parameter that the flow does not declare.',
    advice:
      'It would be lost, and the parameter that was meant would keep its default. Check the spelling; `bisheng template show` lists the parameters.',
  },
  'placeholder-undeclared': {
    means: '`${name}` names a parameter that is not declared.',
    advice:
      'Nothing could be put in its place. Declare it under `parameters`, correct the name, or write `$${name}` if these very characters are meant.',
  },
  'placeholder-malformed': {
    means: '`${` is not closed, or has no parameter’s name in it.',
    advice:
      'A placeholder is `${name}` or `${env.NAME}`, nothing else: no spaces, no expressions. A literal `${` is written `$${`.',
  },
  'placeholder-in-string': {
    means: 'A placeholder stands inside the quotes of an expression.',
    advice:
      'A value with a quotation mark in it could then change what the expression does. Write it without quotes: it becomes a literal of its type by itself, and `+` joins texts.',
  },
  'env-missing': {
    means: 'An environment variable that the flow asks for is not set.',
    advice:
      '`${env.NAME}` and a parameter’s `env` read the environment and the project’s `.env`. Set the variable there; secrets then never stand in the flow.',
  },
} as const satisfies Explanations;
