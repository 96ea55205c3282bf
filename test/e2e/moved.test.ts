import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { folderWith, type Folder } from './bisheng.ts';

const code = 'custom_components/shout/component.py';
const shout = (words: string): string =>
  `class Shout(BaseComponent):\n    def build(self, text):\n        return "${words} " + text\n`;
/** Works until there is a file. */
const wait = `import os, time
class Wait(BaseComponent):
    def build(self, text, stop):
        print("waiting")
        while not os.path.exists(stop):
            time.sleep(0.01)
        return text
`;
const flow = (cache: boolean): string => `nodes:
  - {id: start, type: InputNode}
  - {id: wait, type: Wait, inputs: {stop: '"go"'}}
  - {id: shout, type: Shout, cache: ${cache}, inputs: {text: '"you"'}}
  - {id: ask, type: HumanInput, config: {prompt: "Well? {shout.result}"}}
  - {id: end, type: Transform, config: {template: "{shout.result} {ask.answer}"}}
edges:
  - {from: start, to: wait}
  - {from: wait, to: shout}
  - {from: shout, to: ask}
  - {from: ask, to: end}
`;

/** A run that is over, in which a file was another one while a node worked that comes before the one that rests on it. */
async function edited(cache: boolean): Promise<Folder> {
  const folder = await folderWith({
    'bisheng.yaml': '',
    'flow.yaml': flow(cache),
    'custom_components/wait/component.py': wait,
    [code]: shout('hello'),
  });
  const running = folder.run(['run', 'flow.yaml', '--input', 'x', '-v']);
  let told = '';
  running.stderr.on('data', (piece: Buffer) => (told += piece.toString()));
  while (!told.includes('waiting')) await sleep(10);
  await folder.write(code, shout('EDITED'));
  await folder.write('go', '');
  const { exitCode, stderr } = await running;
  expect([exitCode, stderr]).toEqual([4, expect.stringContaining('Well? EDITED you')]);
  await folder.write(code, shout('hello'));
  return folder;
}

describe('what came of code that was changed and changed back while a run went on', () => {
  it('is not kept', async () => {
    const { run } = await edited(false);
    const { stdout, stderr } = await run(['runs', 'resume', 'latest', '--answer', 'ask=yes']);
    expect(stderr).toContain('Kept: start, wait\n');
    expect(stderr).toContain('runs again: shout – what it rests on was changed while it worked');
    expect(stdout).toBe('hello you yes\n');
  });

  it('is not cached', async () => {
    const { run } = await edited(true);
    const { stderr } = await run(['run', 'flow.yaml', '--input', 'x']);
    expect(stderr).toContain('Well? hello you');
  });
});
