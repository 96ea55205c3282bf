/** Flows of nodes that do nothing, for the engine alone: no file is read, no expression evaluated. */
export function trivialFlow({ SourceFile, runFlow }) {
  const file = new SourceFile('bench', '');
  const location = { file, start: 0, end: 0 };
  const type = (name, role, run, outputs, inputs = []) => ({
    type: name,
    role,
    config: {},
    inputs: () => inputs,
    outputs: () => ({ names: outputs }),
    create: (node) => ({ run: () => run(node) }),
  });
  const sleep = ({ config }) =>
    new Promise((resolve) => setTimeout(() => resolve({ result: 1 }), config.ms));
  const types = new Map(
    [
      type('Work', 'work', () => ({ result: 1 }), ['result']),
      type('Sleep', 'work', sleep, ['result']),
      type('Loop', 'loop', () => ({}), ['batch'], [{ name: 'items', required: false }]),
    ].map((t) => [t.type, t]),
  );
  const node = (id, name, config = {}) => ({
    id,
    type: name,
    nodeType: types.get(name),
    location,
    idLocation: location,
    typeLocation: location,
    config,
    configTree: undefined,
    expressions: new Map(),
    templates: new Map(),
    inputs: [],
    retry: undefined,
    timeout: undefined,
    onError: { kind: 'fail' },
  });
  const end = (id) => ({ node: id, port: undefined, location });
  const edge = (from, to) => ({ from: end(from), to: end(to), condition: undefined, location });
  const flow = (nodes, edges) => ({
    file,
    name: 'bench',
    parameters: [],
    parameterValues: {},
    nodes,
    edges,
    outputs: [],
  });
  const count = (n, make) => Array.from({ length: n }, (_, index) => make(index));
  return {
    chain: (n) =>
      flow(
        count(n, (i) => node(`n${i}`, 'Work')),
        count(n - 1, (i) => edge(`n${i}`, `n${i + 1}`)),
      ),
    'fan-out': (n) =>
      flow(
        [node('start', 'Work'), ...count(n, (i) => node(`n${i}`, 'Work')), node('end', 'Work')],
        count(n, (i) => [edge('start', `n${i}`), edge(`n${i}`, 'end')]).flat(),
      ),
    loop: (n) =>
      flow(
        [node('loop', 'Loop', { max_iterations: n }), node('body', 'Work')],
        [edge('loop', 'body'), edge('body', 'loop')],
      ),
    layers: (layers, width, ms) =>
      flow(
        count(layers, (l) => count(width, (w) => node(`n${l}_${w}`, 'Sleep', { ms }))).flat(),
        count(layers - 1, (l) =>
          count(width, (w) => edge(`n${l}_${w}`, `n${l + 1}_${(w + 1) % width}`)),
        ).flat(),
      ),
    async run(plan) {
      const outcome = await runFlow(plan, {
        types: {
          get: (name) => types.get(name),
          names: () => [...types.keys()],
          planned: () => false,
        },
        inputs: {},
        folder: '.',
        emit: () => undefined,
        say: ({ key }) => key,
        runId: 'bench',
      });
      if (outcome.status !== 'succeeded')
        throw new Error(`the run ${outcome.status}: ${outcome.error?.message}`);
    },
  };
}
