/** 关于链路追踪的话。 */
export const telemetry = {
  'help-flag/otel':
    '把这次运行的链路追踪发送到 OpenTelemetry 收集器（OTEL_EXPORTER_OTLP_ENDPOINT，默认 http://localhost:4318）',
  'help-flag/serve-otel':
    '把每次运行的链路追踪发送到 OpenTelemetry 收集器（OTEL_EXPORTER_OTLP_ENDPOINT，默认 http://localhost:4318）',
  'otel-protocol': '不支持用“{protocol}”协议发送链路追踪。',
  'otel-protocol/hint':
    '请把 OTEL_EXPORTER_OTLP_PROTOCOL 设为 http/protobuf 或 http/json；收集器的 4318 端口两种都接受。',
  'otel-endpoint': '{name} 不是 http 或 https 的 URL。',
  'otel-off': '--otel 不起作用：OTEL_SDK_DISABLED 或 OTEL_TRACES_EXPORTER 关闭了链路追踪。',
  'otel-lost': '有 {lost} 个 span 没有送达 {url}：{reason}运行本身不受影响。',
  'otel-refused': '收集器返回了状态码 {status}。',
  'otel-stopped': '耗时太久。',
} as const;
