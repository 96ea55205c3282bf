import type { Explanations } from '../explanations.ts';

/** 说明：内置节点。 */
export const nodes = {
  'config-exclusive': {
    means: '节点 config 里的键互相排斥。',
    advice: '它们规定的是同一件事，只有一个能生效。请只保留一个。',
  },
  'router-no-match': {
    means: '路由的条件都不成立，又没有默认分支。',
    advice: '流程无处可去。请用 `default_node` 指定其他情况的去向；消息会显示条件用到的值。',
  },
  'transform-empty': {
    means: '`Transform` 既没有 `expression` 也没有 `template`。',
    advice: '它不会产生任何结果。请写其中一个：表达式用来计算值，模板用来生成文本。',
  },
  'input-missing': {
    means: '流程需要输入，但没有收到。',
    advice:
      '请用 `--input 文本` 或 `--input-file 文件` 给出；有多个命名文本时，给 `InputNode` 的那个要叫 `input`。',
  },
  'input-type': {
    means: '运行的输入与 `InputNode` 要求的不符。',
    advice:
      '`input_type` 规定输入是文本（text）、文件（file）还是数据（data，即 JSON）。请修改输入或 `input_type`。',
  },
  'input-file': {
    means: '作为输入的文件无法读取。',
    advice: '路径相对于工作目录。请改正路径，并确认它是文件、有读取权限。',
  },
  'batch-input-missing': {
    means: '`BatchInput` 没有数据项。',
    advice:
      '数据项来自 config（`items`、`source`）、`inputs:`，或运行输入 `items`，例如 `--input-file rows.jsonl`。',
  },
  'batch-input-type': {
    means: '`BatchInput` 的数据项不是列表。',
    advice: '单个文本或对象无法分批。请放进列表，或指定数据项文件。',
  },
  'item-processor-type': {
    means: '`ItemProcessor` 收到的不是列表。',
    advice: '它逐项处理，所以 `batch` 必须是列表。请绑定一个列表：`inputs: {batch: 名称}`。',
  },
  'item-processor-input': {
    means: '数据项缺少组件需要的输入。',
    advice:
      '对象类型的数据项以其键作为输入，其他数据项作为组件的第一个输入。请用 `Transform` 改键名，或在 `component_config` 里给出其余的值。',
  },
  'item-processor-component': {
    means: '只控制流程走向的类型不能处理数据项。',
    advice: '路由、循环等本身不处理数据。请写会处理数据的组件，或用 `expression`、`flow`。',
  },
  'item-processor-plugin': {
    means: '`ItemProcessor` 指定的插件不存在。',
    advice:
      '插件是 `plugins/` 下同时含 `plugin.py` 和 `config.yaml` 的目录。如果是组件，请写 `component` 而不是 `plugin`。',
  },
  'item-processor-does-nothing': {
    means: '`ItemProcessor` 原样传递数据项。',
    advice:
      '只写 `processing_type: transform` 就是这个效果。请说明怎么处理每一项：`expression`、`component`、`plugin` 或 `flow`。',
  },
  'items-skipped': {
    means: '部分数据项处理失败，已被略过。',
    advice:
      '这是 `on_item_error: skip` 的要求，结果会比输入少。消息会给出第一个问题。`keep` 会用 `{error, item}` 占位，`fail` 会结束运行。',
  },
  'aggregator-item': {
    means: '`ResultAggregator` 收到了其方法无法汇总的结果。',
    advice:
      '`concat` 要求都是文本或都是列表，`merge` 要求对象，`sum` 要求数字。请先转换，或用什么都能收的 `collect`。',
  },
  'split-not-a-list': {
    means: '`DataSplitter` 无法拆分收到的数据。',
    advice:
      '`chunk` 和 `round_robin` 分发列表的各项。请给列表，或用 `parallel`（全部数据发给每个分支）。',
  },
  'merge-not-alike': {
    means: '`ResultMerger` 无法连接不同种类的结果。',
    advice:
      '`concat` 只能连接文本与文本、列表与列表。请用 `combine`（按分支名分别保存）或 `expression`。',
  },
  'answer-invalid': {
    means: '人的回答不符合问题的要求。',
    advice: '`options` 列出允许的回答，`schema` 规定回答的形式。请重新回答；在终端里会再次提问。',
  },
  'schema-keyword-unknown': {
    means: 'JSON Schema 里有这里不支持的关键字。',
    advice:
      '它会被忽略，不会据此检查，违反它的回答也会被接受。请改正拼写，或用建议列出的关键字来表达。',
  },
  'text-input': {
    means: '需要文本的节点收到了别的东西。',
    advice:
      '请绑定文本本身，而不是包含它的对象：`inputs: {text: 节点.输出}`；`str(x)` 可以把值转成文本。',
  },
  'classifier-categories': {
    means: '`Classifier` 没有类别。',
    advice: '它没有可选的东西。请列出类别，最好每个类别给几句例子。',
  },
  'extractor-fields': {
    means: '`Extractor` 没有说明要提取什么。',
    advice: '请写 `fields`（名称 → 类型），或给出对象的 `schema`。',
  },
  'text-analyzer-intents': {
    means: '要求 `TextAnalyzer` 识别意图，但没有给出意图。',
    advice: '结果永远是 `unknown`，依据意图的条件永远不成立。请列出意图，并各给几句例子。',
  },
  'text-analyzer-examples': {
    means: '某个意图没有例句。',
    advice: '只能拿它的名称去比较，很少能匹配上。给三到十句人们真实会写的话就够了。',
  },
  'text-analyzer-language': {
    means: '不识别这种语言的情感。',
    advice: '内置分析只支持中文和英文，其他语言一律视为中性。写 `method: llm` 可以交给模型判断。',
  },
  'text-analyzer-cut': {
    means: '长文本只分析了开头部分。',
    advice: '其余内容不影响情感和意图的判断。请用 `ItemProcessor` 分段分析，或先做摘要。',
  },
} as const satisfies Explanations;
