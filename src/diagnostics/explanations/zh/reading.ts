import type { Explanations } from '../explanations.ts';

/** 说明：读取文件。 */
export const reading = {
  'file-binary': {
    means: '文件不是文本。',
    advice:
      '文件里有零字节，图片、压缩包、数据库文件才会这样。请给出 YAML 或 JSON 文件本身的路径；如果文件被编辑器损坏，请从版本库恢复。',
  },
  'file-encoding': {
    means: '文件不是 UTF-8 编码。',
    advice:
      '继续读取会得到乱码，因此整个文件都不读取。中文 Windows 上保存的文件常常是 GBK：请在编辑器里另存为 UTF-8，或用 `iconv -f GB18030 -t UTF-8` 转换。',
  },
  'file-too-large': {
    means: '文件超过 32 MB。',
    advice:
      '流程通常只有几 KB，这么大的文件是数据。请把数据放在单独的文件里（`.jsonl`、`.csv`），用 `BatchInput` 读取，或用 `--input-file` 传入。',
  },
  'flow-empty': {
    means: '文件里只有注释和空行。',
    advice:
      '没有可以校验或运行的内容。请至少写出 `nodes`，或删除文件；`bisheng new flow` 可以生成一个能运行的流程。',
  },
  'flow-not-a-mapping': {
    means: '文件是列表或单个值，而不是键值对。',
    advice:
      '流程的最外层是含有 `nodes` 和 `edges` 的映射。常见原因：列表上面漏了 `nodes:`，冒号是全角的，或冒号后面没有空格。',
  },
  'canvas-json': {
    means: '文件是从 BISHENG 画布导出的。',
    advice:
      '这种文件的节点带有坐标和界面控件，结构与这里的流程不同，本版本还不能读取。请用 YAML 写出 `nodes` 和 `edges`。',
  },
  'yaml-syntax': {
    means: '文本不符合 YAML 语法。',
    advice:
      '改正之前无法读取文件的任何内容，所以也不会报告其他问题。建议会说明最可能的原因：缩进、缺少引号或括号、全角冒号或逗号。',
  },
  'yaml-too-deep': {
    means: '列表和映射的嵌套超过 100 层。',
    advice:
      '流程不需要这么深的嵌套，多半是生成文件时出了错。请压平结构，或把数据移到由节点读取的文件里。',
  },
  'yaml-too-large': {
    means: '展开别名后，文件会大得无法处理。',
    advice:
      '每个 `*name` 都会重复 `&name` 的内容，别名套别名会成倍增长。很小的文件就能因此占满内存，所以事先拒绝。请直接写出内容，或少用别名。',
  },
  'yaml-alias': {
    means: '别名（`*name`）没有对应的内容，或包含了自己。',
    advice: '锚点 `&name` 必须在同一文件中、写在别名之前。如果文本本来就以 `*` 开头，请加引号。',
  },
  'yaml-tag': {
    means: '值带有 YAML 标签，例如 `!python/object`。',
    advice:
      '标签可能让别的程序在读取文件时执行代码，这里只读取普通数据。请去掉标签；如果文本本来就以 `!` 开头，请加引号。',
  },
  'yaml-key': {
    means: '键是列表或映射，或者没有写。',
    advice: '键必须是文本。占位符或以括号开头的文本作为键时必须加引号。',
  },
  'yaml-merge-key': {
    means: '用 `<<` 合并映射。',
    advice: '合并是 YAML 1.1 的功能，1.2 已经取消，各种读取程序的处理也不一样。请把键直接写出来。',
  },
  'yaml-number': {
    means: '数字太大，无法表示。',
    advice: '它会变成无穷大。如果是订单号之类的编号，请加引号，当作文本。',
  },
  'yaml-odd-space': {
    means: '键的前面有特殊空格。',
    advice:
      '输入法和网页会带来全角空格（U+3000）或不换行空格。YAML 把它们当作字母，键的名称就和看上去的不一样。请换成普通空格。',
  },
  'yaml-1-1-differs': {
    means: 'Python 使用的 YAML 1.1 会把这个值读成别的东西。',
    advice:
      '这里 `yes` 是文本、`012` 是数字 12；平台的 Python 会把 `yes` 读成 true，把 `012` 读成 10。请加引号，或写成不会误解的形式，使两边读到的一致。',
  },
  'duplicate-key': {
    means: '同一个映射里有重复的键。',
    advice: '只有一个值能生效，多数读取程序会悄悄丢掉前一个。请删除其中一个，或改名。',
  },
} as const satisfies Explanations;
