import type { Say } from '../messages/message.ts';
import { foreign } from '../reporters/text/foreign.ts';
import type { Drawing, DrawnNode, Link } from './drawing.ts';
import { labelLines, nodeLines } from './label-text.ts';

/**
 * A flow as a Mermaid flowchart, for Markdown pages. Loops and sub-flows are subgraphs; a link to a sub-flow leads to its
 * subgraph. Ended by a line break.
 */
export function mermaid(drawing: Drawing, say: Say): string {
  const names = new Names();
  const lines = ['flowchart TD', ...flowLines(drawing, '  ', names, say)];
  return `${lines.join('\n')}\n`;
}

/** Names that mean nothing to Mermaid (an id such as `end` would): n1, n2, … */
class Names {
  readonly #byKey = new Map<string, string>();

  of(key: string): string {
    const known = this.#byKey.get(key) ?? `n${this.#byKey.size + 1}`;
    this.#byKey.set(key, known);
    return known;
  }
}

function flowLines(drawing: Drawing, indent: string, names: Names, say: Say): string[] {
  return [
    ...drawing.nodes.flatMap((node) => nodeText(node, indent, names, say)),
    ...drawing.links.map((link) => `${indent}${linkText(link, names, say)}`),
  ];
}

function nodeText(node: DrawnNode, indent: string, names: Names, say: Say): string[] {
  const name = names.of(node.key);
  const about = [node.id, ...nodeLines(node, say)];
  const deeper = `${indent}  `;
  if (node.flow) {
    return [
      `${indent}subgraph ${name}[${quoted([about.join(' · ')])}]`,
      `${deeper}direction TB`,
      ...flowLines(node.flow, deeper, names, say),
      `${indent}end`,
    ];
  }
  const [open, close] = shapes[node.role ?? 'work'] ?? ['[', ']'];
  const own = `${indent}${name}${open}${quoted(about)}${close}`;
  if (!node.loop) return [own];
  return [
    `${indent}subgraph ${names.of(`${node.key}/`)}[${quoted([node.id])}]`,
    `${deeper}direction TB`,
    `  ${own}`,
    ...node.loop.body.flatMap((inner) => nodeText(inner, deeper, names, say)),
    `${indent}end`,
  ];
}

const shapes: Readonly<Record<string, readonly [string, string]>> = {
  router: ['{', '}'],
  loop: ['{{', '}}'],
  input: ['([', '])'],
  output: ['([', '])'],
  human: ['[/', '/]'],
};

function linkText({ from, to, kind, labels }: Link, names: Names, say: Say): string {
  const lines = labelLines(labels, say);
  const arrow = kind === 'handler' ? '-.->' : '-->';
  const label = lines.length > 0 ? `|${quoted(lines)}|` : '';
  return `${names.of(from)} ${arrow}${label} ${names.of(to)}`;
}

/**
 * A text in quotes. Mermaid reads Markdown and HTML in it, so all but letters, digits and a few signs is written by its
 * number.
 */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    foreign(line).replace(/[^\p{L}\p{M}\p{N} ,.:/?!_()+=·→。，：；、-]/gu, (character) => {
      return `#${character.codePointAt(0) ?? 0};`;
    }),
  );
  return `"${escaped.join('<br/>')}"`;
}
