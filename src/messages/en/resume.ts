/** What is said of runs that go on, and of those that take up results of others. */
export const resume = {
  'resume/kept': 'Going on with run {id}. Kept: {nodes}',
  'resume/kept-nothing': 'Going on with run {id}. Nothing that it had done can be kept.',
  'resume/taken': 'Taken from run {id}: {nodes}',
  'resume/taken-nothing': 'Nothing can be taken from run {id}: all nodes run.',
  'resume/again': '  runs again: {node} – {reasons}',
  'resume/again-behind': '  runs again: {nodes}',
  'resume/more': '… and {n} more {n|node|nodes}',
  'resume/succeeded': 'The run {id} has succeeded: there is nothing left to do.',
  'resume/succeeded-hint':
    'Its result: bisheng runs replay {id} · to run a part of it once more: bisheng run {flow} --from NODE --run {id}',
  'resume/moved': 'Somebody else has gone on with the run {id} in the meantime.',
  'resume/held': 'The run {id} is going on: process {pid} on {host} has it.',
  'resume/held-hint': 'bisheng runs cancel {id} ends it.',
  'resume/secret': 'The parameter “{name}” is a secret, and secrets are not kept: give it again.',
  'resume/secret-hint': '--param {name}=VALUE',
  'resume/input': 'The input “{name}” had a secret in it, and secrets are not kept: give it again.',
  'resume/input-hint': '--input {name}=VALUE',
  'resume/input-hint-text': '--input TEXT',
  'resume/items': '{file} has no items any more.',
  'resume/answer-pair': '--answer needs node=text or node:=JSON, not “{text}”.',
  'resume/answer-json': '--answer {text}: what stands behind “:=” must be JSON.',
  'resume/answer-invalid': 'This can’t be the answer to “{node}”: {problem}',
  'resume/answer-unknown': 'The run waits for no answer to “{node}”.',
  'resume/no-question': 'The run waits for no answer: “{node}” has asked nothing.',
  'resume/questions': 'It waits for: {nodes}',
  'resume/how': 'To go on: {place}bisheng runs resume {id}',
  'resume/how-answer': 'To answer and go on: {place}bisheng runs resume {id} {answers}',
  'resume/how-answer-text': '--answer {node}=TEXT',
  'resume/answer-twice': '“{node}” asks once, but there are several answers to it.',
  'resume/stdin': 'The items of “{name}” came from standard input, which can’t be read again.',
  'resume/stdin-hint':
    'Give them as a file: --input-file items.jsonl. Nodes that depend on them run again.',
  'resume/stdin-items':
    'Its items came from standard input and are not kept: to go on, bisheng runs resume {id} --input-file FILE needs them as a file.',
  'resume/without-flag': 'The run was begun with {flag}; from here on it goes without.',
  'help-flag/resume-input-file': 'The items once more that the run was given on standard input',
  'run-gone': 'The run is not kept: {file} was taken away or replaced while it went on.',
  'resume/gone': 'The flow of run {id} is not there any more: {file}',
  'resume/gone-hint':
    'Put it back to go on. As it was, “bisheng runs export {id}” has it (flow_text).',
  'run-without-from': '--run says from which run results are taken, which only --from does.',
  'run-without-from/hint': 'To go on with a run: bisheng runs resume ID',
  'from-no-run': 'No run of {flow} is kept from which results could be taken.',
  'from-no-run/hint': 'Run it once without --from.',
  'help-flag/from':
    'Run this node and all behind it; the rest has its results from a run that is kept',
  'help-flag/from-run': 'That run: an id, the beginning of one; without it the flow’s latest',
  'help-flag/answer': 'An answer to what a node has asked (node=text, node:=JSON)',
  'help-flag/resume-dry-run': 'Only show what is kept and what runs again',
  'help-flag/resume-input': 'An input that is not kept because a secret stands in it',
  'help/runs-resume':
    'Goes on with a run that waits for an answer, has failed, or was interrupted.',
  'help-usage/runs-resume': '<run> [flags]',
  'help-examples/runs-resume': `bisheng runs resume latest
bisheng runs resume 995b66b2 --answer approve=yes
bisheng runs resume latest --dry-run`,
} as const;
