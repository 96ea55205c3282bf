/** Messages about knowledge bases: folders of documents that flows search. */
export const knowledge = {
  'knowledge-missing': '没有名为“{name}”的知识库。',
  'knowledge-missing/known': '现有的知识库：{names}。',
  'knowledge-missing/none': '请把文档放进目录 knowledge/{name}/。',
  'knowledge-empty': '知识库“{name}”里没有可以读取的文档。',
  'knowledge-empty/hint': '请把文档放进它的目录，可读取的格式：{endings}。',
  'knowledge-file/binary': '已略去知识库“{base}”中的“{file}”：它不是文本。',
  'knowledge-file/broken': '已略去知识库“{base}”中的“{file}”：文件已损坏。',
  'knowledge-file/encoding':
    '已略去知识库“{base}”中的“{file}”：它的编码不是 UTF-8、UTF-16 或 GB18030。',
  'knowledge-file/empty': '已略去知识库“{base}”中的“{file}”：里面没有文字。',
  'knowledge-file/large': '已略去知识库“{base}”中的“{file}”：它超过 {limit} MB。',
  'knowledge-file/locked': '已略去知识库“{base}”中的“{file}”：它有密码保护。',
  'knowledge-file/scanned': '已略去知识库“{base}”中的“{file}”：页面全是图片，没有文字。',
  'knowledge-file/unpacked': '已略去知识库“{base}”中的“{file}”：解压后超过 {limit} MB。',
  'knowledge-file/unreadable': '已略去知识库“{base}”中的“{file}”：无法打开。',
  'knowledge-question': 'KnowledgeRetriever 节点“{node}”需要文本形式的问题，而不是 {value}。',
  'knowledge-question/hint': '请绑定文本本身：“inputs: {{ question: … }}”。',
  'context-passages':
    'ContextBuilder 节点“{node}”需要 KnowledgeRetriever 给出的那种段落列表，而不是 {value}。',
  'context-passages/hint': '请绑定列表：“inputs: {{ passages: 检索节点.passages }}”。',
  'context-question': 'ContextBuilder 节点“{node}”要把问题写进提示词，却找不到问题。',
  'context-question/hint': '请绑定它：“inputs: {{ question: … }}”。',
  'context-budget':
    '“{node}”的提示词即使不带任何段落也约有 {tokens} 个 token，超过了“token_budget”（{budget}）。',
} as const;
