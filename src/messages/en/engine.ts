/** Messages about what happens while a flow runs. */
export const engine = {
  'stream-interrupted': 'The run was interrupted.',
  cancelled: 'Cancelled.',
  'component-defect': 'The node failed: {text}',
  'expression-missing': 'This expression could not be read.',
  'expression-values': 'Here {values}.',
  'stream-in-expression': '“{name}” is a stream of items, which an expression can’t hold.',
  'stream-in-expression/hint': 'Let a LoopController hand it out, or give it to a node’s input.',
  'name-ambiguous':
    '“{name}” is ambiguous in node “{node}”: “{first}” and “{second}” are equally near and both give it.',
  'name-ambiguous/hint': 'Write which one you mean, for example {first}.{name}.',
  'input-unbound/only': 'Node “{node}” needs {name}, and no run input gives it.',
  'input-unbound/only-hint': 'Give it with --input {name}=… (or {name}:=JSON).',
  'input-unbound/run': 'Node “{node}” needs {names}, and nothing that ran gives it.',
  'input-unbound/run-hint': 'Bind it with “inputs: {{ {name}: … }}” or in “config”.',
  'input-ambiguous': 'Node “{node}” needs “{name}”, and both “{first}” and “{second}” lead to it.',
  'input-ambiguous/hint': 'Say which one: “inputs: {{ {name}: {first}.… }}”.',
  'input-ambiguous/run': 'Two edges give the input “{name}” of node “{node}”.',
  'node-timeout': 'Node “{node}” did not end within {seconds} s.',
  'node-timeout/hint': 'Give it a longer “timeout”, or “retry”.',
  'retry-exhausted':
    'Node “{node}” has tried as often as “retry” allows, and its “when” still asks for another try.',
  'retry-wanted': 'The answer of node “{node}” is one that “retry.when” wants to be tried again.',
  'node-failed-handled': 'Node “{node}” failed and “{handler}” takes over: {error}',
  'node-failed-continued': 'Node “{node}” failed and the flow goes on without it: {error}',
  'sub-flow-missing': 'The flow that node “{node}” runs is not there.',
  'sub-flow-failed': 'Its flow failed in “{node}”: {text}',
  'loop-limit-reached':
    'Loop “{node}” has reached its limit of {limit} {limit|round|rounds} and is not finished.',
  'loop-limit-reached/items':
    'Loop “{node}” has reached its limit of {limit} {limit|round|rounds} with {left} {left|item|items} left.',
  'loop-limit-reached/some':
    'Loop “{node}” has reached its limit of {limit} {limit|round|rounds} with items left.',
  'loop-limit-reached/hint':
    'Raise “max_iterations” or “batch_size”, or write “on_limit: stop” if that is meant.',
  'loop-limit-reached/while-hint':
    'Raise “max_iterations”, or write “on_limit: stop” if that is meant.',
  'loop-items-not-a-list': 'The items of loop “{node}” are not a list.',
  'loop-items-not-a-list/hint': 'Give it a list, for example “inputs: {{ items: texts }}”.',
  'output-too-large':
    'What node “{node}” gives is too large: written out, it has more than {values} values or {characters} characters.',
  'output-too-large/hint':
    'Items of any number can come from a .jsonl or .csv file: they are read one by one.',
  'output-too-large/depth':
    'What node “{node}” gives has lists and objects in each other, more than {limit} levels deep.',
  'run-timeout': 'The run did not end within {seconds} s.',
  'run-timeout/hint': 'Allow more with --timeout.',
} as const;
