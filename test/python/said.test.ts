import { describe, expect, it } from 'vitest';
import { PythonFailure } from '../../src/python/instance.ts';
import { readSaid } from '../../src/python/said.ts';

describe('a line of the worker', () => {
  it.each([
    '{"id":1,"result":{"a":[1,null]}}',
    '{"id":1,"result":null,"state":{"n":1}}',
    '{"id":1,"generated":true}',
    '{"id":1,"chunk":"x"}',
    '{"id":1,"log":["info","x"]}',
    '{"id":1,"progress":[1,null,"x"]}',
    '{"ready":true}',
    '{"exit":3,"frames":[]}',
  ])('is read: %s', (line) => {
    expect(readSaid(line)).toEqual(JSON.parse(line));
  });

  it('carries a failure', () => {
    const frame = {
      file: '/a.py',
      line: 1,
      column: null,
      endLine: null,
      endColumn: null,
      function: 'f',
    };
    const error = {
      code: 'permission-denied',
      values: { plugin: 'p', permission: 'network' },
      frames: [frame],
    };
    const said = readSaid(JSON.stringify({ id: 1, error }));
    expect(said?.failure).toBeInstanceOf(PythonFailure);
    expect(said?.failure).toMatchObject({ ...error, key: 'permission-denied' });
  });

  it.each([
    'null',
    '7',
    '[]',
    '"x"',
    '{',
    '{"id":"1"}',
    '{"id":1.5,"result":1}',
    '{"id":{},"result":1}',
    '{"id":1,"log":5}',
    '{"id":1,"log":["loud","x"]}',
    '{"id":1,"progress":["x",1,""]}',
    '{"id":1,"error":{}}',
    '{"id":1,"error":null}',
    '{"id":1,"error":{"code":"no-such-code","values":{},"frames":[]}}',
    '{"id":1,"error":{"code":"toString","values":{},"frames":[]}}',
    '{"id":1,"error":{"code":"permission-denied","key":"nope","values":{},"frames":[]}}',
    '{"id":1,"error":{"code":"permission-denied","values":{"plugin":{"key":"nope"}},"frames":[]}}',
    '{"id":1,"error":{"code":"permission-denied","values":{},"frames":[{"file":1}]}}',
    '{"id":1,"error":{"code":"permission-denied","values":{},"frames":"x"}}',
    '{"exit":"0"}',
    '{"ready":"yes"}',
    '{"debug":["x",1]}',
    '{"__proto__":{"id":1}}',
    '{"constructor":1}',
  ])('is refused: %s', (line) => {
    expect(readSaid(line)).toBeUndefined();
  });
});
