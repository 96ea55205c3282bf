import type { Explanations } from '../explanations.ts';

/** 说明：请求。 */
export const http = {
  'http-url': {
    means: '请求的 URL 不可用。',
    advice:
      '必须是完整的地址，包括 `http://` 或 `https://` 和主机名。填入的值不能改变主机，也不能让路径往上走，否则数据就能决定访问哪台服务器。',
  },
  'http-method': {
    means: '请求的方法不是 HTTP 方法。',
    advice: '方法是一个单词：GET、POST、PUT、PATCH、DELETE、HEAD。',
  },
  'http-header': {
    means: '请求头的名称或值无法发送。',
    advice:
      '名称由字母、数字和连字符组成；值里不能有换行，否则值就能自行添加请求头。有些请求头由连接本身决定，不能设置。',
  },
  'http-setting': {
    means: '`HTTPRequest` 的某项设置无法理解。',
    advice: '大小写成字节数或 `10MB` 这样的文本；状态码写成 `404`、`2xx`、`200-299` 或 `any`。',
  },
  'http-proxy': {
    means: '代理不可用。',
    advice:
      '代理地址来自 `HTTP_PROXY`、`HTTPS_PROXY` 或 `bisheng.yaml` 的 `http.proxy`；不需要代理的主机写在 `NO_PROXY`。请检查地址、用户名和密码。',
  },
  'http-connection': {
    means: '无法与服务器建立连接，或连接中断。',
    advice:
      '消息会说明是哪一种：域名没有地址、连接被拒绝、证书不可信。请检查 URL 和网络；`retries` 会自动重试。',
  },
  'http-timeout': {
    means: '服务器没有及时响应。',
    advice: '请用 `timeout`（秒）延长时间，或减少请求的内容。`on_error` 可以让流程继续。',
  },
  'http-too-large': {
    means: '响应超过了允许的大小。',
    advice:
      '这个限制防止一个响应占满内存。请提高节点的 `max_size` 或 `bisheng.yaml` 的 `http.max_size`，或减少请求的内容。',
  },
  'http-private-address': {
    means: '请求将要访问本机或内网。',
    advice:
      '否则来自数据或重定向的 URL 就能读取内部服务。确实需要时请写 `allow_private: true`；流程里直接写明的主机总是允许的。',
  },
  'http-redirect-refused': {
    means: '没有跟随重定向。',
    advice: '它从 https 转到 http、转到无效的 URL，或重定向次数太多。请直接请求最终地址。',
  },
  'http-status': {
    means: '服务器返回了预期之外的状态码。',
    advice:
      '没有 `expect_status` 时，2xx 以外都算失败。请看服务器的说明；如果其他状态码也算正常，请在 `expect_status` 里写明。',
  },
  'http-body': {
    means: '响应内容无法按要求读取。',
    advice: '它不是 JSON，或编码无法识别。写 `response: text` 可以原样接收。',
  },
  'http-not-recorded': {
    means: '回放时，录制文件里没有这个请求的响应。',
    advice:
      '消息会指出与最接近的录制请求有何不同。改动是有意的，就用 `--record` 重新录制；每次都会变的部分写进录制文件的 `ignore`。回放时不会向服务器发送任何东西。',
  },
  'cassette-invalid': {
    means: '录制文件已损坏，或格式不同。',
    advice: '请撤销最近对它的改动，或用 `--record` 重新录制。',
  },
} as const satisfies Explanations;
