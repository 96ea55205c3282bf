import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainHeaders } from '../../src/http/plain-headers.ts';

const name = fc.constantFrom('accept', 'Accept', 'x-a', 'X-A', 'set-cookie', 'constructor');
// Of empty values Node joins some without the space that the standard has.
const value = fc.stringMatching(/^[ \t]?[a-c][a-c,; ]{0,5}[ \t]?$/);
const change = fc.oneof(
  fc.tuple(fc.constant('append' as const), name, value),
  fc.tuple(fc.constant('set' as const), name, value),
  fc.tuple(fc.constant('delete' as const), name, value),
);

describe('PlainHeaders', () => {
  it('are what Node’s are', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), name, (changes, asked) => {
        const [plain, nodes] = [new PlainHeaders(), new Headers()];
        for (const headers of [plain, nodes]) {
          for (const [kind, key, text] of changes) {
            if (kind === 'delete') headers.delete(key);
            else headers[kind](key, text);
          }
        }
        const [[own, ownEach], [others, otherEach]] = [look(plain, asked), look(nodes, asked)];
        expect(own).toEqual(others);
        expect(ownEach).toEqual(otherEach);
        expect([...new PlainHeaders(plain)]).toEqual([...plain]);
      }),
    );
  });
});

function look(headers: PlainHeaders | Headers, asked: string): [unknown[], unknown[]] {
  const each: unknown[] = [];
  headers.forEach((text, key) => each.push([key, text]));
  const lists = [[...headers], [...headers.entries()], [...headers.keys()], [...headers.values()]];
  return [[lists, headers.get(asked), headers.has(asked), headers.getSetCookie()], each];
}
