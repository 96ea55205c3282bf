/** What a service that runs flows for several users says to them. */
export const service = {
  'service/flow-missing': 'There is no workflow of that id.',
  'service/flow-invalid':
    'The workflow “{flow}” has errors and can’t be run: “bisheng validate” tells which.',
  'service/parameters': 'The workflow “{flow}” doesn’t take these parameters.',
  'service/alone': '“{name}” can’t be called with these options.',
  'service/alone-missing': 'The project has no component or plugin of that name.',
  'service/alone-text':
    'Nobody can say which input of “{name}” takes the text: give the others in `options`. Its inputs: {names}.',
  'service/run-missing': 'There is no run of that id.',
  'service/secret-missing':
    'The value of “{name}” was secret and has not been kept: give it again in `parameters`.',
  'service/input-masked':
    'A secret stood in the input “{name}”, which has not been kept: give it again in `inputs`.',
  'service/resume-succeeded': 'The run has succeeded: there is nothing to go on with.',
  'service/resume-running': 'The run is going on already.',
  'service/resume-over': 'The run has ended meanwhile, or goes on elsewhere.',
  'service/not-waiting': 'The run waits for no answer.',
  'service/no-answer': 'No answer is given: `answers` has none.',
  'service/answer-unknown':
    'The node “{node}” asks nothing. Nodes that wait for an answer: {nodes}.',
  'service/answer-invalid': 'The answer to “{node}” can’t be taken: {problem}',
  'service/cancel-ended': 'The run has ended already: it is {status}.',
  'service/elsewhere': 'The run goes on in another process, which alone can cancel it.',
  'service/key-reused': 'This Idempotency-Key was used with another request before.',
  'service/busy':
    '{n} {n|run goes|runs go} on already, and more are not taken at a time. Try again later.',
  'service/busy-user':
    '{n} of your runs {n|goes|go} on already, and more are not taken at a time. Wait until one has ended.',
  'service/result-too-large':
    'The run’s result has more than {n} bytes, which is too much to send. It is kept: “bisheng runs export {run}” reads it.',
  'service/closing': 'The server is about to stop and takes no new runs.',
} as const;
