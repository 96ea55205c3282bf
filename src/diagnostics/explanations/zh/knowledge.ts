import type { Explanations } from '../explanations.ts';

/** 说明：知识库。 */
export const knowledge = {
  'knowledge-missing': {
    means: '没有这个名称的知识库。',
    advice: '知识库是 `knowledge/` 下放文档的目录；`bisheng knowledge list` 会列出全部知识库。',
  },
  'knowledge-empty': {
    means: '知识库里没有可以读取的文档。',
    advice: '请把文档放进它的目录：Markdown、纯文本、PDF、DOCX、XLSX、CSV 或 HTML。',
  },
  'knowledge-none': {
    means: '没有检索到段落，或者没有一段与问题足够接近。',
    advice:
      '这样模型只能在没有资料的情况下回答。如果消息里指出的段落其实能回答问题，请调低 `similarity_threshold`：后面有模型把关时，0.5 是不错的起点。`bisheng knowledge search` 会显示得分。',
  },
  'knowledge-file': {
    means: '知识库的某个文档没有收录。',
    advice:
      '提问时找不到它的内容。消息会说明原因：文件损坏、有密码、扫描件没有文字、太大或读取代价过高、指向项目之外的链接。请转换格式或移走。',
  },
  'knowledge-left-out': {
    means: '知识库里早先就读不了的文档，现在仍然读不了。',
    advice: '它们没有收录。`bisheng knowledge index 名称` 会列出它们并说明原因。请转换格式或移走。',
  },
  'knowledge-lexical': {
    means: '向量模型出错，因此只按词语检索。',
    advice:
      '消息会说明出了什么错。写 `search_type: lexical` 就完全不用向量模型；写 `search_type: embedding` 则节点会失败。',
  },
  'knowledge-question': {
    means: '`KnowledgeRetriever` 收到的问题不是文本。',
    advice: '请绑定文本本身：`inputs: {question: 节点.输出}`。',
  },
  'context-passages': {
    means: '`ContextBuilder` 收到的段落格式不对。',
    advice: '它读取 `KnowledgeRetriever` 给出的列表：`inputs: {passages: retriever.passages}`。',
  },
  'context-question': {
    means: '`ContextBuilder` 的提示词里要写问题，但没有找到问题。',
    advice: '问题来自前面的检索节点或运行输入。请绑定它，或从模板里去掉 `{question}`。',
  },
  'context-budget': {
    means: '即使不放段落，提示词也超过了 token 预算。',
    advice:
      '这样所有段落都会被舍弃，模型只能在没有资料的情况下回答。请提高 `token_budget` 或缩短模板。',
  },
} as const satisfies Explanations;
