import type { Explanations } from '../explanations.ts';

/** 说明：流程的结构。 */
export const structure = {
  'field-type': {
    means: '字段的值种类不对。',
    advice:
      '例如应当是列表的地方写了文本。建议会说明应当写什么；以括号开头的表达式必须整体加引号。',
  },
  'key-unknown': {
    means: '这个键在这里没有意义，会被忽略。',
    advice:
      '多半是拼写错误，或缩进多了少了。因为它被忽略，流程会在没有这项设置的情况下运行。请改正或删除。',
  },
  'nodes-missing': {
    means: '流程没有节点。',
    advice: '没有可以执行的内容。请添加 `nodes` 列表，每个节点要有 `id` 和 `type`。',
  },
  'node-not-a-map': {
    means: '`nodes` 的某一项不是映射。',
    advice:
      '每一项以 `- id:` 开头，下一行是 `type:`。全角冒号或后面没有空格的冒号会使它变成普通文本。',
  },
  'edge-not-a-map': {
    means: '`edges` 的某一项不是映射。',
    advice: '每一项要有 `from` 和 `to`。`a -> b` 这样的箭头写法不支持。',
  },
  'edge-incomplete': {
    means: '连线缺少 `from` 或 `to`。',
    advice:
      '两者都要写，各是一个节点的 id；`source` 和 `target` 是其他工具的写法。要连到多个节点，请写多条连线。',
  },
  'node-id-missing': {
    means: '节点没有 id。',
    advice: '连线、路由和表达式都用 id 指代节点。请给它一个不重复的 id。',
  },
  'node-id-invalid': {
    means: '节点 id 含有不允许的字符。',
    advice:
      '可以用字母（包括汉字）、数字、`_` 和 `-`。点号用来分隔节点和输出（`节点.输出`），不能用在 id 里。',
  },
  'node-id-reserved': {
    means: '节点 id 是有特殊含义的词。',
    advice:
      '`on_error: fail` 和 `on_error: continue` 表示失败时怎么办，节点不能用这两个名字。请改名。',
  },
  'node-type-missing': {
    means: '节点没有类型。',
    advice: '类型决定节点做什么：可以是内置类型、项目的组件或插件。内置类型见 `docs/nodes.md`。',
  },
  'unknown-node-type': {
    means: '没有这个名称的内置类型、组件或插件。',
    advice:
      '请检查拼写。组件按类名或 `custom_components/` 下的目录名查找，插件按 `plugins/` 下的目录名查找；用 `bisheng component list` 和 `bisheng plugin list` 查看。',
  },
  'node-type-not-yet': {
    means: '类型是已知的，但本版本还不能运行。',
    advice:
      '它属于平台或以后的版本。请换用功能相同的类型（例如用 `LLMGenerator` 代替 `LLM`），或自己写组件。',
  },
} as const satisfies Explanations;
