import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Service } from '../../src/service/service.ts';
import type { Visitor } from '../../src/service/visitor.ts';
import { noPython } from '../python/python-project.ts';
import { ada, bob, openService, projectFolder } from './open-service.ts';

const nodes = (type: string): string => `nodes:
  - {id: input, type: InputNode}
  - {id: node, type: ${type}}
edges:
  - {from: input, to: node}
`;

const flows = {
  count: nodes('Counter'),
  keep: nodes('Keeper'),
  ask: nodes('Asker'),
  outer: `nodes:
  - {id: input, type: InputNode}
  - {id: inner, type: Flow, config: {flow: count.yaml}}
edges:
  - {from: input, to: inner}
`,
  items: `nodes:
  - {id: input, type: InputNode}
  - {id: batch, type: Transform, config: {expression: '[text, text]'}}
  - {id: each, type: ItemProcessor, config: {processing_type: transform, component: Counter}}
edges:
  - {from: input, to: batch}
  - {from: batch, to: each}
`,
};

const components = {
  counter: `class Counter(BaseComponent):
    def __init__(self):
        self.seen = []
    def build(self, text: str):
        self.seen.append(text)
        return {"result": " ".join(self.seen)}
`,
  // Waits until a server answers, and ends its process where the answer says so.
  keeper: `import os, urllib.request
class Keeper(BaseComponent):
    def __init__(self):
        self.said = 0
    def build(self, text: str):
        self.said += 1
        answer = urllib.request.urlopen(text).read().decode()
        if answer == "die":
            os._exit(3)
        return {"result": f"{answer} {self.said}"}
`,
  asker: `import asyncio, urllib.request
class Asker(BaseComponent):
    async def build(self, text: str):
        answer = await asyncio.get_running_loop().run_in_executor(None, urllib.request.urlopen, text)
        return {"result": answer.read().decode()}
`,
};

async function openPython(): Promise<{ service: Service; folder: string }> {
  const folder = await projectFolder(flows);
  for (const [name, text] of Object.entries(components)) {
    const file = path.join(folder, 'custom_components', name, 'component.py');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { service: await openService(folder, {}, process.env), folder };
}

/** A server whose answers the test gives, by the path that was asked for. */
async function answering() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const waiting = new Map<string, ServerResponse>();
  const wakes: (() => void)[] = [];
  server.on('request', ({ url = '' }, response) => {
    waiting.set(url, response);
    wakes.splice(0).forEach((wake) => wake());
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: (name: string) => `http://127.0.0.1:${port}/${name}`,
    isAsked: (name: string) => waiting.has(`/${name}`),
    asked: async (...names: string[]): Promise<void> => {
      while (!names.every((name) => waiting.has(`/${name}`))) {
        await new Promise<void>((resolve) => wakes.push(resolve));
      }
    },
    answer: (name: string, text: string) => waiting.get(`/${name}`)?.end(text),
  };
}

async function result(service: Service, who: Visitor, flow: string, input: string) {
  const { status, outputs, error } = await (
    await service.start(who, { flow, inputs: { input } })
  ).ended;
  return error ? `${status} ${error.code}` : Object.values(outputs)[0];
}

describe.skipIf(noPython)('components in Python', () => {
  test('remember what one user gave them, and nothing of another’s', async () => {
    const { service } = await openPython();
    expect(await result(service, ada, 'count', 'a1')).toBe('a1');
    expect(await result(service, bob, 'count', 'b1')).toBe('b1');
    const texts = Array.from({ length: 8 }, (_, n) => String(n + 2));
    const both = await Promise.all(
      texts.flatMap((n) => [
        result(service, ada, 'count', `a${n}`),
        result(service, bob, 'count', `b${n}`),
      ]),
    );
    for (const [index, text] of both.entries()) {
      expect(text).not.toContain(index % 2 === 0 ? 'b' : 'a');
    }
    const all = (await result(service, bob, 'count', 'b')) as string;
    expect(all.split(' ').sort()).toEqual(['b', 'b1', ...texts.map((n) => `b${n}`)]);
  });

  test('the same in flows within flows, and where they work on items', async () => {
    const { service } = await openPython();
    for (const [flow, more] of [
      ['outer', 'x y'],
      ['items', ['x x y', 'x x y y']],
    ] as const) {
      await result(service, ada, flow, 'x');
      expect(await result(service, ada, flow, 'y')).toEqual(more);
      expect(await result(service, bob, flow, 'z')).toEqual(flow === 'outer' ? 'z' : ['z', 'z z']);
    }
  });

  test('a process that ends takes nobody else’s run along', async () => {
    const { service } = await openPython();
    const server = await answering();
    const begin = (who: Visitor, name: string) => result(service, who, 'keep', server.url(name));
    const first = [begin(ada, 'a1'), begin(bob, 'b1')];
    await server.asked('a1', 'b1');
    server.answer('a1', 'ok');
    server.answer('b1', 'ok');
    expect(await Promise.all(first)).toEqual(['ok 1', 'ok 1']);
    const [dies, lives] = [begin(ada, 'a2'), begin(bob, 'b2')];
    await server.asked('a2', 'b2');
    server.answer('a2', 'die');
    expect(await dies).toBe('failed python-died');
    server.answer('b2', 'ok');
    expect(await lives).toBe('ok 2');
    const again = begin(ada, 'a3');
    await server.asked('a3');
    server.answer('a3', 'ok');
    // Anew: its process has taken what it remembered along.
    expect(await again).toBe('ok 1');
  });

  test('runs of one user at once wait for each other unless `build` is async', async () => {
    const { service } = await openPython();
    const server = await answering();
    const asks = ['p', 'q'].map((name) => result(service, ada, 'ask', server.url(name)));
    await server.asked('p', 'q');
    server.answer('q', 'Q');
    server.answer('p', 'P');
    expect(await Promise.all(asks)).toEqual(['P', 'Q']);
    const keeps = ['r', 's'].map((name) => result(service, ada, 'keep', server.url(name)));
    await Promise.race([server.asked('r'), server.asked('s')]);
    const [one, other] = server.isAsked('r') ? ['r', 's'] : ['s', 'r'];
    server.answer(one, 'first');
    await server.asked(other);
    server.answer(other, 'second');
    expect((await Promise.all(keeps)).sort()).toEqual(['first 1', 'second 2']);
  });

  test('whose code has changed are read anew; a run that goes on keeps what it began with', async () => {
    const { service, folder } = await openPython();
    const server = await answering();
    const helper = path.join(folder, 'words.py');
    const component = path.join(folder, 'custom_components/counter/component.py');
    const code = `from words import word
class Counter(BaseComponent):
    def build(self, text: str):
        return {"result": text + word}
`;
    expect(await result(service, ada, 'count', 'a')).toBe('a');
    const goesOn = result(service, bob, 'keep', server.url('b'));
    await server.asked('b');
    await writeFile(helper, 'word = "!"\n');
    await writeFile(component, code);
    const says = (text: string) => async () => {
      expect(await result(service, ada, 'count', 'a')).toBe(text);
    };
    await vi.waitFor(says('a!'), { timeout: 10_000, interval: 100 });
    await writeFile(helper, 'word = "?"\n');
    await vi.waitFor(says('a?'), { timeout: 10_000, interval: 100 });
    server.answer('b', 'ok');
    expect(await goesOn).toBe('ok 1');
    await mkdir(path.join(folder, 'custom_components/late'));
    await writeFile(
      path.join(folder, 'custom_components/late/component.py'),
      code.replace('Counter', 'Late'),
    );
    await writeFile(path.join(folder, 'flows/late.yaml'), nodes('Late'));
    await vi.waitFor(async () => expect(await result(service, ada, 'late', 'a')).toBe('a?'), {
      timeout: 10_000,
      interval: 100,
    });
  });
});
