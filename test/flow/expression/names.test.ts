import { describe, expect, it } from 'vitest';
import { parsed } from './evaluate.ts';

/** The uses of names in an expression, each as `name@place.member.field`. */
function uses(source: string): string[] {
  return parsed(source).names.map(({ name, start, end, member, field }) => {
    expect(source.slice(start, end)).toBe(name);
    return [`${name}@${start}`, member, field].filter((part) => part !== undefined).join('.');
  });
}

describe('the names of an expression', () => {
  it.each([
    ['score > 0.7', ['score@0']],
    ['a + b * a', ['a@0', 'b@4', 'a@8']],
    ['b if a else c', ['b@0', 'a@5', 'c@12']],
    ['writer.text', ['writer@0.text']],
    ['writer["text"]', ['writer@0.text']],
    ['(writer).text', ['writer@1.text']],
    ['nodes["llm-1"].text', ['nodes@0.llm-1.text']],
    ['nodes["llm-1"]["text"][0].x', ['nodes@0.llm-1.text']],
    ['writer.usage.tokens > 3', ['writer@0.usage.tokens']],
    ['writer.text.upper()', ['writer@0.text']],
    ['writer.get("text")', ['writer@0']],
    ['items[0].name', ['items@0']],
    ['items[i].name', ['items@0', 'i@6']],
    ['items[key]["b"]', ['items@0', 'key@6']],
    ['items[1:n]["b"]', ['items@0', 'n@8']],
    ['(a or b).c', ['a@1', 'b@6']],
    ['len(items) + max(x, y, default=z)'.replace(', y', ''), ['items@4', 'x@17', 'z@28']],
    ['{k: v}["a"]', ['k@1', 'v@4']],
    ['${top_k} > n', ['n@11']],
    ['情绪.分数 > 1', ['情绪@0.分数']],
    ['True and None is not None', []],
    ['"text"', []],
  ])('%s', (source, names) => {
    expect(uses(source)).toEqual(names);
  });
});
