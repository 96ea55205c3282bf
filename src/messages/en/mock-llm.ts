/** The mock-llm command. */
export const mockLlm = {
  'help/mock-llm': 'Serves scripted answers as an OpenAI-compatible model server.',
  'help-usage/mock-llm': '[script] [flags]',
  'help-examples/mock-llm': `bisheng mock-llm
bisheng mock-llm answers.yaml --port 9000
bisheng mock-llm --latency 0.2 --chunk-delay 0.02`,
  'help-argument/mock-llm-script':
    'YAML file with the replies; without it, each message comes back',
  'help-flag/mock-llm-port': 'port to listen on (8089; 0: any that is free)',
  'help-flag/mock-llm-host': 'address to listen on (127.0.0.1)',
  'help-flag/mock-llm-latency': 'seconds before the first token',
  'help-flag/mock-llm-chunk-delay': 'seconds before each further chunk',
  'help-flag/mock-llm-quiet': 'show no requests',
  'mock-llm/ready':
    'Listening. In bisheng.yaml: “models: {{mock: {{base_url: {url}, model: mock}}}}”. Ctrl-C ends it.',
  'mock-llm/open': 'Warning: it listens on {host}, where other machines can ask it, too.',
  'mock-llm/stopped': 'Stopped.',
  'mock-llm/request': '{method} {path} {status}',
  'mock-llm/request-stream': '{method} {path} {status}, {n} {n|chunk|chunks}',
  'mock-llm/request-aborted': '{request}, left by the client',
  'mock-llm/number': '{flag} must be a number from 0 to {maximum}, not “{value}”.',
  'mock-llm/port-taken': 'Something else listens on {place} already.',
  'mock-llm/listen': 'Can’t listen on {place}: {reason}.',
  'mock-llm/port-hint': 'Give another with --port; “--port 0” takes any that is free.',
} as const;
