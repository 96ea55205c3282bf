/** 流程的图，以及 graph 命令。 */
export const drawing = {
  'help/graph': '把流程画成图：文本、Mermaid、DOT 或 SVG。',
  'help-usage/graph': '<流程|模板> [选项]',
  'help-examples/graph': `bisheng graph flows/welcome.yaml
bisheng graph welcome -o welcome.svg
bisheng graph welcome --format mermaid --param top_k=5`,
  'help-flag/graph-format':
    '写成什么：“text”（默认）、“mermaid”、“dot” 或 “svg”；不写则看 -o 所给文件的后缀',
  'help-flag/graph-output': '写入这个文件，而不是标准输出',
  'help-flag/graph-depth': '子流程展开到第几层；0：不展开',
  'drawing/otherwise': '否则',
  'drawing/failure': '出错时',
  'drawing/start': '每一轮',
  'drawing/again': '下一轮',
  'drawing/from': '来自 {node}',
  'drawing/to': '去往 {node}',
  'drawing/batch': '每轮 {n} 条',
  'drawing/at-most': '最多 {n} 轮',
  'drawing/while': '只要 {condition}',
  'graph-depth': '--depth 必须是不小于 0 的整数，而不是“{value}”。',
  'graph-over-flow': '“{file}”是流程，或名称像流程：图不会写到那里。',
  'graph-over-flow/hint': '请用 -o 指定另一个文件。',
  'graph-ending': '从文件名“{file}”看不出要画成什么格式。',
  'graph-ending/hint': '认识的后缀：{endings}。写明 --format 则可用其他后缀。',
  'graph-too-large': '这个流程同一层的节点和连线太多，画不成 SVG。',
  'graph-too-large/hint': '请用“--format dot”导出，再由 Graphviz 排版。',
  'document-written': '已写入 {file}。',
  'document-write-failed': '无法写入 {file}：{reason}。',
} as const;
