import type { Say } from '../messages/message.ts';
import { foreign } from '../reporters/text/foreign.ts';
import type { Drawing, DrawnNode, Link } from './drawing.ts';
import { labelLines, nodeLines } from './label-text.ts';

/** A flow in Graphviz's language. Loops and sub-flows are clusters. Ended by a line break. */
export function dot(drawing: Drawing, say: Say): string {
  const lines = [
    `digraph ${quoted(foreign(drawing.name ?? drawing.file))} {`,
    '  compound=true;',
    '  node [shape=box, style=rounded, fontname="sans-serif", fontsize=11];',
    '  edge [fontname="sans-serif", fontsize=10];',
    '  graph [fontname="sans-serif", fontsize=11];',
    ...flowLines(drawing, '  ', say),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function flowLines(drawing: Drawing, indent: string, say: Say): string[] {
  const byKey = new Map(allNodes(drawing.nodes).map((node) => [node.key, node]));
  return [
    ...drawing.nodes.flatMap((node) => nodeText(node, indent, say)),
    ...drawing.links.map((link) => `${indent}${linkText(link, byKey, say)}`),
  ];
}

function allNodes(nodes: readonly DrawnNode[]): DrawnNode[] {
  return nodes.flatMap((node) => [node, ...allNodes(node.loop?.body ?? [])]);
}

function nodeText(node: DrawnNode, indent: string, say: Say): string[] {
  const label = quotedLines([node.id, ...nodeLines(node, say)]);
  const deeper = `${indent}  `;
  const cluster = (content: readonly string[]): string[] => [
    `${indent}subgraph ${quoted(`cluster_${node.key}`)} {`,
    `${deeper}label=${label}; style=rounded;`,
    ...content,
    `${indent}}`,
  ];
  if (node.flow && node.flow.nodes.length > 0) return cluster(flowLines(node.flow, deeper, say));
  const own = `${quoted(node.key)} [label=${label}${shapes[node.role ?? ''] ?? ''}];`;
  if (!node.loop) return [`${indent}${own}`];
  return cluster([`${deeper}${own}`, ...node.loop.body.flatMap((n) => nodeText(n, deeper, say))]);
}

const shapes: Readonly<Record<string, string>> = {
  router: ', shape=diamond, style=""',
  loop: ', shape=hexagon, style=""',
  input: ', shape=ellipse, style=""',
  output: ', shape=ellipse, style=""',
};

function linkText(
  { from, to, kind, labels }: Link,
  byKey: ReadonlyMap<string, DrawnNode>,
  say: Say,
): string {
  const lines = labelLines(labels, say);
  const [source, target] = [endOf(from, byKey, 'last'), endOf(to, byKey, 'first')];
  const attributes = [
    ...(lines.length > 0 ? [`label=${quotedLines(lines)}`] : []),
    ...(kind === 'handler' ? ['style=dashed'] : []),
    ...(source === from ? [] : [`ltail=${quoted(`cluster_${from}`)}`]),
    ...(target === to ? [] : [`lhead=${quoted(`cluster_${to}`)}`]),
  ];
  const tail = attributes.length > 0 ? ` [${attributes.join(', ')}]` : '';
  return `${quoted(source)} -> ${quoted(target)}${tail};`;
}

/** Graphviz joins nodes, not clusters: for a sub-flow one of its nodes stands in. */
function endOf(
  key: string,
  byKey: ReadonlyMap<string, DrawnNode>,
  which: 'first' | 'last',
): string {
  const flow = byKey.get(key)?.flow;
  if (!flow) return key;
  const { nodes, links } = flow;
  const ends = nodes.filter((node) =>
    which === 'first'
      ? links.every(({ to }) => to !== node.key)
      : links.every(({ from }) => from !== node.key),
  );
  const end = ends[0] ?? nodes[0];
  return end ? endOf(end.key, new Map(nodes.map((node) => [node.key, node])), which) : key;
}

/** A label; Graphviz reads HTML's entities in it. */
function quotedLines(lines: readonly string[]): string {
  return quoted(lines.map(foreign).join('\n').replaceAll('&', '&amp;'));
}

/** In quotes a backslash begins an escape, and labels know more of them (`\G`, `\N`) than the language itself. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
