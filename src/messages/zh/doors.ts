import type { doors as english } from '../en/doors.ts';

/** OpenAI 接口和 MCP 关于流程说的话，以及 mcp 命令。 */
export const doors: Record<keyof typeof english, string> = {
  'openai/model': '`model` 应为流程的 id：可用 GET /v1/models 列出。',
  'openai/choices': '流程只给出一个回答：`n` 只能是 1。',
  'openai/object': '应为对象。',
  'openai/boolean': '应为 true 或 false。',
  'openai/messages': '`messages` 应为消息列表。',
  'openai/last': '`messages` 的最后一条应来自用户，即角色为“user”。',
  'openai/role': '消息的角色应为以下之一：{roles}。',
  'openai/content': '流程只接受文本：`content` 应为文本，或由类型为“text”的部分组成的列表。',
  'openai/parameter':
    '流程“{flow}”不能用于对话：参数“{name}”需要取值，而对话不提供参数。请在流程中为它设置默认值。',
  'openai/no-text': '流程“{flow}”不能用于对话：它不接受文本。请用 InputNode 接收用户说的话。',
  'openai/input': '流程“{flow}”不能用于对话：它需要输入“{name}”，而对话不提供该输入。',
  'openai/failed': '流程执行失败：{code}。',
  'openai/failed-at': '流程执行失败：节点“{node}”出现 {code}。',
  'openai/cancelled': '运行已取消。',
  'openai/interrupted': '流程尚未结束，服务器已停止。',
  'openai/other-answer':
    '流程最终返回的内容与已流式输出的不同：请不用 `stream`，直接获取完整回答。',
  'openai/waiting':
    '（流程正在等待这一回答。请用 POST /api/v1/runs/{run}/answers 提交：对象 `answers`，以“{node}”为键给出回答。）',
  'mcp/tool': '运行流程“{name}”。',
  'mcp/instructions':
    '每个工具运行 BISHENG 项目中的一个工作流。向人提问的运行要等到本人回答之后才算完成：请勿代替本人回答。',
  'mcp/no-tool': '没有这个名称的工具。',
  'mcp/cancelled': '运行已取消。',
  'mcp/interrupted': '流程尚未结束，服务器已停止。运行 {run} 可以继续。',
  'mcp/see-run': '原因见 GET /api/v1/runs/{run}。',
  'mcp/waiting':
    '流程正在等待人的回答。本人回答后流程才会继续：POST /api/v1/runs/{run}/answers，提交对象 `answers`，以“{node}”为键给出回答。问题如下：',
  'mcp/waiting-local':
    '流程正在等待人的回答。本人在终端中回答后流程才会继续：bisheng runs resume {run} --answer {node}=… 问题如下：',
  'help/mcp': '把项目的流程作为工具提供给 MCP 客户端。',
  'help-usage/mcp': '[目录] [选项]',
  'help-examples/mcp': `bisheng mcp
bisheng mcp ~/my-project
bisheng mcp --flow summary --flow translate`,
  'help-argument/mcp-dir': '项目的目录（默认：当前工作目录）',
  'help-flag/mcp-flow': '作为工具的流程；不指定则为全部；可重复',
  'mcp/ready': '正在通过标准输入和标准输出提供 MCP：{root} 的 {n} 个流程。此命令由客户端自行启动。',
  'mcp/no-folder': '没有目录 {folder}。',
  'mcp/unknown-flow': '{root} 中没有流程“{flow}”。',
};
