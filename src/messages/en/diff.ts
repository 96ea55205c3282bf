/** The diff command. */
export const diff = {
  'help/diff': 'Tells what has changed in the meaning of flows.',
  'help-usage/diff': '<before> <after> | [revision] [flows…] [flags]',
  'help-examples/diff': `bisheng diff old.yaml new.yaml
bisheng diff flows/answer.yaml
bisheng diff main flows/answer.yaml
bisheng diff main...HEAD --format markdown`,
  'help-argument/diff-versions':
    'Two flows; or a git revision (a..b, a...b) and flows, without any all that differ; or a flow alone, compared with HEAD',
  'help-flag/diff-format': 'How to write it: “text” (default), “markdown” for a review, or “json”',
  'help-flag/diff-output': 'File to write to, instead of stdout',
  'help-flag/diff-exit-code': 'Exit code 1 where something has changed',
  'diff/title': '{before} → {after}',
  'diff/same': 'Nothing has changed in meaning.',
  'diff/none': 'No flow has changed.',
  'diff/parameters': 'Parameters',
  'diff/nodes': 'Nodes',
  'diff/edges': 'Edges',
  'diff/outputs': 'Outputs',
  'diff/parameter': 'Parameter {name}',
  'diff/node': 'Node {name}',
  'diff/edge': 'Edge {name}',
  'diff/output': 'Output {name}',
  'diff/added': 'new',
  'diff/removed': 'removed',
  'diff/changed': 'changed',
  'diff/reordered': '{path}, order: {before} → {after}',
  'diff/renamed': 'was {before}',
  'diff-not-there': 'Revision “{revision}” has no file “{file}”.',
  'diff-first': '“{name}” is neither a flow nor a revision of this repository.',
  'diff-first/hint':
    '“bisheng diff old.yaml new.yaml” compares two files, “bisheng diff main flow.yaml” one with a revision.',
} as const;
