/** The doctor command. */
export const doctor = {
  'help/doctor': 'Says what this machine and project lack, and what to do about it.',
  'help-usage/doctor': '[flags]',
  'help-examples/doctor': `bisheng doctor
bisheng doctor --json`,
  'doctor/node': 'Node {version}',
  'doctor/project': 'Project: {file}',
  'doctor/project-none': '{path} is no project yet: it has no bisheng.yaml.',
  'doctor/project-remedy': '“bisheng init” makes one; flows run without it too.',
  'doctor/project-broken': '{file} has errors.',
  'doctor/validate': '“bisheng validate{path}” shows them.',
  'doctor/model': 'Model {name}; whether its server answers is not tried.',
  'doctor/python': 'Python {version} ({path})',
  'doctor/python-remedy':
    'Components and plugins need Python 3.9 or newer: install it, or name one with BISHENG_PYTHON. Flows without them run as they are.',
  'doctor/sandbox': 'The kernel enforces the permissions of plugins.',
  'doctor/sandbox-none': 'The permissions of plugins can’t be enforced here. {reason}',
  'doctor/sandbox-remedy':
    '“bisheng plugin trust <name>” lets one run without, once you have read its code.',
  'doctor/sandbox-off':
    'The permissions of plugins are not enforced: bisheng.yaml says “sandbox: "off"”.',
  'doctor/sandbox-off-remedy': 'Remove that line to switch them on.',
  'doctor/components': '{n} {n|component|components}',
  'doctor/components-packages': 'The packages that the components require are not installed.',
  'doctor/install': 'Install them: bisheng plugin install{name}',
  'doctor/plugin': 'Plugin {name}',
  'doctor/plugin-broken': 'Plugin {name} is broken.',
  'doctor/plugin-check': '“bisheng plugin check {name}” says why.',
  'doctor/plugin-packages': 'The packages of plugin {name} are not installed.',
  'doctor/components-broken': '{broken} of {n} components {broken|has|have} errors.',
} as const;
