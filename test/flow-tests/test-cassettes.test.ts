import { describe, expect, it } from 'vitest';
import { cassettePaths } from '../../src/flow-tests/test-cassettes.ts';
import type { FlowTest, TestFile } from '../../src/flow-tests/flow-test.ts';

/** The places of the cassettes of tests with these names, below the folder of their file. */
function places(file: string, ...names: string[]): string[] {
  const tests = names.map((name) => ({ name }) as FlowTest);
  const paths = cassettePaths({ absolute: `/flows/${file}`, tests } as unknown as TestFile);
  return [...paths.values()].map((place) => place.replaceAll('\\', '/').replace('/flows/', ''));
}

describe('the cassettes of tests', () => {
  it.each([
    ['greet.test.yaml', 'says hello', 'greet.cassettes/says-hello-a4568aff.yaml'],
    ['greet.test.yaml', 'hello', 'greet.cassettes/hello.yaml'],
    ['greet.test.json', '问好：用户！', 'greet.cassettes/问好-用户-d9a0b25b.yaml'],
    ['greet.test.yml', '../../etc', 'greet.cassettes/etc-74ccf3c5.yaml'],
    ['greet.test.yaml', 'CON', 'greet.cassettes/test-CON-a3dbc4b6.yaml'],
    ['greet.test.yaml', '?!', 'greet.cassettes/test--545f940d.yaml'],
  ])('%s, %s', (file, name, place) => {
    expect(places(file, name)).toEqual([place]);
  });

  it('are never shared, whatever the order of the tests', () => {
    const names = ['a b', 'A-b', 'a, b', 'other'];
    const found = places('x.test.yaml', ...names);
    expect(new Set(found.map((place) => place.toLowerCase())).size).toBe(4);
    expect(places('x.test.yaml', 'a b')).toEqual([found[0]]);
    expect(places('x.test.yaml', ...names.reverse())).toEqual(found.reverse());
  });

  it('have names that every system takes', () => {
    const [place = ''] = places('x.test.yaml', '长'.repeat(200));
    expect(Buffer.byteLength(place.split('/').at(-1) ?? '')).toBeLessThan(255);
  });
});
