/** 关于在 CI 中检查的消息：格式、修复、忽略、已知和改动。 */
export const ci = {
  'flag-needs': '{flag} 要和 {other} 一起用才有意义。',

  // 修复
  fixable: '其中 {n} 处可以自动修复：bisheng validate --fix',
  fixed: '已修复 {files} 个文件中的 {n} 处问题。',
  'fixed-nothing': '没有可以修复的地方。',
  'fix-changed': '“{file}”在此期间被改动过，没有动它。',
  'fix-failed': '无法写入“{file}”：{reason}',

  // 排除
  'files-left-out': '.bishengignore 排除了 {n} 个文件或文件夹。',
  'all-left-out': '没有要检查的内容：全部被 .bishengignore 排除了。',
  'ignore-incomplete': '这条注释没有写理由，因此不会忽略任何问题。',
  'ignore-incomplete/code': '这条注释没有写明要忽略哪个代码。',
  'ignore-incomplete/hint': '请这样写：# bisheng-ignore {code}: 为什么这里没有问题',
  'ignore-unused': '这里没有“{code}”可供这条注释忽略。',
  'ignore-unused/hint': '请删掉这个代码。注释对它所在的一行有效；单独成行时，对下一行有效。',
  'ignore-unused/unknown': '没有“{code}”这个代码。',
  'ignore-unused/unknown-hint': '“bisheng explain”会列出所有代码。',

  // 已知问题
  'baseline-missing/hint': '可以这样生成：bisheng validate --baseline {file} --update-baseline',
  'baseline-invalid': '“{file}”不是基线文件。',
  'baseline-invalid/hint':
    '请删掉它再重新生成：bisheng validate --baseline {file} --update-baseline',
  'baseline-write-failed': '无法写入“{file}”：{reason}',
  'baseline-written': '“{file}”现在记录了 {n} 个问题。',
  'baseline-known': '有 {n} 个问题没有显示：“{file}”中已有记录。',
  'baseline-gone': '“{file}”中有 {n} 个问题已经不存在，可用 --update-baseline 去掉。',

  // 改动
  'nothing-changed': '自“{revision}”以来的改动不涉及任何流程。',
  'git-missing': '没有安装 git，或者 git 不在 PATH 中。',
  'git-no-repository': '这个文件夹不在 git 仓库中。',
  'git-not-trusted': 'git 不信任这个仓库：它属于别的用户。',
  'git-not-trusted/hint': '参见“git config --global safe.directory”。',
  'git-revision': '仓库中没有“{revision}”这个版本。',
  'git-revision/hint': '在 CI 中可能要先拉取（GitHub 上用 fetch-depth: 0）。',

  'help-flag/fix': '修复可以安全修复的问题，注释和排版保持不变',
  'help-flag/fix-dry-run': '与 --fix 同用：只在标准输出显示修改，不写文件',
  'help-flag/since': '只检查自某个 git 版本以来改动过的内容，以及用到它们的流程',
  'help-flag/baseline': '记录已知问题的文件，其中的问题不再提示',
  'help-flag/update-baseline': '把目前的问题写入 --baseline 指定的文件',
  'help-flag/no-ignore': '连 .bishengignore 排除的内容也检查',
} as const;
