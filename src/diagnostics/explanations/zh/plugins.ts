import type { Explanations } from '../explanations.ts';

/** 说明：插件。 */
export const plugins = {
  'plugin-manifest': {
    means: '插件的 `config.yaml` 不是映射。',
    advice: '它用 `name`、`version`、`class_name` 等描述插件。',
  },
  'plugin-incomplete': {
    means: '插件目录缺少 `plugin.py` 或 `config.yaml`。',
    advice: '它会被跳过，流程无法使用。请补上文件，或移走目录。',
  },
  'plugin-class-missing': {
    means: '插件的 `config.yaml` 没有写类名。',
    advice: '`class_name` 指明 `plugin.py` 里哪个类是插件。',
  },
  'plugin-class-unknown': {
    means: '`plugin.py` 里没有 `class_name` 指定的类。',
    advice: '请改正 `class_name`，或给类改名。',
  },
  'plugin-class-kind': {
    means: '`class_name` 指定的类不是插件。',
    advice: '插件继承 `PluginInterface`，并有 `initialize`、`process`、`cleanup` 方法。',
  },
  'plugin-method-missing': {
    means: '插件类缺少必需的方法。',
    advice: 'Python 会拒绝创建它的对象。请补上方法；`cleanup` 可以什么都不做。',
  },
  'plugin-label-differs': {
    means: '`config.yaml` 与类里对插件的描述不一致。',
    advice: '人们看到的可能是其中任意一个。请写成相同的名称、版本和描述。',
  },
  'requirement-invalid': {
    means: '`dependencies` 的某一行不是 pip 能理解的依赖。',
    advice: '请按 pip 的写法：`"nltk>=3.8"`、`"torch==2.*"`；因为含有符号，请加引号。',
  },
  'plugin-not-installed': {
    means: '插件需要的包没有安装。',
    advice: '不会自动安装。请运行 `bisheng plugin install`：每个插件有自己的环境。',
  },
  'permission-invalid': {
    means: '`permissions` 的某一行无法理解。',
    advice:
      '可用的有 `network`、`read:路径`、`write:路径`、`run:程序`、`env:变量名`，以及指南中的 `read_text`、`process_text`、`cache_results`。',
  },
  'permission-missing-place': {
    means: '权限指向的文件、目录或程序不存在。',
    advice: '它不起作用：只有插件启动时已存在的东西才能开放给它。请先创建，或去掉这项权限。',
  },
  'permission-denied': {
    means: '代码做了没有权限的事。',
    advice: '系统已经阻止；消息会指出缺少哪项权限。如果插件应当能这样做，请加到 `permissions`。',
  },
  'sandbox-unavailable': {
    means: '这台机器无法强制执行插件的权限。',
    advice:
      '因此插件不会在无人看管的情况下运行。请使用带 Landlock 的 Linux 5.13 或更高版本，用 `bisheng plugin trust` 信任插件，或在项目里写 `sandbox: "off"` 关闭沙箱。',
  },
} as const satisfies Explanations;
