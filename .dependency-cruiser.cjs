// Which room may import which. A room not listed for another may not be imported by it.
const rooms = {
  messages: [],
  files: [],
  diagnostics: ['messages'],
  flow: ['diagnostics', 'messages'],
  findings: ['flow', 'diagnostics', 'messages'],
  engine: ['flow', 'diagnostics', 'messages'],
  http: ['diagnostics', 'messages'],
  models: ['http', 'flow', 'diagnostics', 'messages'],
  knowledge: ['models', 'files', 'flow', 'diagnostics', 'messages'],
  exchanges: ['http', 'models', 'engine', 'flow', 'diagnostics', 'messages'],
  'mock-llm': ['flow', 'diagnostics', 'messages'],
  python: ['flow', 'diagnostics', 'messages'],
  plugins: ['python', 'flow', 'diagnostics', 'messages'],
  components: [
    'engine',
    'flow',
    'http',
    'models',
    'knowledge',
    'python',
    'plugins',
    'diagnostics',
    'messages',
  ],
  'flow-tests': ['project', 'exchanges', 'engine', 'flow', 'http', 'models', 'diagnostics', 'messages'],
  scaffold: ['python', 'flow', 'diagnostics', 'messages'],
  reporters: ['flow-tests', 'engine', 'flow', 'diagnostics', 'messages'],
  batch: ['engine', 'flow', 'diagnostics', 'messages'],
  drawing: ['reporters', 'flow', 'diagnostics', 'messages'],
};
const free = ['cli', 'project'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports`,
      severity: 'error',
      comment: `${room}/ may import only: ${allowed.join(', ') || 'nothing'}`,
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'nobody-imports-cli',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'project-imports',
      severity: 'error',
      from: { path: '^src/project' },
      to: { path: '^src/(reporters|cli)/' },
    },
    {
      name: 'colour-only-at-the-edge',
      severity: 'error',
      from: { pathNot: '^src/(cli|reporters)/' },
      to: { path: 'node_modules/(chalk|ora|@clack)' },
    },
    {
      name: 'known-room',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${[...Object.keys(rooms), ...free].join('|')})` },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
