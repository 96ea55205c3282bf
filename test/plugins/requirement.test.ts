import { describe, expect, it } from 'vitest';
import { normalName, parseRequirement } from '../../src/plugins/requirement.ts';

/** `fine`, or the kind of problem and the part of the text that it is about. */
function verdict(text: string): string {
  const read = parseRequirement(text);
  return 'problem' in read ? `${read.problem}: ${text.slice(read.start, read.end)}` : 'fine';
}

describe('a requirement', () => {
  it.each([
    'nltk',
    'nltk>=3.8',
    '  nltk >= 3.8 , < 4  ',
    'spacy[zh,lookups]~=3.5',
    'spacy[]',
    'a.b-c_d',
    'torch==2.*',
    'torch!=2.0.*',
    'torch==2.1.0+cpu',
    'x===whatever-1',
    'x (>=1, <2)',
    'x>=1!2.0rc1.post2.dev3',
    'x==v1.0-1',
    'x>=1,',
    'pip @ https://example.com/pip-22.3.1-py3-none-any.whl',
    'mine @ file:///opt/wheels/mine-1.0-py3-none-any.whl ; os_name == "posix"',
    'mine[extra]@git+https://example.com/mine.git@v1#egg=mine',
    "x; python_version < '3.11'",
    'x>=1; (python_version < "3.11" or sys_platform == "win32") and extra == \'y\'',
    'x; "linux" in sys_platform',
    'x; sys_platform not in "win32 cygwin"',
    'x; os.name == "nt"',
    `x; ${'('.repeat(40)}os_name=="nt"${')'.repeat(40)}`,
  ])('%s', (text) => {
    expect(verdict(text)).toBe('fine');
  });

  it.each([
    ['', 'empty: '],
    ['  ', 'empty:   '],
    ['nltk=3.8', 'single-equals: ='],
    ['nltk＞=3.8', 'full-width: ＞'],
    ['nltk 3.8', 'operator: 3.8'],
    ['nltk=>3.8', 'single-equals: ='],
    ['nltk>3.8>4', 'version: 3.8>4'],
    ['nltk>=', 'version: '],
    ['nltk>=abc', 'version: abc'],
    ['nltk>=3.*', 'version: 3.*'],
    ['nltk>=1.0+local', 'version: 1.0+local'],
    ['nltk~=3', 'version: 3'],
    ['x>=1 <2', 'rest: <2'],
    ['nltk,', 'operator: ,'],
    ['-r requirements.txt', 'option: -r requirements.txt'],
    ['--index-url=x', 'option: --index-url=x'],
    ['-nltk', 'option: -nltk'],
    ['./wheels/x.whl', 'name: ./wheels/x.whl'],
    ['nltk-', 'name: nltk-'],
    ['自然语言', 'name: 自然语言'],
    ['nltk/../x', 'name: nltk/../x'],
    ['x[a', 'bracket: [a'],
    ['x[a;b]', 'bracket: [a;b]'],
    ['x (>=1', 'bracket: (>=1'],
    ['x @ nowhere', 'url: nowhere'],
    ['x @', 'url: '],
    ['x; python_versoin < "3"', 'marker: python_versoin < "3"'],
    ['x; python_version', 'marker: '],
    ['x; python_version < 3', 'marker: 3'],
    ['x; os_name == "a" and', 'marker: '],
    ['x; (os_name == "a"', 'marker: '],
    ['x; os_name == "a")', 'marker: )'],
    [`x; ${'('.repeat(100_000)}`, `marker: ${'('.repeat(100_000 - 51)}`],
  ])('%s is wrong: %s', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });

  it('is bounded, however it is meant', () => {
    for (const text of [
      `x>=${'1.'.repeat(50_000)}`,
      `x[${'a,'.repeat(50_000)}`,
      'a-'.repeat(50_000),
    ])
      expect(verdict(text)).not.toBe('fine');
  });

  it('has the name by which indexes know it', () => {
    expect(normalName('Foo._-Bar')).toBe('foo-bar');
    expect(parseRequirement('Foo_Bar >1')).toEqual({ text: 'Foo_Bar >1', name: 'foo-bar' });
  });
});
