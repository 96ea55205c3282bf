/** The code of Code nodes. */
export const code = {
  'code-main-missing': 'The code has no function “main”, which is what the node calls.',
  'code-main-missing/hint': 'Write “def main(text: str) -> dict:”; its parameters are the inputs.',
  'code-main-positional':
    'The inputs of “main” are given by name, so “{name}” can’t stand before a “/”.',
  'code-main-name': '“main” can’t have an input “{name}”: the config of the node has that key.',
  'permission-denied/code': 'The code may not do this: it lacks the permission {permission}.',
  'permission-denied/code-hint':
    'Code in a flow has no permissions. A plugin can have some, or a component of the project does it.',
  'sandbox-code': 'The code does not run: nothing can confine it here. {reason}',
  'sandbox-code/hint': 'Put “sandbox: "off"” into bisheng.yaml to trust the code of your flows.',
} as const;
