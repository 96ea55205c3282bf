import type { service as english } from '../en/service.ts';

/** 为多个用户运行流程的服务对他们说的话。 */
export const service: Record<keyof typeof english, string> = {
  'service/flow-missing': '没有这个 id 的工作流。',
  'service/flow-invalid': '工作流“{flow}”有错误，无法运行；“bisheng validate”会指出错在哪里。',
  'service/parameters': '工作流“{flow}”不接受这些参数。',
  'service/alone': '不能用这些选项调用“{name}”。',
  'service/alone-missing': '项目中没有这个名称的组件或插件。',
  'service/alone-text':
    '无法确定“{name}”的哪个输入接收文本：请在 `options` 中给出其余输入。它的输入：{names}。',
  'service/run-missing': '没有这个 id 的运行。',
  'service/secret-missing': '“{name}”的值是机密，没有保存：请在 `parameters` 中重新给出。',
  'service/input-masked': '输入“{name}”中含有机密，没有保存：请在 `inputs` 中重新给出。',
  'service/resume-succeeded': '该运行已经成功，没有可以继续的内容。',
  'service/resume-running': '该运行正在进行。',
  'service/resume-over': '该运行在此期间已经结束，或在别处继续。',
  'service/not-waiting': '该运行没有在等待回答。',
  'service/no-answer': '没有给出回答：`answers` 是空的。',
  'service/answer-unknown': '节点“{node}”没有提问。正在等待回答的节点：{nodes}。',
  'service/answer-invalid': '无法接受对“{node}”的回答：{problem}',
  'service/cancel-ended': '该运行已经结束，状态为 {status}。',
  'service/elsewhere': '该运行正在另一个进程中进行，只有那个进程能取消它。',
  'service/key-reused': '这个 Idempotency-Key 之前用于另一个请求。',
  'service/busy': '正在进行的运行已有 {n} 个，达到上限。请稍后再试。',
  'service/busy-user': '您正在进行的运行已有 {n} 个，达到上限。请等其中一个结束。',
  'service/result-too-large':
    '运行结果超过 {n} 字节，过大而不予发送。结果已保存，可用“bisheng runs export {run}”读取。',
  'service/closing': '服务器即将停止，不再接受新的运行。',
};
