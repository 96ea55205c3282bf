/** Messages about what can be seen of a flow's values, ways and loops before it runs. */
export const checks = {
  'comparison-constant': 'This comparison always gives the same answer.',
  'comparison-constant/kinds':
    'These are never equal: the left side is of type {left}, the right side of type {right}.',
  'comparison-constant/values': 'This is never {value}. It can be: {known}.',
  'comparison-constant/values-of': '“{subject}” is never {value}. It can be: {known}.',
  'comparison-constant/range':
    'This always gives the same answer: the value is always in the range {range}.',
  'comparison-constant/quotes-hint': 'For the number leave the quotes out.',
  'comparison-constant/text-hint': 'For the text write it in quotes.',
  'branch-unreachable':
    'This condition is never true: router “{router}” never leads to “{target}” here.',
  'branch-unreachable/contradiction':
    'No value of “{subject}” meets this condition: router “{router}” never leads to “{target}” here.',
  'branch-unreachable/after-always':
    'Router “{router}” never comes to this condition, because one before it is always true.',
  'branch-unreachable/default':
    'Router “{router}” never takes its “default_node”, because one of its conditions is always true.',
  'branch-unreachable/same':
    'Router “{router}” never leads to “{target}” here, because a condition before it is the same.',
  'branch-unreachable/covered':
    'Router “{router}” never leads to “{target}” here: whatever meets this condition meets one before it.',
  'branch-unreachable/hint': 'Change the condition, move it further up, or remove it.',
  'branch-unreachable/hint-remove': 'Change the condition, or remove this.',
  'branch-unreachable/edge':
    'The condition of this edge is never true: it never leads from “{source}” to “{target}”.',
  'branch-unreachable/earlier': 'This condition is tried first.',
  'node-unreachable': 'Node “{node}” never runs, because no edge to it is ever taken.',
  'node-unreachable/hint':
    'Mend the condition that leads to it, add another edge, or remove the node.',
  'branch-unreachable/node': 'So this node never runs.',
  'node-unreachable/edge': 'This way to it is never taken.',
  'parameter-unused': 'Parameter “{name}” is used nowhere in this flow.',
  'parameter-unused/hint': 'Write ${{{name}}} where its value belongs, or remove the parameter.',
  'secret-exposed/model':
    '{secret} is secret, but “{key}” of node “{node}” sends it to a model as part of the text.',
  'secret-exposed/person': '{secret} is secret, but “{key}” of node “{node}” shows it to a person.',
  'secret-exposed/output':
    '{secret} is secret, so *** stands for it in every output: what “{key}” returns is of no use.',
  'secret-exposed/log': '{secret} is secret, but this code prints it to the log.',
  'secret-exposed/hint': 'Leave it out; a key belongs in a model’s settings or a header.',
  'secret-exposed/hint-env':
    'If “{name}” is no secret, declare a parameter with “env: {name}” and “secret: false”.',
  'loop-endless':
    'Nothing can end loop “{node}” before its “max_iterations”, and then the run fails.',
  'loop-endless/hint':
    'Let the condition use what the loop’s nodes give, lead an edge out of the loop, or set “on_limit: stop”.',
  'loop-condition-fixed':
    'This condition of loop “{node}” has the same answer in each round: it uses nothing that the loop changes.',
  'loop-condition-fixed/hint':
    'Use “iteration” or an output of a node in the loop. Once true, it stays true until “max_iterations” fails the run.',
  'input-mismatch':
    'Input “{name}” of node “{node}” takes {types}, but “{source}” gives it a value of type {found}.',
  'input-mismatch/expression':
    'Input “{name}” of node “{node}” takes {types}, but this gives it a value of type {found}.',
  'input-mismatch/hint': 'Name another output with “inputs:”, or make it fit with a Transform.',
} as const;
