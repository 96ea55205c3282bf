/** Python: the worker, components, what is read of them. */
export const python = {
  // Components as nodes
  'python-outputs':
    'The component of “{node}” declares the outputs {names}, but gave something else.',
  'python-outputs/hint': 'Return a dict with at least one of these keys from build of {class}.',
  'python-state-lost':
    'The process of “{node}” had to be started anew: what the component had kept in memory is gone.',
  'component-name-taken':
    'A component can’t be named “{name}”: a built-in node type has that name.',
  'component-name-taken/hint': 'Rename the {what}; flows that say “{name}” get the built-in one.',
  'component-name-twice': '“{name}” is the name of several components.',
  'component-name-twice/hint': 'Flows get the first one; rename the others.',
} as const;
