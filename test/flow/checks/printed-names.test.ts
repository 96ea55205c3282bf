import { describe, expect, it } from 'vitest';
import { printedNames } from '../../../src/flow/checks/printed-names.ts';
import { createRegistry } from '../../../src/components/registry.ts';
import { createDoor } from '../../../src/http/door.ts';
import { inSourceOrder } from '../../../src/diagnostics/diagnostic.ts';
import { findingsIn } from '../findings.ts';

describe('names that a line prints', () => {
  it.each([
    ['print(key)', ['key']],
    ['    print("key:", key, end="")', ['key']],
    ['print("key: " + key)', ['key']],
    ['print(f"the key is {key}", file=sys.stderr)', ['key']],
    ["logging.info(f'{ key!r} {len(other)}')", ['key']],
    ['logger.debug("%s", key)  # not (other)', ['key']],
    ['print(len(key), mask(key), key[:2], "key", "it\'s, key ,")', []],
    ['# print(key)', []],
    ['if key: print()', []],
    ['pprint(key)', []],
    ['key = fetch(key)', []],
  ])('%s', (line, names) => {
    expect(printedNames(line)).toEqual(names);
  });
});

/** With Code nodes, whose code nobody reads. */
const types = createRegistry({
  door: createDoor({ env: {} }),
  code: { inspected: () => undefined, workers: () => Promise.reject(new Error('nothing runs')) },
});

describe('a secret that is an input of a program', () => {
  const found = (line: string): string[] => {
    const text = `
parameters: [{ name: api_key, type: string, required: true, secret: true }]
nodes:
  - { id: ask, type: InputNode }
  - id: work
    type: Code
    inputs: { key: api_key }
    config:
      code: |
        def main(key):
            ${line}
            return text
edges: [{ from: ask, to: work }]
`;
    return inSourceOrder(findingsIn(text, types))
      .filter(({ code }) => code === 'secret-exposed')
      .map(({ location }) => (location ? text.slice(location.start, location.end) : ''));
  };

  it('is told of where it is printed', () => {
    expect(found('print("using", key)')).toEqual(['key']);
    expect(found('print(f"using {key}")')).toEqual(['key']);
  });

  it('is left alone where something else is printed', () => {
    expect(found('print(len(key))')).toEqual([]);
    expect(found('key = "***"; print(key)')).toEqual([]);
    expect(found('print("key")')).toEqual([]);
  });
});
