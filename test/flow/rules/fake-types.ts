import type { InputPort, NodeType, NodeTypes } from '../../../src/flow/node-type.ts';
import { sayIn } from '../../../src/messages/message.ts';
import { findingsIn } from '../findings.ts';

/** A node type of which only what a test is about needs to be said. */
export function fakeType(type: string, parts: Partial<NodeType> = {}): NodeType {
  return {
    type,
    role: 'work',
    config: {},
    inputs: () => [],
    outputs: () => ({ names: ['result'] }),
    ...parts,
  };
}

/** A required input; with `parts` otherwise. */
export function input(name: string, parts: Partial<InputPort> = {}): InputPort {
  return { name, required: true, ...parts };
}

export function fakeTypes(...types: readonly NodeType[]): NodeTypes {
  const byName = new Map(types.map((type) => [type.type, type]));
  return {
    get: (name) => byName.get(name),
    names: () => [...byName.keys()],
    planned: () => false,
  };
}

const say = sayIn('en');

/** The findings about a flow as `code line: text`. */
export function told(text: string, types: NodeTypes): string[] {
  return findingsIn(text, types).map(({ code, location, message }) => {
    const line = location ? location.file.lineAt(location.start) + 1 : 0;
    return `${code} ${line}: ${say(message)}`;
  });
}

/** Only the codes. */
export function codesIn(text: string, types?: NodeTypes): string[] {
  return findingsIn(text, types).map(({ code }) => code);
}
