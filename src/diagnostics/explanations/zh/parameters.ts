import type { Explanations } from '../explanations.ts';

/** 说明：参数与占位符。 */
export const parameters = {
  'parameter-invalid': {
    means: '参数的声明不完整或自相矛盾。',
    advice:
      '`parameters` 的每一项都要有 `name` 和 `type`（string、integer、number、boolean、list、object）；`enum`、`min`、`max`、`pattern` 必须与类型相符。',
  },
  'parameter-duplicate': {
    means: '两个参数同名。',
    advice: '占位符无法确定指哪一个。请给其中一个改名（连同占位符），或删除它。',
  },
  'parameter-default': {
    means: '参数的默认值不符合参数自己的规定。',
    advice:
      '不给值的人会得到一个本来不允许的值。请修改默认值，或修改类型、`enum`、`min`、`max`、`pattern`。',
  },
  'parameter-default-unused': {
    means: '必填参数写了默认值。',
    advice: '`required: true` 表示必须给值，默认值永远用不上。请二选一。',
  },
  'parameter-missing': {
    means: '必填参数没有值。',
    advice:
      '请用 `--param 名称=值` 或 `--params-file` 给出，或在流程里写 `default`；有 `env` 的参数也可以设置该环境变量。',
  },
  'parameter-type': {
    means: '参数值的类型与声明不符。',
    advice:
      '在命令行上，`--param n=5` 按声明的类型读取，`--param n:=5` 自带类型（JSON）。请给出相应类型的值，或修改声明。',
  },
  'parameter-value': {
    means: '参数值超出了允许的范围。',
    advice: '`enum`、`min`、`max`、`pattern` 规定了允许的值。请换一个值，或放宽规定。',
  },
  'parameter-unknown': {
    means: '给了流程没有声明的参数。',
    advice:
      '这个值会丢失，真正想改的参数仍然是默认值。请检查拼写；`bisheng template show` 会列出参数。',
  },
  'placeholder-undeclared': {
    means: '`${name}` 引用了没有声明的参数。',
    advice:
      '没有值可以填入。请在 `parameters` 里声明，或改正名称；如果就是要这几个字符，请写 `$${name}`。',
  },
  'placeholder-malformed': {
    means: '`${` 没有闭合，或里面不是参数名。',
    advice:
      '占位符只有 `${name}` 和 `${env.NAME}` 两种写法，不能有空格和表达式。字面的 `${` 写成 `$${`。',
  },
  'placeholder-in-string': {
    means: '占位符写在了表达式的引号里。',
    advice:
      '如果值里带有引号，就可能改变表达式的含义。请去掉引号：占位符会自动变成相应类型的字面量，文本用 `+` 连接。',
  },
  'env-missing': {
    means: '流程需要的环境变量没有设置。',
    advice:
      '`${env.NAME}` 和参数的 `env` 从环境变量和项目的 `.env` 读取。请在那里设置，这样密钥就不会写进流程。',
  },
} as const satisfies Explanations;
