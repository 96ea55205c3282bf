import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { folderWith, type Folder } from './bisheng.ts';

/** A project whose only flow has one Code node behind its input. */
function codeIn(code: string, more = '', head = ''): Promise<Folder> {
  return folderWith({
    'bisheng.yaml': '',
    'flow.yaml': `${head}nodes:
  - {id: input, type: InputNode}
  - id: work
    type: Code
${more}    config:
      code: |
${code.trim().replace(/^(?=.)/gm, '        ')}
edges:
  - {from: input, to: work}
`,
  });
}

const run = (folder: Folder, input: string, ...args: string[]) =>
  folder.run(['run', 'flow.yaml', '--input', input, ...args]);

describe('a Code node', () => {
  it('takes its inputs by the signature of main, and gives the keys of its result', async () => {
    const folder = await codeIn(
      `
import re

def main(text: str, share: float = 1, most: int = \${most}) -> dict:
    words = re.findall(r"\\w+", text)
    return {"words": words[:most], "count": len(words), "share": share / 2}
`,
      '',
      'parameters: [{name: most, type: integer, default: 2}]\n',
    );
    const { stdout, stderr } = await run(folder, 'a b c', '--output', 'json', '--param', 'most=1');
    expect(stderr).not.toContain('error');
    expect((JSON.parse(stdout) as { nodes: { work: unknown } }).nodes.work).toMatchObject({
      outputs: { words: ['a'], count: 3, share: 0.5 },
    });
    expect((await folder.run(['validate', 'flow.yaml'])).exitCode).toBe(0);
  });

  it('streams what it yields, and logs what it prints', async () => {
    const folder = await codeIn(`
async def main(text):
    print("begin")
    for word in text.split():
        yield word + " "
`);
    const { stdout } = await run(folder, 'a b', '--output', 'ndjson');
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(events).toContainEqual(expect.objectContaining({ type: 'log', message: 'begin' }));
    expect(events.filter(({ type }) => type === 'stream_chunk')).toMatchObject([
      { text: 'a ' },
      { text: 'b ' },
    ]);
    expect((await run(folder, 'a b')).stdout).toBe('a b \n');
  });

  it('fails at the line of the flow', async () => {
    const folder = await codeIn(`
def main(text):
    """一"""
    return half("二", text)

def half(mark, text):
    return int(text) // 2
`);
    const { exitCode, stdout, stderr } = await run(folder, 'many');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('flow.yaml:12:');
    expect(stderr).toContain('> 12 |             return int(text) // 2');
  });

  it('may do nothing but calculate', async () => {
    const folder = await codeIn(
      `
import os
import socket

def main(text):
    if text == "read":
        return open("flow.yaml").read()
    if text == "network":
        return str(socket.create_connection(("127.0.0.1", 9)))
    if text == "run":
        return str(os.system("id"))
    return os.environ.get("TOKEN", "no token")
`,
    );
    for (const input of ['read', 'network']) {
      const { exitCode, stderr } = await run(folder, input);
      expect([input, exitCode]).toEqual([input, 1]);
      expect(stderr).toContain('[permission-denied]');
      expect(stderr).toContain('flow.yaml:');
    }
    expect((await run(folder, 'run')).stdout).not.toContain('uid=');
    const env = { TOKEN: 'a-secret-token', TMPDIR: folder.path };
    const free = await folder.run(['run', 'flow.yaml', '--input', 'x'], { env });
    expect(free.stdout).toBe('no token\n');
    // Its own folder goes with it.
    expect((await readdir(folder.path)).sort()).toEqual(['.bisheng', 'bisheng.yaml', 'flow.yaml']);
  });

  it('ends when its time is over', async () => {
    const folder = await codeIn('def main(text):\n    while True: pass', '    timeout: 0.2\n');
    const { exitCode, stderr } = await run(folder, 'x');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('timeout');
  });
});

describe('validate reads the code without running it', () => {
  it('and shows places in the flow', async () => {
    const folder = await codeIn(
      `
import jsn
raise SystemExit

def main(text, code):
    return tex
`,
    );
    const { stderr, stdout } = await folder.run(['validate', 'flow.yaml']);
    const said = stdout + stderr;
    expect(said).toContain('flow.yaml:7:16: error: There is no module “jsn”.');
    expect(said).toContain('flow.yaml:10:24: error: “main” can’t have an input “code”');
    expect(said).toContain('flow.yaml:11:20: error: “tex” is neither defined nor imported.');
  });

  it.each([
    ['def man(text): pass', 'code-main-missing'],
    ['def main(text, /): pass', 'code-main-positional'],
    ['def main(text', 'python-syntax'],
    ['def main(text): return "${name}"', 'placeholder-in-string'],
  ])('%s', async (code, finding) => {
    const head = 'parameters: [{name: name, type: string, required: true}]\n';
    const folder = await codeIn(code, '', head);
    const { exitCode, stdout } = await folder.run(['validate', 'flow.yaml', '--format', 'json']);
    expect(exitCode).toBe(1);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    expect(diagnostics.map((one) => one.code)).toContain(finding);
  });

  it('knows its inputs', async () => {
    const code = 'def main(text, tone="dry"): return text';
    const right = await codeIn(code, '    inputs: {tone: \'"wet"\'}\n');
    expect((await right.run(['validate', 'flow.yaml'])).exitCode).toBe(0);
    const wrong = await codeIn(code, '    inputs: {ton: \'"wet"\'}\n');
    const { exitCode, stderr } = await wrong.run(['validate', 'flow.yaml']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Did you mean “tone”?');
  });

  it('refuses to do it item by item, where placeholders would become part of it', async () => {
    const folder = await folderWith({
      'flow.yaml': `nodes:
  - {id: items, type: BatchInput}
  - {id: each, type: ItemProcessor, config: {component: Code, component_config: {code: "x"}}}
edges:
  - {from: items, to: each}
`,
    });
    const { exitCode, stderr } = await folder.run(['validate', 'flow.yaml']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('[item-processor-component]');
  });

  it('a parameter without a value is no mistake', async () => {
    const head = 'parameters: [{name: name, type: string, required: true}]\n';
    const folder = await codeIn('def main(text): return ${name} + text', '', head);
    expect((await folder.run(['validate', 'flow.yaml'])).exitCode).toBe(0);
    const injected = await run(folder, '?', '--param', `name=") or print("`);
    expect(injected.stdout).toBe(`") or print("?\n`);
  });

  it('says that there is no Python', async () => {
    const folder = await codeIn('def main(text): return text');
    const env = { BISHENG_PYTHON: '/nowhere/python' };
    const { exitCode, stderr } = await folder.run(['validate', 'flow.yaml'], { env });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('/nowhere/python');
  });
});
