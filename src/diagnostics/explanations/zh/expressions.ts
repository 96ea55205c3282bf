import type { Explanations } from '../explanations.ts';

/** 说明：表达式与文本模板。 */
export const expressions = {
  'expression-syntax': {
    means: '表达式不符合 Python 的写法。',
    advice:
      '表达式使用 Python 语法：`and`、`or`、`not`、`==`，文本用英文引号。消息会指出位置和正确写法。',
  },
  'expression-unsupported': {
    means: '表达式用了不支持的 Python 语法。',
    advice:
      '表达式只计算一个值，不能有循环、定义和导入，只能用纯函数。请用 `any()`、`all()`、`sum()`、`sorted()`、`ItemProcessor` 或组件。',
  },
  'expression-name': {
    means: '名称没有值。',
    advice:
      '名称来自循环变量、前面节点的输出、运行输入和参数。建议会给出最接近的名称，或说明哪个节点给出它但不在前面。',
  },
  'expression-type': {
    means: '表达式对值做了其类型不支持的运算。',
    advice:
      '例如文本和数字不能相加、不能比较大小。请先转换：`int(x)`、`float(x)`、`str(x)`；可能是 None 时用 `x or 默认值`。',
  },
  'expression-value': {
    means: '表达式无法用这个值计算。',
    advice: '例如除以零，或把不是数字的文本转成数字。请先判断，例如 `a / b if b else 0`。',
  },
  'expression-key': {
    means: '对象没有这个键，或列表没有这一项。',
    advice:
      '消息会列出已有的内容。键可能不存在时，请写 `data.get("key", 默认值)`，或先用 `in` 判断。',
  },
  'expression-limit': {
    means: '表达式太长、嵌套太深或计算量太大。',
    advice: '这些限制防止一行表达式拖垮整个服务。请拆成几个 `Transform` 节点，或写组件。',
  },
  'text-template-syntax': {
    means: '文本模板里有不成对的花括号。',
    advice:
      '`{name}` 会填入值；要花括号本身请写两个：`{{` 和 `}}`。花括号里只能写名称及其成员，不能写计算。',
  },
} as const satisfies Explanations;
