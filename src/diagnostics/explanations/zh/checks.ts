import type { Explanations } from '../explanations.ts';

/** 解释运行前就能看出的取值、路径和循环问题。 */
export const checks = {
  'input-mismatch': {
    means: '传给某个输入的值，其类型会被节点拒绝。',
    advice:
      '只要执行到这个节点就会失败，例如 `ItemProcessor` 得到的是文本而不是列表。请用 `inputs:` 绑定别的输出，或先用 `Transform` 转换类型。',
  },
  'comparison-constant': {
    means: '某个比较在每次运行中结果都一样。',
    advice:
      '它不起任何判断作用，往往还让某个分支永远走不到而没人发现。常见原因：引号用错（`status == "200"` 是拿数字和文本比较）、名称写错（不存在的意图或类别），或界限超出了取值范围。',
  },
  'branch-unreachable': {
    means: '路由的某个分支或某条连线永远不会走到。',
    advice:
      '条件按顺序判断，第一个成立的生效，所以排在宽条件后面的窄条件永远轮不到。请把它移到前面、修正界限，或删掉它。',
  },
  'node-unreachable': {
    means: '通向某个节点的路全都走不通，它永远不会执行。',
    advice: '它该做的事在每次运行中都缺失。请修正通向它的条件、添加连线，或删掉这个节点。',
  },
  'parameter-unused': {
    means: '声明了参数，但流程里没有用到它。',
    advice:
      '设置它的人会以为有效果，其实没有。请在需要的地方写 `${name}`，或删掉声明。子流程的参数要在子流程自己的文件里声明。',
  },
  'secret-exposed': {
    means: '机密出现在会被模型、人、日志或结果看到的文本里。',
    advice:
      '发给模型的内容就不再受你控制；在输出和日志中机密会被替换为 `***`，放在那里也没有用。请把密钥写在模型设置或请求头中。如果某个环境变量不是机密，请声明带 `env:` 和 `secret: false` 的参数。',
  },
  'loop-endless': {
    means: '除了 `max_iterations`，没有什么能结束这个循环，而达到它时运行会失败。',
    advice:
      '条件每一轮都成立，也没有连线离开循环。请让条件用到 `iteration` 或循环内节点的输出，或加一条带条件的连线离开循环；如果就是要到上限为止，请设置 `on_limit: stop`。只想执行固定轮数时，请去掉条件。',
  },
  'loop-condition-fixed': {
    means: '循环的条件只用到了每一轮都不变的值。',
    advice:
      '一开始成立就会一直成立，运行会在 `max_iterations` 处失败；一开始不成立，循环就什么也不做。多半是误用了循环之前的输出，而不是循环内的输出。',
  },
} as const satisfies Explanations;
