import type { Explanations } from '../explanations.ts';

/** 说明：校验规则。 */
export const rules = {
  'node-id-duplicate': {
    means: '两个节点的 id 相同。',
    advice: '连线和表达式无法确定指哪一个。请给每个节点不同的 id，并改正相关的连线。',
  },
  'edge-source-missing': {
    means: '连线的起点节点不存在。',
    advice: '终点永远不会经由它到达。多半是 id 拼写错误，或节点改过名；请改正 id 或添加节点。',
  },
  'edge-target-missing': {
    means: '连线的终点节点不存在。',
    advice: '流程会在应当继续的地方结束。请改正 id、添加节点，或删除连线。',
  },
  'edge-to-itself': {
    means: '连线从节点连回它自己。',
    advice: '节点会等待自己。要重复执行，请在它前面放一个 `LoopController`，再连回到它。',
  },
  'edge-duplicate': {
    means: '同一条连线写了两次。',
    advice: '第二条不起作用，也许本来想写别的终点或条件。请删除或改正其中一条。',
  },
  'template-braces': {
    means: '想填入值，却写了双花括号。',
    advice:
      '模板里 `{name}` 会填入值，`{{name}}` 表示花括号本身，结果会显示 `{name}` 而不是值。Jinja 和 Dify 的写法正好相反。',
  },
  'node-as-value': {
    means: '拿节点 id 与文本或数字比较。',
    advice:
      '节点 id 代表该节点全部输出组成的对象，不会等于任何文本，比较永远不成立。请写明输出，例如 `ask.answer`。',
  },
  'router-without-conditions': {
    means: '路由节点没有条件。',
    advice: '它只能走默认分支。请在 config 里写 `conditions`，或用普通连线代替。',
  },
  'router-condition-incomplete': {
    means: '路由条件缺少表达式或目标。',
    advice: '每个条件都要有 `expression`（何时成立）和 `next_node`（成立后去哪里）。',
  },
  'router-target-missing': {
    means: '路由节点指向的节点不存在。',
    advice: '走到这个分支时，流程无处可去。请添加节点，或改正 `next_node` 或 `default_node`。',
  },
  'router-target-unconditional': {
    means: '路由的目标节点另有一条无条件的连线。',
    advice:
      '无论路由怎么选，它都会执行，路由就失去了作用。请删除那条连线、给它加条件，或让它从路由之后的节点出发。',
  },
  'cycle-without-loop-controller': {
    means: '节点互相等待，形成了环。',
    advice:
      '谁也无法开始。请删除其中一条连线；要循环，请在环上放一个 `LoopController`，这样循环才有终点。',
  },
  'loop-without-body': {
    means: '没有连线回到 `LoopController`。',
    advice: '这样什么也不会重复，只处理第一批。请从循环的最后一个节点连回控制节点。',
  },
  'loop-too-deep': {
    means: '循环嵌套超过 100 层。',
    advice: '轮数会成倍增长，谁也看不懂。请把内层循环移到单独的流程，用 `Flow` 节点运行。',
  },
  'cache-impossible': {
    means: '带有 `cache: true` 的节点，其结果不能互相替代。',
    advice:
      '只有完全由节点本身和输入决定的结果才能缓存。人的回答、会产生副作用的请求、路由、循环、整个子流程，以及会记住之前调用的组件都不行。',
  },
  'loop-limit-missing': {
    means: '循环没有要处理的数据项，也没有 `max_iterations`。',
    advice:
      '无法保证它会结束。请设置 `max_iterations`，或在前面放一个 `BatchInput`，数据处理完循环就结束。',
  },
  'on-error-target-missing': {
    means: '`on_error` 指定的节点不存在。',
    advice: '失败时无处可去。请写 `fail`、`continue`，或本流程中某个节点的 id。',
  },
  'on-error-to-itself': {
    means: '节点把自己当作错误处理节点。',
    advice: '它会一再失败。要重试请用 `retry`，或换一个节点来处理。',
  },
  'config-key-unknown': {
    means: '节点的 config 里有该类型不认识的键。',
    advice:
      '它会被忽略，节点按默认值工作。请改正拼写；建议会列出可用的键，说明见 `docs/nodes.md`。',
  },
  'config-missing': {
    means: '节点的 config 缺少必需的键。',
    advice: '节点无法工作。请在 `config:` 下面加上。',
  },
  'config-type': {
    means: '节点 config 中某个值的类型不对。',
    advice: '常常只是引号的问题：`"10"` 是文本，`10` 是数字。消息会说明需要的类型。',
  },
  'config-enum': {
    means: '节点 config 中的值不在允许的取值之内。',
    advice: '建议会给出最接近的值，或列出全部取值。',
  },
  'config-range': {
    means: '节点 config 中的数字太小或太大。',
    advice: '消息会说明上下限，以免手误（把 50 写成 5000）浪费内存或费用。',
  },
  'name-doubtful': {
    means: '用到了前面的节点、参数和循环都没有给出的名称。',
    advice:
      '只有运行时给出同名输入才会有值，所以拼写错误要到运行时才暴露。请改正，或由 `InputNode` 给出。',
  },
  'name-ambiguous': {
    means: '名称可能是两个同样近的节点中任意一个的输出。',
    advice: '用哪个不能靠运气。请连节点一起写，例如 `english.result`。',
  },
  'node-not-upstream': {
    means: '用到了不在前面的节点的输出。',
    advice:
      '用到它时，那个节点可能还没运行，或根本不会运行。请从它加一条连线，或改用其他节点的输出。',
  },
  'output-unknown': {
    means: '节点没有这个名称的输出。',
    advice: '得不到值。建议会给出最接近的输出；有些输出要在节点的 config 里要求才有。',
  },
  'port-unknown': {
    means: '连线写的输出或输入端口不存在。',
    advice: '`from: 节点.输出`、`to: 节点.输入` 指明端口。请改正名称，或不写端口，由系统自动绑定。',
  },
  'input-unknown': {
    means: '`inputs:` 绑定了节点没有的输入。',
    advice: '这个值没有接收者。请改正名称；建议会列出可用的输入。',
  },
  'input-unbound': {
    means: '节点必需的输入没有来源。',
    advice: '运行到这里会失败。请从有这个值的节点连一条线，或直接绑定：`inputs: {名称: 表达式}`。',
  },
  'input-ambiguous': {
    means: '两个同样近的节点都能给出这个输入。',
    advice: '结果不能取决于谁更快。请用 `inputs:` 写明用哪一个。',
  },
  'input-doubtful': {
    means: '两个节点都能给出这个输入，只有同名的运行输入才能确定。',
    advice: '没有这个运行输入，运行到该节点就会失败。请用 `inputs:` 写明用哪一个。',
  },
} as const satisfies Explanations;
