import type { Explanations } from '../explanations.ts';

/** Explains findings about files of tests. */
export const tests = {
  'tests-missing': {
    means: 'A file of tests has none.',
    advice:
      'A file that ends in `.test.yaml` has a list `tests`, each with a `name` and what is expected. Write one, or rename the file.',
  },
  'test-not-a-map': {
    means: 'An entry of `tests` is no test.',
    advice:
      'A test is a mapping: at least a `name`, then what is given (`input`, `inputs`, `params`, `mocks`) and what is expected.',
  },
  'test-name-missing': {
    means: 'A test has no name.',
    advice:
      'The name stands in every report, and `-t` picks tests by it. Say in a few words what the test shows.',
  },
  'test-name-duplicate': {
    means: 'Two tests of a file have the same name.',
    advice:
      'Nobody could tell from a report which one failed, and recorded answers go by the name. Rename one of them.',
  },
  'test-input-twice': {
    means: 'A test gives the run’s input twice.',
    advice:
      '`input` is short for `inputs: {input: …}`. Only one of them could count: remove the other.',
  },
  'test-flow-missing': {
    means: 'The flow that is tested is not there.',
    advice:
      'Without `flow:` the file that lies beside and has the same name is tested (`greet.yaml` for `greet.test.yaml`). Name another one by a path relative to the file of tests.',
  },
  'test-node-unknown': {
    means: 'A test names a node that the flow does not have.',
    advice:
      'Mostly the node was renamed, or its id is mistyped; the hint has the nearest or lists them. The expectation would otherwise never be looked at.',
  },
  'test-mock': {
    means: 'A stand-in for a node cannot be used.',
    advice:
      'A mock gives outputs that the node really has, by name, or a failure (`fail`), or one of these per call (`each`). Correct its form or its names.',
  },
  'test-expectation': {
    means: 'What a test expects cannot be checked.',
    advice:
      'It names an output, an arm or a word that there is not, or a pattern, schema or expression that is none. The message says which.',
  },
} as const satisfies Explanations;
