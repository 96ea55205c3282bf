/** What is said of traces. */
export const telemetry = {
  'help-flag/otel':
    'Send a trace of the run to an OpenTelemetry collector (OTEL_EXPORTER_OTLP_ENDPOINT, else http://localhost:4318)',
  'help-flag/serve-otel':
    'Send a trace of each run to an OpenTelemetry collector (OTEL_EXPORTER_OTLP_ENDPOINT, else http://localhost:4318)',
  'otel-protocol': '“{protocol}” is no protocol that traces can be sent by.',
  'otel-protocol/hint':
    'Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf or http/json; a collector takes both at port 4318.',
  'otel-endpoint': '{name} is no http or https URL.',
  'otel-off':
    '--otel has no effect: OTEL_SDK_DISABLED or OTEL_TRACES_EXPORTER switches traces off.',
  'otel-lost':
    '{lost} {lost|span|spans} of the trace did not reach {url}: {reason} The run itself is not affected.',
  'otel-refused': 'The collector answered with status {status}.',
  'otel-stopped': 'It took too long.',
} as const;
