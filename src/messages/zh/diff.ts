/** diff 命令。 */
export const diff = {
  'help/diff': '说明流程在含义上有哪些改动。',
  'help-usage/diff': '<之前> <之后> | [版本] [流程…] [选项]',
  'help-examples/diff': `bisheng diff old.yaml new.yaml
bisheng diff flows/answer.yaml
bisheng diff main flows/answer.yaml
bisheng diff main...HEAD --format markdown`,
  'help-argument/diff-versions':
    '两个流程；或一个 git 版本（a..b、a...b）加若干流程，不写则为所有有差异的；或只写一个流程，与 HEAD 比较',
  'help-flag/diff-format': '写成什么：“text”（默认）、供评审用的“markdown”，或“json”',
  'help-flag/diff-output': '写入这个文件，而不是标准输出',
  'help-flag/diff-exit-code': '有改动时退出码为 1',
  'diff/title': '{before} → {after}',
  'diff/same': '含义没有改动。',
  'diff/none': '没有流程有改动。',
  'diff/parameters': '参数',
  'diff/nodes': '节点',
  'diff/edges': '连线',
  'diff/outputs': '输出',
  'diff/parameter': '参数 {name}',
  'diff/node': '节点 {name}',
  'diff/edge': '连线 {name}',
  'diff/output': '输出 {name}',
  'diff/added': '新增',
  'diff/removed': '删除',
  'diff/changed': '改动',
  'diff/reordered': '{path} 的顺序：{before} → {after}',
  'diff/renamed': '原名 {before}',
  'diff-not-there': '版本“{revision}”里没有文件“{file}”。',
  'diff-first': '“{name}”既不是流程，也不是这个仓库的版本。',
  'diff-first/hint':
    '“bisheng diff old.yaml new.yaml”比较两个文件，“bisheng diff main flow.yaml”把一个文件与某个版本比较。',
} as const;
