/** What is said of results that are taken over from before, and why others are not. */
export const reuse = {
  'why/new': 'the node is new',
  'why/changed': '{name} changed',
  'why/changed-at': '{name} changed, {place}',
  'why/added': '{name} is new',
  'why/added-at': '{name} is new, {place}',
  'why/removed': '{name} is gone',
  'why/removed-at': '{name} is gone, {place}',
  'why/code': 'component {type} changed ({name})',
  'why/file': 'file {name} changed',
  'why/model': 'model {name} changed',
  'why/knowledge': 'knowledge base {name} changed',
  'why/parameter': 'parameter {name} changed',
  'why/input': 'input {name} changed',
  'why/python': 'Python changed ({before} → {now})',
  'why/packages': 'the packages of {type} changed',
  'why/rights': 'what {type} may do changed (bisheng.yaml)',
  'why/ancestors': '{count|ancestor|ancestors} {nodes} changed',
  'why/damaged': 'its result is damaged',
  'why/moved': 'what it rests on was changed while it worked',
  'why/secret': 'a secret in its outputs',
  'why/unknown': 'something before it changed',
  'cache-impossible/role':
    'Node “{node}” does no work of its own ({type}), so there is nothing of it to cache.',
  'cache-impossible/role-hint': 'Remove `cache`.',
  'cache-impossible/person': 'Node “{node}” asks a person, whose answer can’t be cached.',
  'cache-impossible/person-hint': 'Remove `cache`.',
  'cache-impossible/flow':
    'Node “{node}” runs another flow, and that flow as a whole can’t be cached.',
  'cache-impossible/flow-hint':
    'Remove it here, and put `cache: true` on the nodes of that flow that may be cached.',
  'cache-impossible/request':
    'Node “{node}” sends requests that may change something: only a GET can be answered from the cache.',
  'cache-impossible/request-hint': 'Remove `cache`, or write `method: GET` in its config.',
  'cache-impossible/stateful':
    'Node “{node}” can’t be cached: what {type} gives depends on its earlier calls.',
  'cache-impossible/stateful-hint':
    'Remove `cache`, or keep nothing on `self` and in the module between calls of `build`.',
  'reuse/and': '; ',
  'cache-again': 'Not from the cache: {reasons}.',
  'cache-not-used': 'The cache is not used: {problem}',
  'help-flag/watch':
    'Run again when the flow or what it uses changes, from the first node that is touched',
  'help-flag/cache':
    'Take results of earlier runs with the same inputs for all nodes that allow it',
  'help-flag/no-cache': 'Cache nothing, not even nodes with “cache: true”',
  'help/cache': 'Shows and clears the cache of results.',
  'help/cache-info': 'Says how much the cache holds.',
  'help/cache-clear': 'Forgets all cached results.',
  'cache-info': '{entries} {entries|entry|entries}, {size} of {limit}: {file}',
  'cache-cleared': 'The cache is empty now ({size} freed).',
  'cache-empty': 'The cache is empty.',
  'help-usage/cache': '<command>',
  'help-examples/cache': `bisheng cache info
bisheng cache clear`,
  'help-usage/cache-info': '[flags]',
  'help-examples/cache-info': `bisheng cache info
bisheng cache info --json`,
  'help-usage/cache-clear': '[flags]',
  'help-examples/cache-clear': 'bisheng cache clear',
} as const;
