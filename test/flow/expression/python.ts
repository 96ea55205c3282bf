import { spawnSync } from 'node:child_process';
import type { ValueObject } from '../../../src/flow/value.ts';
import { toJson } from '../../../src/flow/value.ts';

/** What Python itself makes of an expression: the `repr` of the result, or the name of the exception. */
export type Answer = { readonly repr: string } | { readonly error: string };

export interface Question {
  readonly source: string;
  readonly scope: ValueObject;
}

const SCRIPT = `
import builtins, json, sys, warnings
warnings.simplefilter('ignore')
names = 'abs all any bool float int len max min round sorted str'
functions = {name: getattr(builtins, name) for name in names.split()}

# From 3.12 on sum() of floats is more exact than adding them one after the other.
def sum_in_turn(iterable, /, start=0):
    if isinstance(start, str):
        raise TypeError
    for item in iterable:
        start = start + item
    return start

functions['sum'] = sum_in_turn
for line in sys.stdin:
    question = json.loads(line)
    try:
        scope = {'__builtins__': {}, **functions, **question['scope']}
        answer = {'repr': repr(eval(question['source'], scope))}
    except Exception as error:
        answer = {'error': type(error).__name__}
    print(json.dumps(answer))
`;

const command = process.env.BISHENG_PYTHON ?? 'python3';

/** Whether there is a Python to be asked. */
export function hasPython(): boolean {
  return spawnSync(command, ['-c', 'pass']).status === 0;
}

/** Lets one Python process evaluate all expressions. */
export function askPython(questions: readonly Question[]): Answer[] {
  const input = questions
    .map(
      ({ source, scope }) => `{"source": ${JSON.stringify(source)}, "scope": ${toJson(scope)}}\n`,
    )
    .join('');
  const { stdout, stderr, status } = spawnSync(command, ['-c', SCRIPT], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    timeout: 120_000,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(`python failed: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}
