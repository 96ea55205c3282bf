import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { folderWith } from './bisheng.ts';

const flow = (template: string): string => `nodes:
  - {id: start, type: InputNode}
  - {id: shout, type: Shout, cache: true}
  - {id: frame, type: Transform, config: {template: "${template}"}}
edges:
  - {from: start, to: shout}
  - {from: shout, to: frame}
`;
const component = (method: string): string =>
  `class Shout(BaseComponent):\n    def build(self, text):\n        print("at work")\n        return text.${method}()\n`;
const code = 'custom_components/shout/component.py';

const project = (): ReturnType<typeof folderWith> =>
  folderWith({
    'bisheng.yaml': '',
    'flow.yaml': flow('<{shout.result}>'),
    [code]: component('upper'),
  });

describe('bisheng run with a cache', () => {
  it('has a component work once for the same text, until its code is another one', async () => {
    const { run, write } = await project();
    const once = async (...flags: string[]): Promise<[string, boolean]> => {
      const args = ['run', 'flow.yaml', '--input', 'a', '-v', ...flags];
      const { stdout, stderr } = await run(args);
      return [stdout.trim(), stderr.includes('at work')];
    };
    expect(await once()).toEqual(['<A>', true]);
    expect(await once()).toEqual(['<A>', false]);
    expect(await once('--no-cache')).toEqual(['<A>', true]);
    expect(await once('--no-store')).toEqual(['<A>', true]);
    await write(code, component('title'));
    const { stderr } = await run(['run', 'flow.yaml', '--input', 'ab', '-v']);
    expect(stderr).toContain(
      `Not from the cache: component Shout changed (${code}); input text changed.`,
    );
    expect((await run(['cache', 'info'])).stdout).toMatch(/^\d+ entries, \d+ KB of 256 MB: /);
    await run(['cache', 'clear']);
    expect((await run(['cache', 'info', '--json'])).stdout).toContain('"entries": 0');
    expect(await once()).toEqual(['<A>', true]);
  });

  it('is refused for a component that remembers', async () => {
    const { run, write } = await project();
    await write(code, component('upper').replace('print("at work")', 'self.last = text'));
    const { exitCode, stderr } = await run(['validate', 'flow.yaml']);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1 });
    expect(stderr).toContain('[cache-impossible]');
  });

  it('holds no more than it may', async () => {
    const { run, write } = await project();
    await write('bisheng.yaml', 'cache_size: 1\n');
    await run(['run', 'flow.yaml', '--input', 'a']);
    expect((await run(['cache', 'info', '--json'])).stdout).toContain('"entries": 0');
  });
});

describe('bisheng run --watch', () => {
  it('runs again from the first node that a change touches', async () => {
    const { run, write } = await project();
    const running = run(['run', 'flow.yaml', '--input', 'a', '--watch', '--no-cache'], {
      timeout: 60_000,
    });
    const said = new Words(running.stderr);
    await said.until('Waiting for changes');
    await write('flow.yaml', flow('[{shout.result}]'));
    await said.until('Waiting for changes');
    expect(said.text).toContain('config.template changed, flow.yaml:4');
    expect(said.text).toContain('1 node run · 2 reused');
    await write('unrelated.txt', 'x');
    await write('flow.yaml', 'nodes: [\n');
    await said.until('Waiting for changes');
    expect(said.text).not.toContain('Succeeded');
    await write(code, component('lower'));
    await write('flow.yaml', flow('({shout.result})'));
    await said.until('Waiting for changes');
    expect(said.text).toContain('2 nodes run · 1 reused');
    running.kill('SIGINT');
    const { stdout, exitCode } = await running;
    expect({ stdout, exitCode }).toEqual({ stdout: '<A>\n[A]\n(a)\n', exitCode: 130 });
  });

  it('is refused together with what makes no sense', async () => {
    const { run } = await project();
    for (const flags of [['--chat'], ['--dry-run'], ['--input-file', '-']]) {
      expect((await run(['run', 'flow.yaml', '--watch', ...flags])).exitCode).toBe(2);
    }
  });
});

/** What a program says, from one mark to the next. */
class Words {
  text = '';
  #rest = '';
  #over = false;
  #wake: (() => void) | undefined;

  constructor(stream: Readable) {
    stream.on('data', (piece: Buffer) => {
      this.#rest += String(piece);
      this.#wake?.();
    });
    stream.on('end', () => {
      this.#over = true;
      this.#wake?.();
    });
  }

  async until(mark: string): Promise<void> {
    while (!this.#rest.includes(mark)) {
      if (this.#over) throw new Error(`it has ended: ${this.#rest}`);
      await new Promise<void>((wake) => (this.#wake = wake));
    }
    const end = this.#rest.indexOf(mark) + mark.length;
    this.text = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end);
  }
}
