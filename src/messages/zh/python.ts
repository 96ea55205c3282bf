/** Python: the worker, components, what is read of them. */
export const python = {
  // Components as nodes
  'python-outputs': '“{node}”的组件声明了输出 {names}，实际返回的不是它们。',
  'python-outputs/hint': '请让 {class} 的 build 返回一个至少含有其中一个键的字典。',
  'python-state-lost': '“{node}”的进程已重新启动：组件保存在内存里的内容丢失了。',
  'component-name-taken': '组件不能叫“{name}”：已有同名的内置节点类型。',
  'component-name-taken/hint': '请重命名{what}；流程里写“{name}”得到的是内置类型。',
  'component-name-twice': '有多个组件叫“{name}”。',
  'component-name-twice/hint': '流程使用第一个；请重命名其余的。',
} as const;
