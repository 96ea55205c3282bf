import type { Explanations } from '../explanations.ts';

/** 说明：项目与文件。 */
export const project = {
  'setting-invalid': {
    means: '设置的值不合法。',
    advice:
      '设置来自 `bisheng.yaml`、环境变量和命令行选项；`bisheng config` 会显示每项设置及其来源。请在相应的地方改正。',
  },
  'setting-unknown': {
    means: '`bisheng.yaml` 里有不是设置的键。',
    advice: '它会被忽略，不起作用。请改正拼写；`bisheng config` 会列出全部设置。',
  },
  'setting-secret': {
    means: '`bisheng.yaml` 里写了密钥或密码。',
    advice:
      '这个文件会共享并进入版本库，密钥会永远留在历史里。请把密钥放进环境变量或 `.env`，这里只写变量名：`api_key_env: 名称`。如果已经提交过，请到服务商处更换密钥。',
  },
  'ignore-incomplete': {
    means: '一条注释要求忽略某个问题，却没有写明是哪个或者为什么。',
    advice:
      '注释写完整之前不起作用：先写代码，再写冒号和理由，让后来的人知道这里为什么没有问题，例如 `# bisheng-ignore yaml-1-1-differs: 只有本工具读这个文件`。',
  },
  'ignore-unused': {
    means: '一条注释要求忽略的问题并不存在。',
    advice:
      '问题已经改好，或者注释离开了原来的位置：注释对它所在的一行有效，单独成行时对下面一行有效。留着它会掩盖下一个同类错误，请删掉或放回原处。',
  },
  'file-unreadable': {
    means: '文件无法打开。',
    advice: '系统会说明原因：文件不存在，或当前用户无权读取。请检查路径和权限。',
  },
  'sub-flow-missing': {
    means: '`Flow` 节点（或 ItemProcessor 的 `flow`）指定的流程文件不存在。',
    advice: '路径相对于写它的文件，而不是工作目录。请改正路径或添加文件。',
  },
  'sub-flow-recursion': {
    means: '流程直接或间接地运行自己。',
    advice: '这样永远不会结束。要重复执行，请用 `LoopController`。',
  },
  'sub-flow-limit': {
    means: '子流程的总数太多。',
    advice:
      '每个引用流程的节点都算一份，数量会成倍增长。请用循环或 `ItemProcessor` 运行同一个流程，不要引用很多次。',
  },
  'items-unreadable': {
    means: '数据项文件无法读取。',
    advice:
      '数据项可以是 `.jsonl`、`.ndjson`、`.csv`、`.json`、`.txt`。消息会指出哪一行有问题：不是 JSON、引号没有闭合，或一行的字段比表头多。',
  },
} as const satisfies Explanations;
