/** What OpenAI's API and MCP say of flows, and the command `mcp`. */
export const doors = {
  'openai/model': '`model` is the id of a flow: GET /v1/models lists them.',
  'openai/choices': 'A flow gives one answer: `n` can only be 1.',
  'openai/object': 'It has to be an object.',
  'openai/boolean': 'It has to be true or false.',
  'openai/messages': '`messages` has to be a list of messages.',
  'openai/last': 'The last of `messages` has to be a person’s: one with the role “user”.',
  'openai/role': 'The role of a message is one of: {roles}.',
  'openai/content':
    'A flow takes texts only: `content` is a text, or a list of parts of type “text”.',
  'openai/parameter':
    'The flow “{flow}” can’t be chatted with: its parameter “{name}” needs a value, which a chat doesn’t give. Give it a default in the flow.',
  'openai/no-text':
    'The flow “{flow}” can’t be chatted with: it takes no text. An InputNode would take what the person says.',
  'openai/input':
    'The flow “{flow}” can’t be chatted with: it needs the input “{name}”, which a chat doesn’t give.',
  'openai/failed': 'The flow has failed: {code}.',
  'openai/failed-at': 'The flow has failed: {code} at the node “{node}”.',
  'openai/cancelled': 'The run was cancelled.',
  'openai/interrupted': 'The server has stopped before the flow came to its end.',
  'openai/other-answer':
    'What the flow has returned is not what was streamed before: take the whole answer, without `stream`.',
  'openai/waiting':
    '(The flow waits for this answer. Give it with POST /api/v1/runs/{run}/answers: an object `answers` with the answer under “{node}”.)',
  'mcp/tool': 'Runs the flow “{name}”.',
  'mcp/instructions':
    'Each tool runs a workflow of a BISHENG project. A run that asks a person is not done before the person has answered: do not answer in the person’s place.',
  'mcp/no-tool': 'There is no tool of that name.',
  'mcp/cancelled': 'The run was cancelled.',
  'mcp/interrupted':
    'The server has stopped before the flow came to its end. The run {run} can be gone on with.',
  'mcp/see-run': 'GET /api/v1/runs/{run} tells why.',
  'mcp/waiting':
    'The flow waits for a person’s answer. It goes on when the person answers: POST /api/v1/runs/{run}/answers with an object `answers`, the answer under “{node}”. What it asks:',
  'mcp/waiting-local':
    'The flow waits for a person’s answer. It goes on when the person answers in a terminal: bisheng runs resume {run} --answer {node}=… What it asks:',
  'help/mcp': 'Gives the project’s flows as tools to a client of MCP.',
  'help-usage/mcp': '[dir] [options]',
  'help-examples/mcp': `bisheng mcp
bisheng mcp ~/my-project
bisheng mcp --flow summary --flow translate`,
  'help-argument/mcp-dir': 'the project’s folder (default: the working directory)',
  'help-flag/mcp-flow': 'a flow that is a tool; all are unless some are named; repeatable',
  'mcp/ready':
    'MCP on stdin and stdout: {n} {n|flow|flows} of {root}. Clients start this command by themselves.',
  'mcp/no-folder': 'There is no folder {folder}.',
  'mcp/unknown-flow': 'There is no flow “{flow}” in {root}.',
} as const;
