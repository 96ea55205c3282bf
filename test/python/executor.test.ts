import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bin, folderWith } from '../e2e/bisheng.ts';
import { root } from '../support/pages.ts';
import { noPython } from './python-project.ts';

const program = `
import asyncio, json
from bisheng.workflows import WorkflowExecutionError, WorkflowExecutor

async def main():
    heard = []
    executor = WorkflowExecutor("me")
    answer = await executor.execute_with_callback("sub/greet", {"input": "好"}, lambda *step: heard.append(step))
    try:
        await executor.execute("broken", {"input": "a"})
    except WorkflowExecutionError as error:
        failed = [error.code, error.node]
    print(json.dumps([answer, heard[-1], failed]))

asyncio.run(main())
`;

test.skipIf(noPython)('a Python program executes flows by the command', async () => {
  const node = (template: string): string =>
    `nodes: [{id: input, type: InputNode}, {id: t, type: Transform, config: {${template}}}]\nedges: [{from: input, to: t}]\n`;
  const folder = await folderWith({
    'flows/sub/greet.yaml': node('template: "{text}!"'),
    'flows/broken.yaml': node('expression: int(text)'),
  });
  const { stdout } = await promisify(execFile)(
    process.env.BISHENG_PYTHON ?? 'python3',
    ['-c', program],
    {
      cwd: folder.path,
      env: {
        ...process.env,
        PYTHONPATH: path.join(root, 'python'),
        PYTHONDONTWRITEBYTECODE: '1',
        BISHENG_CLI: `"${process.execPath}" "${bin}"`,
      },
    },
  );
  expect(JSON.parse(stdout)).toEqual(['好!', ['t', 1, 'finished'], ['expression-value', 't']]);
});
