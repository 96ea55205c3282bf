import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../src/findings/apply-fixes.ts';
import { findingsIn } from '../flow/findings.ts';

/** A text after all repairs: round by round, as one may show another. */
function fixed(text: string): string {
  for (let round = 0; round < 10; round++) {
    const next = applyFixes(text, findingsIn(text)).text;
    if (next === text) break;
    text = next;
  }
  return text;
}

const around = (node: string, edges = ''): string => `nodes:
  - id: input
    type: InputNode
  - ${node}
edges:
  - {from: input, to: a}
${edges}`;

describe('repairs', () => {
  it.each([
    [
      'a text that YAML 1.1 reads otherwise',
      '{id: a, type: Transform, config: {template: yes}}',
      '{id: a, type: Transform, config: {template: "yes"}}',
    ],
    [
      'a date',
      '{id: a, type: Transform, config: {template: 2024-01-01}}',
      '{id: a, type: Transform, config: {template: "2024-01-01"}}',
    ],
    [
      'a number',
      '{id: a, type: Transform, timeout: 012, config: {template: x}}',
      '{id: a, type: Transform, timeout: 12, config: {template: x}}',
    ],
    [
      'a type in another spelling',
      '{id: a, type: "transform", config: {template: x}} # it',
      '{id: a, type: "Transform", config: {template: x}} # it',
    ],
    [
      'a key in another spelling',
      '{id: a, type: Transform, Config: {Template: x}, On-Error: continue}',
      '{id: a, type: Transform, config: {template: x}, on_error: continue}',
    ],
    [
      'operators of another language',
      "{id: a, type: Transform, config: {expression: 'input&&true || 1 <> 2'}}",
      "{id: a, type: Transform, config: {expression: 'input and True or 1 != 2'}}",
    ],
    [
      'signs of full width',
      '{id: a, type: Transform, config: {expression: "input＝＝1"}}',
      '{id: a, type: Transform, config: {expression: "input==1"}}',
    ],
    [
      'a number in quotes',
      '{id: a, type: LLMGenerator, config: {prompt: x, max_tokens: "5"}}',
      '{id: a, type: LLMGenerator, config: {prompt: x, max_tokens: 5}}',
    ],
  ])('%s', (_, before, after) => {
    expect(fixed(around(before))).toBe(around(after));
  });

  it('call the ends of an edge by their names', () => {
    const edge = (from: string, to: string, condition: string): string =>
      around(
        '{id: a, type: Transform, config: {template: x}}',
        `  - {${from}: input, ${to}: b, ${condition}: 1 > 0}\n`,
      );
    expect(fixed(edge('source', 'target', 'if'))).toBe(edge('from', 'to', 'condition'));
  });

  it('take an edge away that is listed twice, and leave comments', () => {
    const node = '{id: a, type: Transform, config: {template: x}}';
    const twice = '  # again\n  - from: input\n    to: a\n  - {from: input, to: a}\n';
    expect(fixed(around(node, twice))).toBe(around(node, '  # again\n'));
    const remark = '  - {from: input, to: a} # so it is\n';
    expect(fixed(around(node, remark))).toBe(around(node, remark));
    const inBrackets = (edges: string): string =>
      `nodes: [{id: input, type: InputNode}, ${node}]\nedges: [${edges}]\n`;
    const edge = '{from: input, to: a}';
    expect(fixed(inBrackets(`${edge}, ${edge},\n ${edge}`))).toBe(inBrackets(edge));
  });

  it('take the quotes of a placeholder away', () => {
    const text = (quote: string): string => `parameters:
  - {name: who, type: string, required: true}
nodes:
  - {id: a, type: Transform, config: {expression: "input == ${quote}\${who}${quote}"}}
`;
    expect(fixed(text("'"))).toBe(text(''));
  });

  it('never touch what a placeholder stands for', () => {
    const text = `parameters:
  - {name: kind, type: string, default: transform}
nodes:
  - {id: a, type: "\${kind}", config: {template: x}}
`;
    expect(fixed(text)).toBe(text);
  });

  it('never rename a key that is there by its right name too', () => {
    const text = around('{id: a, type: Transform, config: {template: x}, Config: {template: y}}');
    expect(fixed(text)).toBe(text);
  });

  it('that touch one another wait for the next round', () => {
    const text = around('{id: a, type: transform, Config: {template: x}}');
    const findings = findingsIn(text).filter(({ fix }) => fix);
    const [first] = findings;
    if (!first) throw new Error('there is something to repair');
    const clash = {
      ...first,
      fix: {
        title: first.message,
        edits: [{ ...(first.fix?.edits[0] ?? { start: 0, end: 0 }), text: 'X' }],
      },
    };
    expect(applyFixes(text, [first, clash]).count).toBe(1);
  });
});

const flows = new URL('../flows/err/', import.meta.url);
const names = readdirSync(flows).filter((name) => name.endsWith('.yaml'));

describe('repairs of flows with a mistake', () => {
  const errors = (text: string): number =>
    findingsIn(text).filter(({ severity }) => severity === 'error').length;
  const comments = (text: string): string[] => text.match(/(?<=^|\s)#.*$/gm) ?? [];

  it.each(names)('%s: twice is once, nothing gets worse, comments stay', (name) => {
    const text = readFileSync(new URL(name, flows), 'utf8');
    const once = fixed(text);
    expect(fixed(once)).toBe(once);
    expect(errors(once)).toBeLessThanOrEqual(errors(text));
    expect(comments(once)).toEqual(comments(text));
  });
});
