/** doctor 命令。 */
export const doctor = {
  'help/doctor': '检查这台机器和项目缺少什么，并说明怎么办。',
  'help-usage/doctor': '[选项]',
  'help-examples/doctor': `bisheng doctor
bisheng doctor --json`,
  'doctor/node': 'Node {version}',
  'doctor/project': '项目：{file}',
  'doctor/project-none': '{path} 还不是项目：没有 bisheng.yaml。',
  'doctor/project-remedy': '可以用“bisheng init”新建；没有项目也能运行流程。',
  'doctor/project-broken': '{file} 有错误。',
  'doctor/validate': '“bisheng validate{path}”会列出错误。',
  'doctor/model': '模型 {name}；没有试连它的服务。',
  'doctor/python': 'Python {version}（{path}）',
  'doctor/python-remedy':
    '组件和插件需要 Python 3.9 或更高版本：请安装，或用 BISHENG_PYTHON 指定。不使用它们的流程照常运行。',
  'doctor/sandbox': '插件的权限由内核强制执行。',
  'doctor/sandbox-none': '插件的权限在这里无法强制执行。{reason}',
  'doctor/sandbox-remedy':
    '读过插件代码之后，可以用“bisheng plugin trust <名称>”允许它不受限制地运行。',
  'doctor/sandbox-off': '插件的权限没有强制执行：bisheng.yaml 里写着“sandbox: "off"”。',
  'doctor/sandbox-off-remedy': '删除这一行即可恢复。',
  'doctor/components': '{n} 个组件',
  'doctor/components-packages': '组件需要的 Python 包还没有安装。',
  'doctor/install': '请安装：bisheng plugin install{name}',
  'doctor/plugin': '插件 {name}',
  'doctor/plugin-broken': '插件 {name} 有错误。',
  'doctor/plugin-check': '“bisheng plugin check {name}”会说明原因。',
  'doctor/plugin-packages': '插件 {name} 需要的包还没有安装。',
  'doctor/components-broken': '{n} 个组件中有 {broken} 个有错误。',
} as const;
