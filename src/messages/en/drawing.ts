/** Pictures of flows, and the graph command. */
export const drawing = {
  'help/graph': 'Draws a flow: as text, Mermaid, DOT or SVG.',
  'help-usage/graph': '<flow|template> [flags]',
  'help-examples/graph': `bisheng graph flows/welcome.yaml
bisheng graph welcome -o welcome.svg
bisheng graph welcome --format mermaid --param top_k=5`,
  'help-flag/graph-format':
    'What to write: “text” (default), “mermaid”, “dot” or “svg”; else by the ending of the file of -o',
  'help-flag/graph-output': 'File to write to, instead of stdout',
  'help-flag/graph-depth': 'How deep sub-flows are opened; 0: not at all',
  'drawing/otherwise': 'otherwise',
  'drawing/failure': 'on failure',
  'drawing/start': 'each round',
  'drawing/again': 'next round',
  'drawing/from': 'from {node}',
  'drawing/to': 'to {node}',
  'drawing/batch': '{n} a round',
  'drawing/at-most': 'at most {n} rounds',
  'drawing/while': 'while {condition}',
  'graph-depth': '--depth must be a whole number from 0 on, not “{value}”.',
  'graph-over-flow': '“{file}” is a flow, or called like one: a picture is not written there.',
  'graph-over-flow/hint': 'Name another file with -o.',
  'graph-ending': 'What to draw doesn’t show in the name “{file}”.',
  'graph-ending/hint': 'Known endings: {endings}. With --format any other will do.',
  'graph-too-large': 'The flow has too many nodes and links on one level for an SVG picture.',
  'graph-too-large/hint': 'Write it with “--format dot” and let Graphviz lay it out.',
  'document-written': 'Wrote {file}.',
  'document-write-failed': 'Can’t write {file}: {reason}.',
} as const;
