import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import { readTree } from '../../src/flow/read/read.ts';
import { sayIn } from '../../src/messages/message.ts';
import { readDoors, type Doors } from '../../src/project/doors.ts';

function read(text: string): { doors: Doors | undefined; found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  const report = (one: Diagnostic): void => void found.push(one);
  const tree = readTree(new SourceFile('bisheng.yaml', text), report);
  const doors = tree?.kind === 'map' ? readDoors(tree, ['shout', 'a/b'], report) : undefined;
  return { doors, found };
}

test('doors are read', () => {
  const { doors, found } = read(`process: shout
chat: {flow: a/b}
routes:
  - {path: /api/v1/custom/x, flow: shout}
  - {path: /v1x/y.z, flow: a/b}
`);
  expect(found).toEqual([]);
  expect(doors).toEqual({
    process: 'shout',
    chat: 'a/b',
    routes: new Map([
      ['/api/v1/custom/x', 'shout'],
      ['/v1x/y.z', 'a/b'],
    ]),
  });
  expect(read('process:\nchat:\nroutes:\n').found).toEqual([]);
});

test.each([
  ['process: shuot', 'process: there is no flow “shuot” in flows/.', 'shuot'],
  ['chat: 5', 'chat must be the id of a flow, not “5”.', '5'],
  ['process: {flows: x}', 'process must be the id of a flow', '{flows: x}'],
  ['routes: {a: b}', 'routes must be a list', '{a: b}'],
  ['routes: [x]', 'routes.0 must have “path” and “flow”.', 'x'],
  ['routes: [{path: /x}]', 'routes.0 must have “path” and “flow”.', '{path: /x}'],
  ['routes: [{path: /x, flow: none}]', 'routes.0.flow: there is no flow “none”', 'none'],
  ...[
    'x',
    '""',
    '/',
    '/x/',
    '//x',
    '/a/../b',
    '/.',
    '"/{id}"',
    '"/:id"',
    '/a*',
    '/%41',
    '"/你"',
    '5',
  ].map((path) => [
    `routes: [{path: ${path}, flow: shout}]`,
    'routes.0.path must be a path such as',
    path,
  ]),
  ...['/livez', '/v1/x', '/api/v1/runs', '/api/v1/custom/process', '/ws/a/b'].map((path) => [
    `routes: [{path: ${path}, flow: shout}]`,
    `“${path}” can’t be a route.`,
    path,
  ]),
  [
    'routes: [{path: /x, flow: shout}, {path: /x, flow: shout}]',
    'There is a route “/x” already.',
    '/x',
  ],
])('%s', (text, words, at) => {
  const { found } = read(text);
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([
    ['setting-invalid', 'error'],
  ]);
  const [{ message, location } = { message: undefined, location: null }] = found;
  expect(message && sayIn('en')(message)).toContain(words);
  expect(location && text.slice(location.start, location.end)).toBe(at);
});
