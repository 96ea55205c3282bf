import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { checkName, type NamedKind, type TakenNames } from '../../src/scaffold/check-name.ts';
import { classNameOf } from '../../src/scaffold/class-name.ts';
import { isPythonKeyword, isStandardModule } from '../../src/scaffold/python-words.ts';
import { ScaffoldProblem } from '../../src/scaffold/scaffold-problem.ts';

const taken: TakenNames = {
  beside: ['Summary', 'readme'],
  types: new Map([
    ['InputNode', 'built-in'],
    ['terms', 'plugin'],
    ['readme', 'component'],
  ]),
};

/** What is wrong with a name, and the name that is suggested. */
function problem(name: string, kind: NamedKind = 'component'): [string, unknown] | undefined {
  try {
    checkName(name, kind, taken);
    return undefined;
  } catch (error) {
    if (!(error instanceof ScaffoldProblem)) throw error;
    return [error.text.key.replace('scaffold-name/', ''), error.hint?.values?.suggestion];
  }
}

describe('the name of a component', () => {
  it.each(['a', 'my_component', 'Sentiment2', '_hidden', 'readme'])('may be %s', (name) => {
    expect(problem(name)).toBeUndefined();
  });

  it.each([
    ['', 'empty', ''],
    ['class', 'keyword', 'class_step'],
    ['match', 'keyword', 'match_step'],
    ['None', 'keyword', 'none'],
    ['json', 'module', 'json_step'],
    ['JSON', 'module', 'json_step'],
    ['../evil', 'path', 'evil'],
    ['..', 'path', ''],
    ['/etc/passwd', 'path', 'passwd'],
    ['a\\b', 'path', 'b'],
    ['C:x', 'path', 'x'],
    ['con', 'device', 'con_step'],
    ['LPT1', 'device', 'lpt1'],
    ['my name', 'space', 'my_name'],
    ['tab\tname', 'space', 'tab_name'],
    ['2fast', 'digit', 'my_2fast'],
    ['情感分析', 'ascii', ''],
    ['résumé', 'ascii', 'resume'],
    ['a.b', 'python', 'a_b'],
    ['x-y', 'python', 'x_y'],
    ['a\u0000b', 'ascii', 'a_b'],
    ['__init__', 'dunder', 'init'],
    ['bisheng', 'ours', 'bisheng_step'],
    ['custom_components', 'ours', 'custom_components_step'],
    ['InputNode', 'type/built-in', 'inputnode'],
    ['terms', 'type/plugin', 'terms_step'],
    ['summary', 'case', 'summary_step'],
  ])('may not be %j', (name, key, suggestion) => {
    const [found, hint] = problem(name) ?? [];
    expect(found).toBe(key);
    if (key !== 'device' || suggestion !== 'lpt1') expect(hint).toBe(suggestion);
  });

  it('is at most 64 characters long', () => {
    expect(problem('x'.repeat(64))).toBeUndefined();
    expect(problem('x'.repeat(65))?.[0]).toBe('long');
  });

  it.each(['class', 'json', 'a b', '2x', 'con', 'terms', 'x'.repeat(99), 'LPT1', 'summary'])(
    'of %s is suggested so that it passes',
    (name) => {
      expect(problem(String(problem(name)?.[1]))).toBeUndefined();
    },
  );
});

describe('the name of a flow', () => {
  it.each(['json', 'class', '2024-report', 'email'])('may be %s', (name) => {
    expect(problem(name, 'flow')).toBeUndefined();
  });

  it.each(['a b', '../x', 'a/b', 'nul', '情感', '.hidden', '-x', 'a:b', 'a*'])(
    'may not be %s',
    (name) => {
      expect(problem(name, 'flow')).toBeDefined();
    },
  );
});

describe('Python’s words', () => {
  it('are those of the Python that is here', () => {
    const script =
      'import json, keyword, sys\n' +
      'names = getattr(sys, "stdlib_module_names", ())\n' +
      'print(json.dumps([keyword.kwlist + getattr(keyword, "softkwlist", []), [n for n in names if n[0] != "_"]]))';
    const printed = execFileSync('python3', ['-c', script], { encoding: 'utf8' });
    const [keywords, modules] = JSON.parse(printed) as [string[], string[]];
    expect(keywords.filter((word) => !isPythonKeyword(word))).toEqual([]);
    expect(modules.filter((name) => !isStandardModule(name))).toEqual([]);
  });
});

describe('the class of a component', () => {
  it.each([
    ['my_component', 'MyComponent'],
    ['text_analyzer', 'TextAnalyzerComponent'],
    ['component', 'ComponentComponent'],
    ['base', 'BaseClassComponent'],
    ['base_component', 'BaseComponentComponent'],
    ['_x', 'XComponent'],
    ['_2', '_2Component'],
    ['HTTPCall', 'HTTPCallComponent'],
  ])('%s is %s', (name, className) => {
    expect(classNameOf(name, 'Component')).toBe(className);
  });
});
