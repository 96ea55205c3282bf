import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { PythonProject, noPython, told } from './python-project.ts';

/** Speaks with pdb: hears all it says, and answers each of its prompts with the next line. */
function debugger_(port: number, lines: readonly string[], heard: string[]): void {
  const socket = connect(port, '127.0.0.1');
  const left = [...lines];
  let since = '';
  socket
    .on('error', () => undefined)
    .on('data', (data) => {
      heard.push(data.toString());
      since += data.toString();
      if (!since.endsWith('(Pdb) ')) return;
      since = '';
      const next = left.shift();
      if (next !== undefined) socket.write(`${next}\n`);
    });
}

describe.skipIf(noPython)(`debugging (${noPython ?? 'with Python'})`, () => {
  test.each([
    ['a plain function', 'def', 'return text + "!"', 'A!'],
    ['a generator', 'def', 'yield text + "!"', 'generated'],
    ['an async function', 'async def', 'return text + "!"', 'A!'],
  ])('pdb stops at the first line of %s', async (_, def, body, result) => {
    const heard: string[] = [];
    const kinds: string[] = [];
    const project = await PythonProject.create({
      debug: {
        port: 0,
        terminal: false,
        ready(kind, port) {
          kinds.push(kind);
          debugger_(port, ['p "text is " + text', 'text = "A"', 'c'], heard);
        },
      },
    });
    const code = `class C(BaseComponent):\n    ${def} build(self, text):\n        # a comment\n        ${body}\n`;
    const c = await project.object(code, { isAsync: def !== 'def' });
    const answer = await c.call({ text: 'hello' });
    expect(told(answer)).toBe(result);
    expect(heard.join('')).toContain('component.py(4)build()');
    expect(heard.join('')).toContain("'text is hello'");
    expect(kinds).toEqual(['socket']);
  });

  test('steps go from line to line of build, over breakpoint() and no further', async () => {
    const heard: string[] = [];
    const project = await PythonProject.create({
      debug: {
        port: 0,
        terminal: false,
        ready: (_, port) => debugger_(port, ['n', 'n', 'n', 'n', 'n', 'n'], heard),
      },
    });
    const code =
      'class C(BaseComponent):\n    def build(self, text):\n        breakpoint()\n        return text\n';
    const c = await project.object(code);
    expect(told(await c.call({ text: 'hello' }))).toBe('hello');
    const stops = heard.join('').match(/[\w.]+\(\d+\)\w+\(\)/g);
    expect(stops).toEqual([
      'component.py(3)build()',
      'component.py(4)build()',
      'component.py(4)build()',
    ]);
  });

  test('breakpoint() without a debugger says so', async () => {
    const project = await PythonProject.create();
    const code =
      'class C(BaseComponent):\n    def build(self, text):\n        breakpoint()\n        return text\n';
    const c = await project.object(code);
    expect(told(await c.call({ text: 'hello' }))).toMatchObject({ key: 'python-breakpoint' });
  });
});
