/** Messages about expressions and `{name}` templates. */
export const expression = {
  'expression-syntax/empty': 'This expression is empty.',
  'expression-syntax/character': 'An expression can’t have the character “{found}” here.',
  'expression-syntax/dollar':
    '“$” begins nothing here: a parameter is written ${{name}}, any other name without “$”.',
  'expression-syntax/full-width':
    '“{found}” is not the ASCII character that an expression needs; write “{instead}”.',
  'expression-syntax/curly-quote':
    'This is a curly quotation mark; in expressions texts stand in straight ones: {instead}',
  'expression-syntax/foreign': 'Expressions are written as in Python: “{instead}”, not “{found}”.',
  'expression-syntax/number': '“{found}” is not a number, and no name begins with a digit.',
  'expression-syntax/leading-zero':
    'A number can’t begin with 0: write “{instead}”, not “{found}”.',
  'expression-syntax/node-id':
    '“{id}” would be a subtraction. For the node’s output write nodes["{id}"].{field}.',
  'expression-syntax/string-open': 'This text has no end: {close} is missing.',
  'expression-syntax/string-escape':
    '“{found}” stands for no character. For the backslash itself write it twice.',
  'expression-syntax/string-surrogate':
    '“{found}” is half a character; write the whole one, or \\U and its eight digits.',
  'expression-syntax/operand': 'A value is missing before “{found}”.',
  'expression-syntax/operand-end': 'The expression ends where a value should follow.',
  'expression-syntax/operator': 'An operator is missing before “{found}”.',
  'expression-syntax/unclosed': 'This “{found}” is never closed: “{bracket}” is missing.',
  'expression-syntax/unopened': 'Nothing was opened that this “{found}” could close.',
  'expression-syntax/assignment': '“=” gives a name a value; to compare write “==”.',
  'expression-syntax/reserved':
    '“{found}” is a keyword of Python and can’t be a name. An output of that name is nodes["id"]["{found}"].',
  'expression-syntax/reserved-key': '“{found}” is a keyword of Python: write ["{found}"] instead.',
  'expression-syntax/attribute': 'After “.” a name must follow, not “{found}”.',
  'expression-syntax/attribute-end': 'After “.” a name must follow.',
  'expression-syntax/not': '“not” needs parentheses here: (not …).',
  'expression-syntax/not-in': 'After a value “not” is only possible as “not in”.',
  'expression-syntax/if-first': 'A choice begins with its value: a if condition else b.',
  'expression-syntax/else-missing': 'This “if” needs an “else”: a if condition else b.',
  'expression-syntax/positional':
    'Arguments without a name must come before those with one (“name=…”).',
  'expression-syntax/arguments':
    '{name}() takes {expected} {expected|argument|arguments}, but got {count}.',
  'expression-syntax/keyword': '{name}() has no argument “{keyword}=”.',
  'expression-syntax/keyword-twice': '{name}() is given “{keyword}” twice.',

  'expression-unsupported/operator': 'Expressions have no operator “{found}”.',
  'expression-unsupported/operator/hint': 'Perhaps you mean “{instead}”.',
  'expression-unsupported/word': 'Expressions have no “{found}”: they compute one value, no more.',
  'expression-unsupported/star': 'Expressions can’t unpack with “{found}”.',
  'expression-unsupported/comprehension':
    'Expressions have no “for”. Use any(), all(), sum(), sorted(), or an ItemProcessor.',
  'expression-unsupported/bare-tuple':
    'A comma makes a tuple only in parentheses; to join conditions write “and” or “or”.',
  'expression-unsupported/set':
    'Braces need “key: value”. A name stands without braces: {{name}} is just name.',
  'expression-unsupported/f-string':
    'Expressions have no formatted texts ({found}…): join the parts with + and str().',
  'expression-unsupported/bytes': 'Expressions have no bytes ({found}…): leave the prefix out.',
  'expression-unsupported/format':
    'Expressions don’t format with “%”: join the parts with + and str().',
  'expression-unsupported/complex': 'Expressions have no complex numbers ({found}).',
  'expression-unsupported/is':
    '“is” is only for None, True and False; to compare values write “{instead}”.',
  'expression-unsupported/dunder': 'Expressions can’t reach “{name}”.',
  'expression-unsupported/call': 'Only functions and methods can be called, by their names.',
  'expression-unsupported/function': 'There is no function {name}(). There are: {known}.',
  'expression-unsupported/method': 'There is no method .{name}() in expressions.',
  'expression-unsupported/method/instead': 'In Python that is {instead}.',
  'expression-unsupported/key': '{name}() works without “key=” here.',
  'expression-unsupported/tuple-key': 'A tuple can’t be a key here: use a text.',
  'expression-unsupported/views':
    'keys(), values() and items() can’t be compared with each other; sort them first: sorted(…).',

  'expression-name': 'There is no name “{name}” here. Known names: {known}.',
  'expression-name/none': 'There is no name “{name}” here; no names are known.',
  'expression-name/hint-function': '{name} is a function: write {name}(…).',
  'expression-name/placeholder': 'Parameter “{name}” has no value yet.',

  'expression-type/operator': '“{operator}” can’t work on {left} and {right}.',
  'expression-type/operator/hint': 'To join texts make each value one with str(…).',
  'expression-type/order': '“{operator}” can’t compare {left} with {right}.',
  'expression-type/sign': '“{operator}” can’t stand before a value of type {type}.',
  'expression-type/hash': 'A value of type {type} can’t be a key.',
  'expression-type/in': '“in” can’t look into a value of type {type}.',
  'expression-type/in-text': 'A text can only contain a text, not a value of type {type}.',
  'expression-type/index': 'The index of a {type} must be a whole number, not {index}.',
  'expression-type/no-items': 'A value of type {type} has no items to take with […].',
  'expression-type/slice': 'The parts of a slice must be whole numbers, not {type}.',
  'expression-type/iterate': 'A list or text is needed here, not {type}.',
  'expression-type/len': 'len() can’t measure a value of type {type}.',
  'expression-type/argument': '{name} can’t take a value of type {type}.',
  'expression-type/arguments':
    'On this value the method takes at most {max} {max|argument|arguments}.',
  'expression-type/text-argument': 'A text is needed here, not {type}.',
  'expression-type/int-argument': 'A whole number is needed here, not {type}.',
  'expression-type/int-base': 'int() with a base needs a text, not {type}.',
  'expression-type/sum-text': 'sum() doesn’t join texts; write "".join(…).',
  'expression-type/default': '{name}() takes “default=” only with a single list.',
  'expression-type/method': 'A value of type {type} has no method .{name}().',
  'expression-type/attribute': 'A value of type {type} has no “.{name}”.',
  'expression-type/attribute/none':
    'This is None (no value), so it has no “.{name}”. A node that was skipped gives None.',
  'expression-type/attribute/call': 'It is a method: write .{name}(…).',

  'expression-value/zero-division': 'This divides by zero.',
  'expression-value/overflow':
    'The result is too large: numbers with a decimal point reach to about 1.8e308.',
  'expression-value/not-finite': 'NaN and infinity have no whole number.',
  'expression-value/complex': 'A negative number has no such power.',
  'expression-value/int': '{text} is not a whole number in base {base}.',
  'expression-value/float': '{text} is not a number.',
  'expression-value/base': 'The base of int() must be from 2 to 36, but is {base}.',
  'expression-value/empty': '{name}() has nothing to choose from; give it “default=…”.',
  'expression-value/slice-step': 'The step of a slice can’t be 0.',
  'expression-value/separator': 'The separator can’t be empty.',
  'expression-value/substring': 'The text is not found; find() gives -1 then, index() fails.',
  'expression-value/not-in-list': 'The value is not in the list.',

  'expression-key': 'There is no key {key}. Keys: {known}.',
  'expression-key/empty': 'There is no key {key}: the object is empty.',
  'expression-key/index': 'There is no item {index}: the {type} has {length}.',

  'expression-limit/length': 'An expression may have at most {max} characters.',
  'expression-limit/nesting': 'This is nested too deeply (more than {max} levels).',
  'expression-limit/work': 'This expression has too much to compute.',
  'expression-limit/text': 'This text would become too long (more than {max} characters).',
  'expression-limit/number': 'This number would become too large (more than {max} bits).',
  'expression-limit/json': 'This value is too large, or nested too deeply, to be put into a text.',
  'expression-limit/depth': 'These data are nested too deeply (more than {max} levels).',

  'text-template-syntax/open':
    '“{{” begins a place for a name, such as {{name}}. As text it is written twice: “{{{{”.',
  'text-template-syntax/close': 'This “}}” closes nothing. As text it is written twice: “}}}}”.',
  'text-template-syntax/empty':
    'Between the braces a name is missing. Braces as text are written twice: “{{{{}}}}”.',
  'text-template-syntax/path':
    'Between braces only a name can stand, with what is taken of it: {{a}}, {{a.b}}, {{a["b"]}}, {{a[0]}}.',
  'text-template-syntax/path/hint':
    'For braces as text (JSON, for example) write each of them twice: “{{{{” and “}}}}”.',
  'text-template-syntax/format':
    'A format ({found}) is not possible between braces: give the value its form in a Transform.',
} as const;
