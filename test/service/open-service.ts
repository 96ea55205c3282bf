import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { defaultLimits, type RunLimits } from '../../src/service/run-limits.ts';
import { Service } from '../../src/service/service.ts';
import type { Visitor } from '../../src/service/visitor.ts';
import type { Subscription } from '../../src/service/subscription.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';

export const flows = {
  shout: `name: Shout
nodes:
  - {id: input, type: InputNode}
  - {id: shout, type: Transform, config: {expression: text.upper()}}
  - {id: out, type: OutputNode}
edges:
  - {from: input, to: shout}
  - {from: shout, to: out}
`,
  ask: `nodes:
  - {id: input, type: InputNode}
  - {id: ok, type: HumanInput, config: {prompt: 'Send {text}?', options: ['yes', 'no']}}
  - {id: end, type: Transform, config: {expression: 'input.text + "/" + ok.answer'}}
edges:
  - {from: input, to: ok}
  - {from: ok, to: end}
`,
  greet: `parameters:
  - {name: word, type: string, required: true}
  - {name: times, type: integer, default: 1, min: 1, max: 3}
  - {name: key, type: string, secret: true, default: ''}
nodes:
  - {id: input, type: InputNode}
  - {id: say, type: Transform, config: {expression: '\${word} + " " + text'}}
edges:
  - {from: input, to: say}
`,
  broken: `nodes:
  - {id: a, type: Transform}
`,
  fails: `nodes:
  - {id: boom, type: Transform, config: {expression: '1 / 0'}}
`,
  // Its node waits for as long as the test wants.
  slow: `nodes:
  - {id: input, type: InputNode}
  - {id: call, type: HTTPRequest, config: {url: '{text}', method: GET}}
edges:
  - {from: input, to: call}
`,
};

export const ada: Visitor = { user: 'ada', isAdmin: false };
export const bob: Visitor = { user: 'bob', isAdmin: false };
export const root: Visitor = { user: 'root', isAdmin: true };

/** A folder with a project in it, which is gone after the test. */
export async function projectFolder(
  files: Readonly<Record<string, string>> = flows,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-service-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(
    path.join(folder, 'bisheng.yaml'),
    'process: shout\nhttp: {allow_private: true}\n',
  );
  for (const [id, text] of Object.entries(files)) {
    const file = path.join(folder, 'flows', `${id}.yaml`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

/** A service of a project; it is closed after the test. */
export async function openService(
  folder: string,
  limits: Partial<RunLimits> = {},
  environment: NodeJS.ProcessEnv = {},
): Promise<Service> {
  const service = await Service.open({
    root: folder,
    folder,
    environment,
    limits: { ...defaultLimits, ...limits },
    say: sayIn('en'),
  });
  onTestFinished(async () => {
    if (!service.isClosing) await service.close(0);
  });
  return service;
}

/** All events that come until there are no more, or until one of a type. */
export async function eventsOf(
  subscription: Subscription,
  until?: RunEvent['type'],
): Promise<RunEvent[]> {
  const found: RunEvent[] = [];
  for (;;) {
    const events = await subscription.take();
    if (!events) return found;
    found.push(...events);
    if (until && events.some(({ type }) => type === until)) return found;
  }
}
