/** mock-llm 命令。 */
export const mockLlm = {
  'help/mock-llm': '启动一个兼容 OpenAI 接口的模拟模型服务，按脚本回答。',
  'help-usage/mock-llm': '[脚本] [选项]',
  'help-examples/mock-llm': `bisheng mock-llm
bisheng mock-llm answers.yaml --port 9000
bisheng mock-llm --latency 0.2 --chunk-delay 0.02`,
  'help-argument/mock-llm-script': '写有回答的 YAML 文件；不给则原样返回用户的消息',
  'help-flag/mock-llm-port': '监听端口（默认 8089；0 表示任意空闲端口）',
  'help-flag/mock-llm-host': '监听地址（默认 127.0.0.1）',
  'help-flag/mock-llm-latency': '第一个 token 之前等待的秒数',
  'help-flag/mock-llm-chunk-delay': '之后每一段之前等待的秒数',
  'help-flag/mock-llm-quiet': '不显示请求',
  'mock-llm/ready':
    '已开始监听。在 bisheng.yaml 中写“models: {{mock: {{base_url: {url}, model: mock}}}}”即可使用。按 Ctrl-C 结束。',
  'mock-llm/open': '警告：正在监听 {host}，其他机器也能访问。',
  'mock-llm/stopped': '已停止。',
  'mock-llm/request': '{method} {path} {status}',
  'mock-llm/request-stream': '{method} {path} {status}，{n} 段',
  'mock-llm/request-aborted': '{request}，客户端已断开',
  'mock-llm/number': '{flag} 应为 0 到 {maximum} 之间的数，而不是“{value}”。',
  'mock-llm/port-taken': '{place} 已被其他程序占用。',
  'mock-llm/listen': '无法监听 {place}：{reason}。',
  'mock-llm/port-hint': '请用 --port 指定其他端口；“--port 0”会选用任意空闲端口。',
} as const;
