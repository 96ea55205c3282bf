import type { Explanations } from '../explanations.ts';

/** Explains what can be seen of values, ways and loops before a flow runs. */
export const checks = {
  'input-mismatch': {
    means: 'An input gets a value of a type that its node refuses.',
    advice:
      'The node would fail whenever it is reached, for example an `ItemProcessor` that gets a text instead of a list. Bind another output with `inputs:`, or turn the value into the right type with a `Transform`.',
  },
  'comparison-constant': {
    means: 'A comparison has the same answer in every run.',
    advice:
      'It decides nothing, and often one branch of the flow is dead without anybody noticing. Mostly quotes are wrong (`status == "200"` compares a number with a text), a name is mistyped (an intent or category that does not exist), or a bound lies outside the range of the value.',
  },
  'branch-unreachable': {
    means: 'An arm of a router, or an edge, is never taken.',
    advice:
      'Conditions are tried in order and the first true one wins, so a narrow condition behind a wider one never gets its turn. Move it further up, correct its bounds, or remove it.',
  },
  'node-unreachable': {
    means: 'All ways to a node are closed, so it never runs.',
    advice:
      'What it was meant to do is missing in every run. Correct the condition that leads to it, add an edge, or remove the node.',
  },
  'parameter-unused': {
    means: 'A parameter is declared, but nothing in the flow uses it.',
    advice:
      'Whoever sets it expects an effect that does not come. Put `${name}` where the value belongs, or remove the declaration. A parameter of a sub-flow is declared in the sub-flow’s own file.',
  },
  'secret-exposed': {
    means: 'A secret ends up in a text that a model, a person, a log or the result shows.',
    advice:
      'What is sent to a model leaves your hands; in outputs and logs the secret is replaced by `***`, so that it is of no use there either. Keep keys in a model’s settings or a request’s headers. A variable that is no secret needs a parameter with `env:` and `secret: false`.',
  },
  'loop-endless': {
    means: 'Nothing but `max_iterations` can end a loop, and reaching it fails the run.',
    advice:
      'The condition is true in every round and no edge leads out. Let it use `iteration` or an output of the loop’s nodes, lead a conditional edge out of the loop, or set `on_limit: stop` if the limit is meant as the end. For a fixed number of rounds leave the condition out.',
  },
  'loop-condition-fixed': {
    means: 'A loop’s condition uses only values that no round changes.',
    advice:
      'If it is true at first it stays true, and the run fails at `max_iterations`; if not, the loop does nothing. Most often the name of an output in front of the loop was taken instead of one inside it.',
  },
} as const satisfies Explanations;
