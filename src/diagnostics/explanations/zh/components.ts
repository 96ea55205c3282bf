import type { Explanations } from '../explanations.ts';

/** 说明：组件代码。 */
export const components = {
  'python-syntax': {
    means: 'Python 无法读取这个文件。',
    advice: '加载时就会失败。消息里有 Python 的说明和版本：较新的语法需要较新的 Python。',
  },
  'python-encoding': {
    means: 'Python 文件的编码与声明的不符。',
    advice: '没有 `coding` 行时应为 UTF-8。请保存为 UTF-8，或改正那一行。',
  },
  'python-too-large': {
    means: 'Python 文件太大，无法读取。',
    advice: '这么大的代码多半是生成的，或内含数据。请把数据移到单独的文件。',
  },
  'python-unreadable': {
    means: 'Python 文件无法打开。',
    advice: '系统会说明原因。请检查文件是否存在、是否有读取权限。',
  },
  'import-missing': {
    means: '导入的模块不存在。',
    advice:
      '第三方包需要安装：写进 `custom_components/requirements.txt`（插件写进 `dependencies`），再运行 `bisheng plugin install`。自己的模块用点号导入：`from .helpers import f`。',
  },
  'import-name-unknown': {
    means: '模块里没有要导入的名称。',
    advice: '加载文件时会失败。请改正拼写，或查看它定义在哪里。',
  },
  'name-undefined': {
    means: '用到了既没有定义也没有导入的名称。',
    advice: '运行到这一行就会失败，可能在部署很久之后才发现。请导入或定义它。',
  },
  'names-provided': {
    means: '用到了没有导入的名称，由 bisheng 提供。',
    advice:
      '指南的例子就是这样写的，在这里可以运行；在普通 Python 或编辑器里则不行。稳妥起见请导入。',
  },
  'component-class-missing': {
    means: '`component.py` 里没有组件。',
    advice: '组件是继承 `BaseComponent` 并有 `build` 方法的类。没有它，这个目录就不是节点类型。',
  },
  'component-build-missing': {
    means: '组件没有 `build` 方法。',
    advice: '运行时调用的就是 `build`。请添加，或把对应的方法改名。',
  },
  'component-build-self': {
    means: '`build` 缺少 `self`。',
    advice: 'Python 会把对象本身当作第一个输入。请写 `def build(self, …)`。',
  },
  'component-build-parameter': {
    means: '`build` 需要的参数没有在 `inputs` 里声明。',
    advice: '没有人能给出它，调用会失败。请声明输入，或给参数默认值。',
  },
  'component-build-positional': {
    means: '`build` 有只能按位置传递的参数。',
    advice: '输入按名称传递。请去掉 `/` 或 `*args`。',
  },
  'component-ports-unreadable': {
    means: '`inputs` 或 `outputs` 要运行代码才能得到。',
    advice: '这里只读代码、不运行，因此使用该组件的流程检查得少一些。可以的话请直接写出列表。',
  },
  'component-port-argument': {
    means: '`Input` 或 `Output` 没有这个参数。',
    advice: '加载组件时会失败。请改正拼写；建议会列出可用的参数。',
  },
  'component-port-name': {
    means: '输入或输出没有可用的名称。',
    advice: '输入会成为 `build` 的参数，名称必须符合 Python 的规定：不能是关键字，不能有空格。',
  },
  'component-input-duplicate': {
    means: '组件重复声明了同一个输入。',
    advice: '只有一个能生效。请删除其中一个或改名。',
  },
  'component-output-duplicate': {
    means: '组件重复声明了同一个输出。',
    advice: '只有一个能生效。请删除其中一个或改名。',
  },
  'component-input-unused': {
    means: '`build` 没有与声明的输入对应的参数。',
    advice: '带着它调用 `build` 会失败。请添加参数或删除输入。',
  },
  'component-input-default': {
    means: '输入是可选的，但 `build` 离不开它。',
    advice: '流程不给它时运行会失败。请给输入设 `value`，或给参数默认值。',
  },
  'component-annotation-differs': {
    means: '输入声明的类型与 `build` 的标注不一致。',
    advice: '值按声明的类型传入，代码得到的可能不是它预期的。请使两者一致。',
  },
  'component-input-value': {
    means: '输入的 `value` 不符合输入自己的规定。',
    advice: '它不在 `options` 中、超出 `min` 和 `max`，或类型不对。请改正值或规定。',
  },
  'component-output-missing': {
    means: '`build` 返回的对象缺少声明的输出。',
    advice: '使用该输出的节点得不到值。请在每处都返回它，或不声明它。',
  },
  'component-output-undeclared': {
    means: '`build` 返回了没有声明为输出的键。',
    advice: '`validate` 不认识它，使用它的流程会被报告问题。请声明它，或改正拼写。',
  },
  'component-data-input': {
    means: '`schema.py` 或 `frontend.py` 描述了组件没有的输入。',
    advice: '表单会出现没有作用的字段。请删除，或在 `component.py` 里添加输入。',
  },
  'component-data-output': {
    means: '`frontend.py` 描述了组件没有的输出。',
    advice: '请删除，或在 `component.py` 里声明输出。',
  },
  'component-data-differs': {
    means: '`schema.py` 或 `frontend.py` 与 `component.py` 矛盾。',
    advice: '运行时以 `component.py` 为准，表单显示的就不对。请使它们一致。',
  },
  'component-data-not-literal': {
    means: '`schema.py` 或 `frontend.py` 里的数据是计算出来的。',
    advice: '这些文件不运行就与 `component.py` 比较，只有字面数据才能比较。',
  },
  'field-type-unknown': {
    means: '没有这个名称的字段类型。',
    advice: '组件无法加载。建议会列出 `bisheng.field_typing` 的类型。',
  },
} as const satisfies Explanations;
