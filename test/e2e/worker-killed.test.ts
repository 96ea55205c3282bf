import { expect, test } from 'vitest';
import { noPython } from '../python/python-project.ts';
import { folderWith } from './bisheng.ts';

const component = `
import os
from bisheng import idempotency_key
from bisheng.components.base import BaseComponent


class Tally(BaseComponent):
    n = 0

    def get_state(self):
        return self.n

    def set_state(self, state):
        self.n = state

    def build(self, batch: list) -> dict:
        self.n += 1
        with open("keys", "a") as file:
            file.write(idempotency_key().partition(":")[2] + "\\n")
        if self.n == 2 and not os.path.exists("died"):
            open("died", "w").close()
            os.kill(os.getpid(), 9)
        return {"results": [f"{self.n}{item}" for item in batch]}
`;

const flow = `nodes:
  - { id: source, type: BatchInput }
  - { id: loop, type: LoopController, config: { batch_size: 1 } }
  - { id: tally, type: Tally, retry: { max_attempts: 2, delay: 0 } }
  - { id: all, type: ResultAggregator }
edges:
  - { from: source, to: loop }
  - { from: loop, to: tally }
  - { from: tally, to: all }
  - { from: all, to: loop, condition: has_more_data }
`;

test.skipIf(noPython !== undefined || process.platform === 'win32')(
  'a Python process that is killed in a call: the retry goes on with the state from before',
  async () => {
    const folder = await folderWith({
      'bisheng.yaml': '',
      'flow.yaml': flow,
      'custom_components/tally/component.py': component,
    });
    const { stdout, exitCode } = await folder.run([
      'run',
      'flow.yaml',
      '--input',
      'items:=["a","b","c"]',
      '--quiet',
    ]);
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, ['1a', '2b', '3c']]);
    const { stdout: keys } = await folder.shell('cat keys');
    const [first, second, again, third] = keys.trim().split('\n');
    expect(second).toBe(again);
    expect(new Set([first, second, third]).size).toBe(3);
  },
);
