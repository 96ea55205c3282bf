import type { Explanations } from '../explanations.ts';

/** 说明：测试文件。 */
export const tests = {
  'tests-missing': {
    means: '测试文件里没有测试。',
    advice:
      '以 `.test.yaml` 结尾的文件应有 `tests` 列表，每一项有 `name` 和预期结果。请写上测试，或给文件改名。',
  },
  'test-not-a-map': {
    means: '`tests` 的某一项不是测试。',
    advice:
      '测试是映射：至少有 `name`，再写给出的内容（`input`、`inputs`、`params`、`mocks`）和预期结果。',
  },
  'test-name-missing': {
    means: '测试没有名称。',
    advice: '名称会出现在每份报告里，`-t` 也按名称挑选测试。请用几个字说明这个测试要证明什么。',
  },
  'test-name-duplicate': {
    means: '同一文件里有两个同名的测试。',
    advice: '从报告里看不出是哪一个失败，录制的回答也按名称区分。请给其中一个改名。',
  },
  'test-input-twice': {
    means: '测试重复给出了运行输入。',
    advice: '`input` 是 `inputs: {input: …}` 的简写，只有一个能生效，请删掉另一个。',
  },
  'test-flow-missing': {
    means: '要测试的流程不存在。',
    advice:
      '不写 `flow:` 时，测试同目录下同名的文件（`greet.test.yaml` 对应 `greet.yaml`）。要测别的流程，请写相对于测试文件的路径。',
  },
  'test-node-unknown': {
    means: '测试提到了流程里没有的节点。',
    advice:
      '多半是节点改过名，或 id 拼写错误；建议会给出最接近的节点或列出全部。否则这条预期永远不会被检查。',
  },
  'test-mock': {
    means: '节点的替身无法使用。',
    advice:
      '替身按名称给出节点确实有的输出，或给出失败（`fail`），或逐次给出（`each`）。请改正它的写法或名称。',
  },
  'test-expectation': {
    means: '测试的预期无法检查。',
    advice:
      '它提到了不存在的输出、分支或关键字，或者模式、schema、表达式本身有误。消息会说明是哪一个。',
  },
} as const satisfies Explanations;
