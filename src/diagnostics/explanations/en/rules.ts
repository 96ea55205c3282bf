import type { Explanations } from '../explanations.ts';

/** Explains findings about the rules of validate. */
export const rules = {
  'node-id-duplicate': {
    means: 'Two nodes have the same id.',
    advice:
      'Edges and expressions could mean either. Give each node an id of its own, and correct the edges that lead to it.',
  },
  'edge-source-missing': {
    means: 'An edge comes from a node that is not there.',
    advice:
      'Its target would never be reached this way. Mostly the id is mistyped or the node was renamed; correct the id or add the node.',
  },
  'edge-target-missing': {
    means: 'An edge leads to a node that is not there.',
    advice:
      'The flow would end where it should go on. Correct the id, add the node, or remove the edge.',
  },
  'edge-to-itself': {
    means: 'An edge leads from a node back to the same node.',
    advice:
      'The node would wait for itself. To repeat something, put a `LoopController` before it and lead an edge back to that.',
  },
  'edge-duplicate': {
    means: 'The same edge is listed twice.',
    advice:
      'The second one changes nothing; perhaps another target or a condition was meant. Remove one, or correct it.',
  },
  'template-braces': {
    means: 'Doubled braces are used where a value is meant.',
    advice:
      'In templates `{name}` is filled in and `{{name}}` prints the braces themselves, so the text would show `{name}` instead of the value. Jinja and Dify write it the other way round.',
  },
  'node-as-value': {
    means: 'A node’s id is compared with a text or a number.',
    advice:
      'The id stands for the object of all the node’s outputs, which is equal to no text, so the comparison is never true. Name the output: `ask.answer`.',
  },
  'router-without-conditions': {
    means: 'A router has no conditions.',
    advice:
      'It could only take its default. Give its config `conditions`, or replace it by an edge.',
  },
  'router-condition-incomplete': {
    means: 'A router’s condition lacks its expression or its target.',
    advice:
      'Each condition needs an `expression` that says when it holds, and the `next_node` that follows then.',
  },
  'router-target-missing': {
    means: 'A router leads to a node that is not there.',
    advice:
      'When that arm is chosen, the flow would have nowhere to go. Add the node, or correct `next_node` or `default_node`.',
  },
  'router-target-unconditional': {
    means: 'A router’s target also has an edge without a condition.',
    advice:
      'It runs whatever the router decides, so the decision has no effect. Remove that edge, give it a condition, or let it come from behind the router.',
  },
  'cycle-without-loop-controller': {
    means: 'Nodes wait for each other in a circle.',
    advice:
      'None of them could ever start. Remove one of the edges, or put a `LoopController` on the circle: then it is a loop with an end.',
  },
  'loop-without-body': {
    means: 'No edge leads back to a `LoopController`.',
    advice:
      'Then nothing is repeated: only the first batch would be worked on. Lead an edge from the last node of the loop back to the controller.',
  },
  'loop-too-deep': {
    means: 'Loops stand in each other more than 100 deep.',
    advice:
      'Their rounds multiply, and nobody could follow them. Move inner loops into a flow of their own, which a `Flow` node runs.',
  },
  'cache-impossible': {
    means: 'A node with `cache: true` has results that can’t stand for one another.',
    advice:
      'Cached are results that come of the node and its inputs alone. That can’t be said of people’s answers, requests that change something, routers, loops and whole flows, nor of a component that remembers earlier calls.',
  },
  'loop-limit-missing': {
    means: 'A loop works through no items and has no `max_iterations`.',
    advice:
      'Nothing guarantees that it ends. Set `max_iterations`, or put a `BatchInput` before it, whose end is the loop’s end.',
  },
  'on-error-target-missing': {
    means: '`on_error` names a node that is not there.',
    advice:
      'A failure would have nowhere to go. Write `fail`, `continue`, or the id of a node of this flow.',
  },
  'on-error-to-itself': {
    means: 'A node is its own handler of errors.',
    advice:
      'It would fail again and again. Use `retry` to try it again, or another node as the handler.',
  },
  'config-key-unknown': {
    means: 'A node’s config has a key that its type does not know.',
    advice:
      'It is ignored, so the node works with its default. Correct the spelling; the hint lists the keys, and `docs/nodes.md` explains them.',
  },
  'config-missing': {
    means: 'A node’s config lacks a key that its type needs.',
    advice: 'The node could not do its work. Add the key below `config:`.',
  },
  'config-type': {
    means: 'A value in a node’s config is of the wrong type.',
    advice:
      'Often it is only the quotes: `"10"` is a text, `10` a number. The message names the type that is expected.',
  },
  'config-enum': {
    means: 'A value in a node’s config is none of those that are possible.',
    advice: 'The hint has the nearest one or lists them all.',
  },
  'config-range': {
    means: 'A number in a node’s config is too small or too large.',
    advice:
      'The message names the limits. They keep a slip (5000 instead of 50) from costing memory or money.',
  },
  'name-doubtful': {
    means: 'A name is used that no node, parameter or loop above gives.',
    advice:
      'It has a value only if the run is given an input of that name, so a slip of the pen would show up only when it runs. Correct it, or give it through an `InputNode`.',
  },
  'name-ambiguous': {
    means: 'A name could be the output of either of two nodes that are equally near.',
    advice:
      'Which one is used must not depend on chance. Write the node as well: `english.result`.',
  },
  'node-not-upstream': {
    means: 'An output of a node is used that does not come before.',
    advice:
      'When it is needed that node may not have run yet, or may never run. Add an edge from it, or use another node’s output.',
  },
  'output-unknown': {
    means: 'A node has no output of this name.',
    advice:
      'The value would be undefined. The hint has the nearest output; some come only if the node’s config asks for them.',
  },
  'port-unknown': {
    means: 'An edge names an output or input that the node does not have.',
    advice:
      '`from: node.output` and `to: node.input` name ports. Correct the name, or leave it out and let the value be bound by itself.',
  },
  'input-unknown': {
    means: '`inputs:` binds an input that the node does not have.',
    advice: 'The value would reach nobody. Correct the name; the hint lists the inputs.',
  },
  'input-unbound': {
    means: 'Nothing gives a node an input that it needs.',
    advice:
      'The run would fail there. Add an edge from a node that has it, or bind it: `inputs: {name: expression}`.',
  },
  'input-ambiguous': {
    means: 'Two nodes could give an input, and both are equally near.',
    advice:
      'Results must not depend on which is faster. Bind the input with `inputs:` and say which one.',
  },
  'input-doubtful': {
    means: 'Two nodes could give an input; only a run input of that name would settle it.',
    advice:
      'Without such a run input the run fails at this node. Bind the input with `inputs:` and say which one.',
  },
} as const satisfies Explanations;
