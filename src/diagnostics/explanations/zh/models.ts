import type { Explanations } from '../explanations.ts';

/** 说明：语言模型。 */
export const models = {
  'model-unknown': {
    means: '节点指定的模型没有配置。',
    advice:
      '模型在 `bisheng.yaml` 的 `models` 里描述。另有两个总是可用：`offline` 从给定文本里摘句子，`echo` 重复提示词。',
  },
  'model-key-missing': {
    means: '存放模型密钥的环境变量没有设置。',
    advice: '`api_key_env` 指明了变量名。请在环境变量或项目的 `.env` 里设置。',
  },
  'model-key': {
    means: '服务器不接受密钥，或要求提供密钥。',
    advice: '密钥可能写错、过期，或属于别的服务商；请确认 `base_url` 和密钥是同一家的。',
  },
  'model-not-found': {
    means: '服务器没有这个模型。',
    advice: '`models.<名称>` 的 `model` 要写服务器使用的名称，它不一定是产品名。',
  },
  'model-busy': {
    means: '服务器暂时不接受更多请求（状态码 429）。',
    advice: '已经自动重试过几次。请稍后再试，用 `--concurrency` 减少并发，或给节点加 `retry`。',
  },
  'model-quota': {
    means: '模型所属账户的额度已用完。',
    advice: '重试没有用。请到服务商处充值，或换一个模型。',
  },
  'model-server': {
    means: '模型回答时服务器出错。',
    advice: '这是服务器的问题，通常过一会儿就好。请重试；节点的 `retry` 会自动重试。',
  },
  'model-connection': {
    means: '无法连接模型服务器。',
    advice: '请检查 `base_url`、网络和代理。本地服务（Ollama、vLLM）必须已经启动。',
  },
  'model-cut': {
    means: '回答还没结束，连接就关闭了。',
    advice: '已经收到的部分不会当作回答。给节点加 `retry` 可以重新提问。',
  },
  'model-stalled': {
    means: '模型太久没有输出。',
    advice: '大模型可能确实要想这么久：请提高 `models.<名称>` 的 `timeout`。否则就是服务器卡住了。',
  },
  'model-protocol': {
    means: '`base_url` 上的服务不是 OpenAI 兼容接口。',
    advice: '多半是路径不对：大多数服务以 `/v1` 结尾。如果返回的是网页，说明前面有网关或代理。',
  },
  'model-context': {
    means: '提示词超过了模型能接受的长度。',
    advice:
      '请减少内容：减少段落（`top_k`）、给 `ContextBuilder` 设 `token_budget`、缩短输入，或换上下文更长的模型。',
  },
  'model-refused': {
    means: '模型或内容过滤器拒绝回答。',
    advice: '再问也一样。请修改提示词，或用 `on_error` 把这种情况交给另一个节点。',
  },
  'model-empty': {
    means: '模型的回答是空的。',
    advice: '会先思考的模型可能在开始回答前就用完了 `max_tokens`：请提高它。否则请检查提示词。',
  },
  'model-json': {
    means: '回答应当是规定形式的 JSON，但不是。',
    advice:
      '模型偶尔会这样。`retry` 会重新提问；减少并简化 `schema` 的字段，或换更大的模型，效果更好。',
  },
  'model-request': {
    means: '服务器拒绝了这个请求。',
    advice: '它的说明会给出原因：不认识的参数，或超出范围的值，例如 `temperature`、`max_tokens`。',
  },
  'model-embedding': {
    means: '服务器返回的向量不可用。',
    advice:
      '向量数应与文本数相同，长度一致，并且都是数字。请确认写了 `kind: embedding` 的确实是向量模型。',
  },
  'model-offline': {
    means: '`offline` 不是语言模型，做不了这件事。',
    advice: '它只从给定文本里摘句子。要按 schema 填写，请指定 `bisheng.yaml` 里的模型。',
  },
  'model-retrying': {
    means: '对模型的请求失败，正在重试。',
    advice: '不会丢失内容，只是更慢。如果经常出现，请用 `--concurrency` 减少并发。',
  },
  'model-answer-cut': {
    means: '回答达到了 token 上限。',
    advice: '可能在句子中间结束。请提高 `max_tokens`，或要求更短的回答。',
  },
  'token-limit': {
    means: '运行用完了允许的 token 数。',
    advice:
      '`bisheng.yaml` 的 `token_limit`（或 `BISHENG_TOKEN_LIMIT`）用来防止意外的费用。请提高它，或检查是否有循环提问太多。',
  },
  'llm-prompt': {
    means: '`LLMGenerator` 没有要问的内容。',
    advice: '提示词是空的。请在 config 里写 `prompt`，或在前面放一个给出文本的节点。',
  },
  'llm-history': {
    means: '对话历史里有不是对话轮次的内容。',
    advice: '每一轮是一个对象，包含 `role`（user、assistant 或 system）和文本 `content`。',
  },
} as const satisfies Explanations;
