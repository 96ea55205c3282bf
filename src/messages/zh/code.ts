/** Code 节点的代码。 */
export const code = {
  'code-main-missing': '代码里没有 main 函数，而节点要调用的就是它。',
  'code-main-missing/hint': '请写“def main(text: str) -> dict:”，它的参数就是节点的输入。',
  'code-main-positional': 'main 的输入按名称传入，因此“{name}”不能放在“/”之前。',
  'code-main-name': 'main 不能有名为“{name}”的输入：节点的 config 里已有这个键。',
  'permission-denied/code': '代码无权这样做：缺少权限 {permission}。',
  'permission-denied/code-hint':
    '流程里的代码没有任何权限。可以改用声明了权限的插件，或项目自己的组件。',
  'sandbox-code': '代码没有运行：这里无法限制它的权限。{reason}',
  'sandbox-code/hint': '如果信任流程里的代码，请在 bisheng.yaml 中写“sandbox: "off"”。',
} as const;
