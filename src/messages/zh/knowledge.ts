/** Messages about knowledge bases: folders of documents that flows search. */
export const knowledge = {
  'knowledge-missing': '没有名为“{name}”的知识库。',
  'knowledge-missing/known':
    '现有的知识库：{names}。要新建一个，请建立目录 knowledge/{name}/ 并放入文档。',
  'knowledge-missing/none': '请建立目录 knowledge/{name}/ 并放入文档。',
  'knowledge-empty': '知识库“{name}”的目录 {folder} 里没有可以读取的文档。',
  'knowledge-empty/hint': '请把文档放进去，可读取的格式：{endings}。',
  'knowledge-none': '知识库“{base}”里没有与问题相关的内容。',
  'knowledge-none/below':
    '知识库“{base}”中没有段落达到“similarity_threshold”（{threshold}）：最接近的是 {source}，得分 {score}。',
  'knowledge-file/binary': '已略去知识库“{base}”中的“{file}”：它不是文本。请转换格式或移走。',
  'knowledge-file/broken': '已略去知识库“{base}”中的“{file}”：文件已损坏。请重新保存或移走。',
  'knowledge-file/encoding':
    '已略去知识库“{base}”中的“{file}”：它的编码不是 UTF-8、UTF-16 或 GB18030。请另存为 UTF-8。',
  'knowledge-file/empty': '已略去知识库“{base}”中的“{file}”：里面没有文字。',
  'knowledge-file/heavy':
    '已略去知识库“{base}”中的“{file}”：读取它要超过 {seconds} 秒或 {memory} MB 内存。请拆分，或另存为文本。',
  'knowledge-file/large': '已略去知识库“{base}”中的“{file}”：它超过 {limit} MB。',
  'knowledge-file/locked': '已略去知识库“{base}”中的“{file}”：它有密码保护。请去掉密码后保存。',
  'knowledge-file/long':
    '已略去知识库“{base}”中的“{file}”：它超过 {millions} 百万字符，或多于 {blocks} 个段落和行。请拆分。',
  'knowledge-file/nested':
    '已略去知识库“{base}”中的“{file}”：它的标签嵌套超过 {depth} 层。请另存为文本。',
  'knowledge-file/outside':
    '已略去知识库“{base}”中的“{file}”：它是指向项目之外的链接。请把文档本身放进目录。',
  'knowledge-file/scanned':
    '已略去知识库“{base}”中的“{file}”：页面上读不出文字（全是图片，或字体没有嵌入）。请另存为带文字的 PDF 或 DOCX。',
  'knowledge-file/unpacked': '已略去知识库“{base}”中的“{file}”：解压后超过 {limit} MB。',
  'knowledge-file/unreadable': '已略去知识库“{base}”中的“{file}”：无法打开。请检查它的权限。',
  'knowledge-left-out':
    '知识库“{base}”有 {n} 个文档无法读取，已略去；“bisheng knowledge index {base}”会说明原因。',
  'knowledge-unsaved': '知识库“{name}”的索引无法保存到 {folder}（{reason}）。',
  'knowledge-name': '知识库不能叫“{name}”：它的名称应是 knowledge/ 下一个目录的名称。',
  'knowledge-lexical': '仅按词语检索。{problem}',
  'knowledge-others': '“{name}”：有 {n} 个文件不读取（{endings}）。',
  'knowledge-loose':
    '{folder} 下直接放着 {n} 个文档，它们不属于任何知识库：请移到其中的某个目录，例如 {folder}docs/。',
  'knowledge-question': 'KnowledgeRetriever 节点“{node}”需要文本形式的问题，而不是 {value}。',
  'knowledge-question/hint': '请绑定文本本身：“inputs: {{ question: … }}”。',
  'context-passages':
    'ContextBuilder 节点“{node}”需要 KnowledgeRetriever 给出的那种段落列表，而不是 {value}。',
  'context-passages/hint': '请绑定列表：“inputs: {{ passages: 检索节点.passages }}”。',
  'context-question': 'ContextBuilder 节点“{node}”要把问题写进提示词，却找不到问题。',
  'context-question/hint': '请绑定它：“inputs: {{ question: … }}”。',
  'context-budget':
    '“{node}”的提示词即使不带任何段落也约有 {tokens} 个 token，超过了“token_budget”（{budget}）。',
  'help/knowledge': '列出、索引和搜索项目的知识库。',
  'help-usage/knowledge': '<命令>',
  'help-examples/knowledge': `bisheng knowledge list
bisheng knowledge search handbook "年假有几天？"`,
  'help/knowledge-list': '列出 knowledge/ 下的各个目录及其索引状态。',
  'help-usage/knowledge-list': '[选项]',
  'help-examples/knowledge-list': `bisheng knowledge list
bisheng knowledge list --json`,
  'help/knowledge-index': '按文档更新索引。运行流程时也会自动更新。',
  'help-usage/knowledge-index': '[名称...] [选项]',
  'help-examples/knowledge-index': `bisheng knowledge index
bisheng knowledge index handbook`,
  'help/knowledge-search': '显示一个问题能检索到什么，附分数和出处。',
  'help-usage/knowledge-search': '<名称> <问题> [选项]',
  'help-examples/knowledge-search': `bisheng knowledge search handbook "年假有几天？"
bisheng knowledge search handbook "年假" --top-k 3 --threshold 0.7`,
  'help-argument/knowledge-base': '知识库在 knowledge/ 下的目录名',
  'help-argument/knowledge-bases': 'knowledge/ 下的目录名；不写则为全部',
  'help-argument/knowledge-question': '要查找的内容，请加引号',
  'help-flag/top-k': '最多返回几个段落（默认 5）',
  'help-flag/threshold': '最低分数，0 到 1（默认 0）',
  'help-flag/search-method': '按词语、按语义，或两者并用（配置了向量模型时默认并用）',
  'knowledge-threshold': '--threshold 必须是 0 到 1 之间的数，而不是“{value}”。',
  'knowledge-from/project': '项目',
  'knowledge-from/tool': 'bisheng',
  'knowledge-list/name': '名称',
  'knowledge-list/from': '来源',
  'knowledge-list/documents': '文档',
  'knowledge-list/passages': '段落',
  'knowledge-list/index': '索引',
  'knowledge-list/none': '这个项目没有知识库：{folder} 下的每个文档目录就是一个知识库。',
  'knowledge-index/fresh': '已是最新',
  'knowledge-index/pending': '有 {n} 个文档待检查',
  'knowledge-index/not-kept': '每次运行时生成',
  'knowledge-index/unreadable': '略去 {n} 个文档',
  'knowledge-indexing': '正在索引 {name}：{done}/{total}',
  'knowledge-indexed':
    '{name}：{documents} 个文档，{passages} 个段落；读取 {read} 个，移除 {removed} 个，用时 {time}',
  'knowledge-search/empty': '问题是空的：要查找什么？',
  'knowledge-search/none': '“{name}”里没有与此相关的内容。',
} as const;
