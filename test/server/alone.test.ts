import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { defaultLimits } from '../../src/service/run-limits.ts';
import { Service } from '../../src/service/service.ts';
import { projectFolder } from '../service/open-service.ts';
import { openServer, type TestServer } from './open-server.ts';

const process_ = '/api/v1/custom/process';

const files = {
  'custom_components/upper/component.py': `class Upper(BaseComponent):
    def build(self, text: str, ending: str = "!"):
        if text == "bad":
            raise ValueError("inner words")
        return {"result": text.upper() + ending}
`,
  'custom_components/two/component.py': `class Two(BaseComponent):
    def build(self, a: str, b: str):
        return {"result": a + b}
`,
  'custom_components/keyed/component.py': `class Keyed(BaseComponent):
    inputs = [Input(name="key", field_type=Secret, required=True)]
    def build(self, key):
        return {"result": "opened"}
`,
  'plugins/echo/config.yaml': 'name: Echo\nversion: 1.0.0\nclass_name: Echo\nconfig: {mark: "<"}\n',
  'plugins/echo/plugin.py': `class Echo(PluginInterface):
    name = version = description = "x"
    def __init__(self):
        self.mark = ""
    def initialize(self, config):
        self.mark = config["mark"]
        return True
    def process(self, input_data):
        return self.mark + input_data
    def cleanup(self):
        pass
`,
};

async function openProject(): Promise<TestServer> {
  const folder = await projectFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  await writeFile(path.join(folder, 'bisheng.yaml'), 'process: shout\nsandbox: "off"\n');
  const service = await Service.open({
    root: folder,
    folder,
    // Where Python is.
    environment: process.env,
    store: path.join(folder, 'runs.db'),
    limits: defaultLimits,
    say: sayIn('en'),
  });
  onTestFinished(() => service.close(0));
  return openServer({ service });
}

test('a component or plugin of the project gets the text', async () => {
  const { ask, service } = await openProject();
  const of = async (text: string, options: object): Promise<[number, unknown]> => {
    const answer = await ask('POST', process_, { text, options });
    return [answer.status, await answer.json()];
  };
  const options = { component: 'Upper', ending: '${x}?' };
  const [status, body] = await of('hi', options);
  expect([status, body]).toEqual([
    200,
    {
      result: 'HI${x}?',
      metadata: { user_id: 'ada', input_length: 2, options },
      processing_time: expect.any(Number) as number,
    },
  ]);
  expect(await of('hi', { component: 'upper' })).toMatchObject([200, { result: 'HI!' }]);
  expect(await of('hi', { plugin: 'echo' })).toMatchObject([200, { result: '<hi' }]);
  expect(await of('hi', { plugin: 'Echo', mark: '>' })).toMatchObject([200, { result: '>hi' }]);
  // One of two texts is given, the other one is the text.
  expect(await of('x', { component: 'Two', a: 'y' })).toMatchObject([200, { result: 'yx' }]);
  const ada = { user: 'ada', isAdmin: false };
  const [run] = service.runs(ada, { limit: 1 });
  expect(run?.served).toBe('component:Two');
  expect(service.run(ada, String(run?.id)).origin).toMatchObject({
    name: 'component:Two',
    inputs: { input: 'x' },
  });

  expect(await of('bad', { component: 'Upper' })).toEqual([
    500,
    { detail: '工作流执行失败: python-exception at Upper' },
  ]);
  const nothing = [404, { detail: '工作流不存在' }];
  for (const name of ['none', '__proto__', '../upper', 'Transform', 'echo', '']) {
    expect(await of('x', { component: name })).toEqual(nothing);
  }
  expect(await of('x', { plugin: 'Upper' })).toEqual(nothing);
  expect(await of('x', { component: 5 })).toMatchObject([
    422,
    { detail: [{ type: 'string_type', loc: ['body', 'options', 'component'], input: 5 }] },
  ]);
  expect(await of('x', { component: 'Two' })).toMatchObject([
    422,
    { detail: [{ type: 'missing', loc: ['body', 'options'] }] },
  ]);
  // What is sent as the text is kept, which no secret may be.
  expect(await of('x', { component: 'Keyed' })).toMatchObject([
    422,
    { detail: [{ type: 'missing' }] },
  ]);
  expect(await of('x', { component: 'Upper', wrong: 1 })).toMatchObject([
    422,
    { detail: [{ type: 'extra_forbidden', loc: ['body', 'options', 'wrong'], input: 1 }] },
  ]);
});

test('a project without Python has none to call', async () => {
  const { ask } = await openServer();
  for (const kind of ['component', 'plugin']) {
    const answer = await ask('POST', process_, { text: 'x', options: { [kind]: 'Upper' } });
    expect([answer.status, await answer.json()]).toEqual([404, { detail: '工作流不存在' }]);
  }
});
