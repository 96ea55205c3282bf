/** 关于运行前就能看出的取值、路径和循环问题的消息。 */
export const checks = {
  'comparison-constant': '这个比较的结果永远不变。',
  'comparison-constant/kinds': '两边永远不相等：左边的类型是 {left}，右边的类型是 {right}。',
  'comparison-constant/values': '这个值不可能是 {value}，只可能是：{known}。',
  'comparison-constant/values-of': '“{subject}”不可能是 {value}，只可能是：{known}。',
  'comparison-constant/range': '这个比较的结果永远不变：取值范围始终是 {range}。',
  'comparison-constant/quotes-hint': '如果要与数字比较，请去掉引号。',
  'comparison-constant/text-hint': '如果要与文本比较，请加上引号。',
  'branch-unreachable': '这个条件永远不成立：路由节点“{router}”不会由此转到“{target}”。',
  'branch-unreachable/contradiction':
    '“{subject}”取任何值都不满足这个条件：路由节点“{router}”不会由此转到“{target}”。',
  'branch-unreachable/after-always':
    '路由节点“{router}”走不到这个条件，因为前面有一个条件永远成立。',
  'branch-unreachable/default':
    '路由节点“{router}”永远不会走“default_node”，因为有一个条件永远成立。',
  'branch-unreachable/same': '路由节点“{router}”不会由此转到“{target}”，因为前面已有相同的条件。',
  'branch-unreachable/covered':
    '路由节点“{router}”不会由此转到“{target}”：满足这个条件的值都已满足前面的条件。',
  'branch-unreachable/hint': '请修改条件、把它移到前面，或删掉它。',
  'branch-unreachable/hint-remove': '请修改条件，或删掉这一处。',
  'branch-unreachable/edge': '这条连线的条件永远不成立：不会由“{source}”走到“{target}”。',
  'branch-unreachable/earlier': '先判断的是这个条件。',
  'node-unreachable': '节点“{node}”永远不会执行，因为没有一条通向它的连线会走到。',
  'node-unreachable/hint': '请修正通向它的条件、添加别的连线，或删掉这个节点。',
  'branch-unreachable/node': '因此这个节点永远不会执行。',
  'node-unreachable/edge': '通向它的这条路永远不会走。',
  'parameter-unused': '本流程没有用到参数“{name}”。',
  'parameter-unused/hint': '请在需要它的地方写 ${{{name}}}，或删掉这个参数。',
  'secret-exposed/model': '{secret} 是机密，但节点“{node}”的“{key}”会把它作为文本发给模型。',
  'secret-exposed/person': '{secret} 是机密，但节点“{node}”的“{key}”会把它显示给人看。',
  'secret-exposed/output': '{secret} 是机密，在所有输出中都显示为 ***，所以“{key}”返回它没有意义。',
  'secret-exposed/log': '{secret} 是机密，但这段代码会把它打印到日志里。',
  'secret-exposed/hint': '请不要放在这里；密钥应写在模型设置或请求头中。',
  'secret-exposed/hint-env':
    '如果“{name}”不是机密，请声明一个带“env: {name}”和“secret: false”的参数。',
  'loop-endless': '在达到“max_iterations”之前，没有什么能让循环“{node}”结束，而达到时运行会失败。',
  'loop-endless/hint':
    '请让条件用到循环内节点的输出，或加一条离开循环的连线，或设置“on_limit: stop”。',
  'loop-condition-fixed': '循环“{node}”的这个条件每一轮结果都一样：它没有用到循环中会变化的值。',
  'loop-condition-fixed/hint':
    '请使用“iteration”或循环内节点的输出。这个条件一旦成立就一直成立，直到达到“max_iterations”而失败。',
  'input-mismatch': '节点“{node}”的输入“{name}”接受的类型是 {types}，而“{source}”给的是 {found}。',
  'input-mismatch/expression':
    '节点“{node}”的输入“{name}”接受的类型是 {types}，而这里给的是 {found}。',
  'input-mismatch/hint': '请用“inputs:”指定别的输出，或先用 Transform 转换。',
} as const;
