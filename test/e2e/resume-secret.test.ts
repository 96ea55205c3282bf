import { describe, expect, it } from 'vitest';
import { ended, trial } from './resume/project.ts';

/** Another session at each call, and a secret beside it. */
const session = `
import os


class Session(BaseComponent):
    def build(self, key: str = "") -> dict:
        with open("sessions.log", "a", encoding="utf-8") as sessions:
            sessions.write("x")
        return {"name": f"session-{os.path.getsize('sessions.log')}", "auth": key}
`;

const key = 'a-secret-of-the-session';

const flow = (open: string): string => `parameters:
  - {name: key, type: string, secret: true}
nodes:
  - {id: other, type: Stamp, config: {mark: o, value: x}}
${open}
  - {id: ask, type: HumanInput, config: {prompt: "Go?"}}
  - {id: end, type: Transform, config: {expression: '[use.result, ask.answer]'}}
edges:
  - {from: open, to: use}
  - {from: use, to: ask}
  - {from: other, to: open}
  - {from: ask, to: end}
`;

const files = {
  'custom_components/session/component.py': session,
  'alone.yaml': flow(`  - {id: open, type: Session, config: {key: "\${key}"}}
  - {id: use, type: Stamp, config: {mark: u}, inputs: {value: 'open.name'}}`),
  'outer.yaml':
    flow(`  - {id: open, type: Flow, config: {flow: inner.yaml, parameters: {key: "\${key}"}}, inputs: {input: other.result}}
  - {id: use, type: Stamp, config: {mark: u}, inputs: {value: 'open.name'}}`),
  'inner.yaml': `parameters:
  - {name: key, type: string, secret: true}
nodes:
  - {id: sign, type: Session, config: {key: "\${key}"}}
  - {id: name, type: Stamp, config: {mark: i}, inputs: {value: 'sign.name'}}
edges:
  - {from: sign, to: name}
`,
  'pure.yaml': flow(`  - {id: open, type: Transform, config: {template: "Bearer \${key}"}}
  - {id: use, type: Stamp, config: {mark: u, value: y}}`),
};

describe('a node that has returned a secret', () => {
  it.each([
    ['alone.yaml', 'open', '"session-2u"', 'ou'],
    ['outer.yaml', 'open/sign', '"session-2iu"', 'iou'],
  ])('works again, and all behind it does: %s', async (file, node, result, first) => {
    const project = await trial(files);
    ended(await project.run(['run', file, '--param', `key=${key}`]), 4);
    expect((await project.calls()).split('').sort().join('')).toBe(first);
    const args = ['--param', `key=${key}`, '--answer', 'ask=yes', '--output', 'json'];
    const { stdout, stderr } = ended(await project.resume(args), 0);
    expect(stdout.replaceAll(/\s/g, '')).toContain(`[${result},"yes"]`);
    expect(stderr).toContain(`runs again: ${node} – a secret in its outputs`);
    expect(stderr).toMatch(/Kept: other\n/);
    expect(await project.calls()).not.toContain('o');
  });

  it('has two answers behind it given together, as both are asked again', async () => {
    const two = files['alone.yaml'].replace(
      '  - {id: end,',
      `  - {id: sure, type: HumanInput, config: {prompt: "Sure?"}}\n  - {id: end,`,
    );
    const edges = two.replace(
      '{from: ask, to: end}',
      '{from: ask, to: sure}\n  - {from: sure, to: end}',
    );
    const project = await trial({ ...files, 'two.yaml': edges });
    const secret = ['--param', `key=${key}`];
    ended(await project.run(['run', 'two.yaml', ...secret]), 4);
    ended(await project.resume([...secret, '--answer', 'ask=yes']), 4);
    const alone = ended(await project.resume([...secret, '--answer', 'sure=yes']), 4);
    expect(alone.stderr).toContain('“ask” asks');
    const both = ['--answer', 'ask=yes', '--answer', 'sure=yes'];
    ended(await project.resume([...secret, ...both]), 0);
  });

  it('but only makes a text of what it is given, changes nothing behind it', async () => {
    const project = await trial(files);
    ended(await project.run(['run', 'pure.yaml', '--param', `key=${key}`]), 4);
    expect((await project.calls()).split('').sort().join('')).toBe('ou');
    ended(await project.resume(['--param', `key=${key}`, '--answer', 'ask=yes']), 0);
    expect(await project.calls()).toBe('');
  });
});
