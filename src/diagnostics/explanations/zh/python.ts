import type { Explanations } from '../explanations.ts';

/** 说明：运行 Python。 */
export const python = {
  'python-missing': {
    means: '这台机器上没有 Python。',
    advice:
      '组件和插件需要 Python 3.9 或更高版本。请安装，或用 `BISHENG_PYTHON` 或 `bisheng.yaml` 的 `python` 指定。',
  },
  'python-broken': {
    means: '指定的 Python 无法正常工作。',
    advice:
      '它来自 `BISHENG_PYTHON`、`bisheng.yaml` 的 `python` 或 `.venv`；例如创建虚拟环境的 Python 被删除后，环境就会失效。请重建或改正路径。',
  },
  'python-too-old': {
    means: 'Python 版本低于 3.9。',
    advice:
      '它无法读取和运行组件。请用 `BISHENG_PYTHON` 或 `bisheng.yaml` 的 `python` 指定更新的版本。',
  },
  'python-start': {
    means: 'Python 进程无法启动。',
    advice: '消息里有系统的说明：没有执行权限、内存不足、进程太多等。',
  },
  'python-protocol': {
    means: '代码写入了 Python 与工具之间的连接。',
    advice: '`print` 没有问题；直接写文件描述符则不行。请用 `print` 或 `logging`。',
  },
  'python-died': {
    means: 'Python 进程在调用中途结束。',
    advice: 'SIGKILL 多半是内存不足，SIGSEGV 是 C 语言库的错误；`os._exit` 也会结束进程。',
  },
  'python-exception': {
    means: '组件代码抛出了异常。',
    advice:
      '消息里有异常文本、在组件文件中的位置和附近的代码；`bisheng component run` 可以单独调用组件。',
  },
  'python-exit': {
    means: '组件调用了 `sys.exit()`。',
    advice: '组件应当返回或抛出异常，不应结束程序。请改为抛出异常。',
  },
  'python-breakpoint': {
    means: '组件停在断点处，但没有人在调试。',
    advice: '请去掉 `breakpoint()`，或用 `bisheng component run 名称 --debug` 调用。',
  },
  'python-recursion': {
    means: '组件的函数无限地互相调用。',
    advice: '请看消息里的调用栈：调用自己的函数必须有一种不再调用的情况。',
  },
  'python-memory': {
    means: 'Python 内存不足。',
    advice: '请分批处理、减少一次处理的量，或提高插件的 `limits.memory`。',
  },
  'python-result': {
    means: '组件返回的内容无法写成 JSON。',
    advice:
      '结果以文本、数字、布尔值、列表、字典传给其他节点。请把其他对象转换成这些；消息会指出在结果中的位置。',
  },
  'python-result-too-large': {
    means: '组件的结果、输入或打印内容太大。',
    advice: '请把大数据写进文件，返回路径。',
  },
  'python-input': {
    means: '输入的类型与组件声明的不符。',
    advice: '前面的节点给出的类型不对。请在绑定时转换：`inputs: {limit: int(text)}`。',
  },
  'python-file-missing': {
    means: '运行开始时还在的 Python 文件不见了。',
    advice:
      '轮到节点执行时才加载它的代码，而这期间文件被删除或移走了：可能是别的节点、切换分支或构建所为。请恢复文件后重新运行。',
  },
  'python-class-missing': {
    means: 'Python 文件里没有这个名称的类。',
    advice: '请检查 `file.py:类名` 中冒号后的类名。',
  },
  'python-design-missing': {
    means: '这个类不构建流程。',
    advice:
      '构建流程的类要有方法 `design_flow`，返回含 `nodes` 和 `edges` 的字典。组件请用 `bisheng component run` 运行。',
  },
  'python-outputs': {
    means: '组件没有返回它声明的任何输出。',
    advice: '后面的节点在等这些名称。请返回至少含其中一个键的字典。',
  },
  'python-state-lost': {
    means: '组件的进程重新启动，内存中的状态已丢失。',
    advice: '存放在 `self` 里的内容从头开始。实现 `get_state` 和 `set_state` 可以保留状态。',
  },
  'component-state-lost': {
    means: '运行继续进行，但组件之前保存在内存里的内容已丢失。',
    advice:
      '组件在 `build` 中修改了 `self` 或全局变量，而恢复运行时使用的是新的对象。请实现 `get_state` 和 `set_state`，或者改为由输入计算所需内容。',
  },
  'component-state-unkept': {
    means: '组件的 `get_state` 失败，或返回了 JSON 无法表示的内容。',
    advice:
      '节点本身已经成功。`get_state` 应返回文本、数字、列表和字典，总共不超过 8 MB；否则运行中断后组件会从头开始。',
  },
  'component-name-taken': {
    means: '组件与内置节点类型同名。',
    advice: '流程使用这个名称时得到的是内置类型。请给组件改名。',
  },
  'component-name-twice': {
    means: '多个组件同名。',
    advice: '流程得到的是第一个，未必是想要的那个。请给其他组件改名。',
  },
  'code-main-missing': {
    means: '`Code` 节点的代码里没有函数 `main`。',
    advice: '节点调用的就是这个函数：参数是输入，返回值是输出。',
  },
  'code-main-positional': {
    means: '`main` 有只能按位置传递的参数。',
    advice: '输入是按名称传递的，`/` 前面不能有参数。请去掉 `/`。',
  },
  'code-main-name': {
    means: '`main` 的输入与节点 config 的键同名。',
    advice: '两者无法区分。请给参数改名。',
  },
} as const satisfies Explanations;
