import type { Explanations } from '../explanations.ts';

/** 说明：运行的结束与提示。 */
export const run = {
  cancelled: {
    means: '节点或运行被外部中止。',
    advice:
      '可能是别的节点失败、竞争中落败，或有人按了 Ctrl-C。如果有原因，会在失败的节点处说明。被中断的运行可以用 `bisheng runs resume` 继续。',
  },
  'stream-interrupted': {
    means: '运行在节点流式输出时中断。',
    advice:
      '已输出的片段作废；运行继续时，该节点会从头重新输出。关闭窗口或断开连接会结束程序；用 `nohup` 可以让它继续运行。',
  },
  'run-timeout': {
    means: '运行没有在 `--timeout` 内结束。',
    advice:
      '仍在运行的节点已被取消。请延长时间，或给慢节点单独设 `timeout`，这样消息会指出是哪个节点卡住。',
  },
  'store-full': {
    means: '磁盘已满，无法继续把运行写入运行记录库。',
    advice:
      '运行已结束，此前写入的内容都还在。请腾出磁盘空间，或用 `--no-store` 运行，不保存任何记录。',
  },
  'store-failed': {
    means: '无法使用运行记录库（`.bisheng/store.db`），因此运行没有开始，或被结束。',
    advice:
      '消息会说明原因：它由更新版本的 bisheng 写入、被其他进程占用过久，或所在磁盘无法读写。用 `--no-store` 可以不使用它。',
  },
  'node-timeout': {
    means: '节点没有在 `timeout` 内结束。',
    advice: '超时按每次尝试计算。请延长时间，加 `retry`，或用 `on_error` 让流程继续。',
  },
  'retry-wanted': {
    means: '节点给出的结果不是 `retry.when` 想要的。',
    advice: '等待一段时间后会重试，这次的结果作废。',
  },
  'retry-exhausted': {
    means: '节点已用完重试次数，`retry.when` 仍不满意。',
    advice: '请提高 `max_attempts`、放宽 `when`，或用 `on_error` 说明之后怎么办。',
  },
  'node-failed-handled': {
    means: '节点失败，已由错误处理节点接手。',
    advice: '运行按 `on_error` 继续；这条警告只是为了不让人忽略。',
  },
  'node-failed-continued': {
    means: '节点失败，流程在没有它的情况下继续。',
    advice: '后面的节点看到它的输出是 None，必须能够处理。',
  },
  'loop-limit-reached': {
    means: '循环达到 `max_iterations` 时还没有完成。',
    advice:
      '消息会说明还剩多少项。请提高 `max_iterations` 或 `batch_size`；`on_limit: stop` 会接受已有的结果，只给这条警告。',
  },
  'loop-items-not-a-list': {
    means: '循环收到的数据项不是列表。',
    advice: '它把列表或数据项文件分批发出。请绑定一个：`inputs: {items: 名称}`。',
  },
  'stream-in-expression': {
    means: '表达式用到了数据流。',
    advice:
      '任意大小的文件是逐项读取的，不会整个放进内存，表达式看不到它。请用 `LoopController` 分发，或把它交给节点的输入。',
  },
  'expression-missing': {
    means: '表达式无法读取，因此无法计算。',
    advice:
      '`bisheng run` 不会运行含有这种表达式的流程，因此没有文件示例；万一出现，请运行 `bisheng validate` 查看表达式的问题，并向我们报告。',
  },
  'output-too-large': {
    means: '节点给出的结果太大。',
    advice: '展开后值或字符太多，或嵌套太深。请把大数据写进文件、返回路径，或逐项处理。',
  },
  'component-defect': {
    means: '节点以它没有说明的方式失败。',
    advice:
      '自己编写的 Python 出错时有专门的问题代码，所以这是 bisheng 自身的缺陷，没有文件示例。消息里有出错的原文；请把它连同流程一起报告给我们。',
  },
} as const satisfies Explanations;
