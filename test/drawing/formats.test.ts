import { describe, expect, it } from 'vitest';
import { Parser } from 'htmlparser2';
import { dot } from '../../src/drawing/dot.ts';
import { mermaid } from '../../src/drawing/mermaid.ts';
import { svg } from '../../src/drawing/svg/svg.ts';
import { drawn, hostile, say } from './drawn.ts';

const loop = `
nodes:
  - {id: items, type: BatchInput}
  - {id: each, type: LoopController}
  - {id: step, type: ItemProcessor, config: {processing_type: transform, expression: item}}
  - {id: all, type: ResultAggregator}
  - {id: report, type: Transform, config: {expression: all.result}}
edges:
  - {from: items, to: each}
  - {from: each, to: step}
  - {from: step, to: all}
  - {from: all, to: each, condition: has_more_data}
  - {from: all, to: report}
`;

describe('Mermaid', () => {
  it('has loops as subgraphs and conditions as labels', async () => {
    expect(mermaid(await drawn(loop), say)).toMatchInlineSnapshot(`
      "flowchart TD
        n1["items<br/>BatchInput"]
        subgraph n3["each"]
          direction TB
          n2{{"each<br/>LoopController"}}
          n4["step<br/>ItemProcessor"]
          n5["all<br/>ResultAggregator"]
        end
        n6["report<br/>Transform"]
        n1 --> n2
        n2 --> n4
        n4 --> n5
        n5 -->|"has_more_data"| n2
        n5 --> n6
      "
    `);
  });

  it('writes by number whatever means something to Mermaid or to HTML', async () => {
    const text = mermaid(await drawn(hostile), say);
    const labels = [...text.matchAll(/"([^"\n]*)"/g)].map(([, label = '']) =>
      label.replaceAll('<br/>', ''),
    );
    expect(labels.length).toBeGreaterThan(6);
    for (const label of labels) expect(label).not.toMatch(/[<>&`{}[\]|\\]|#(?!\d+;)/);
    const rest = text.replace(/"[^"\n]*"/g, '""');
    expect(rest).toMatch(/^[\w\s{}()[\]|>.-]*(?:""[\w\s{}()[\]|>.-]*)*$/);
    // Ids of nodes may be words of the language.
    expect(rest).not.toMatch(/\b(?:graph|style)\b/);
  });
});

describe('DOT', () => {
  it('has loops as clusters', async () => {
    expect(dot(await drawn(loop), say)).toMatchInlineSnapshot(`
      "digraph "flow.yaml" {
        compound=true;
        node [shape=box, style=rounded, fontname="sans-serif", fontsize=11];
        edge [fontname="sans-serif", fontsize=10];
        graph [fontname="sans-serif", fontsize=11];
        "items" [label="items\\nBatchInput"];
        subgraph "cluster_each" {
          label="each\\nLoopController"; style=rounded;
          "each" [label="each\\nLoopController", shape=hexagon, style=""];
          "step" [label="step\\nItemProcessor"];
          "all" [label="all\\nResultAggregator"];
        }
        "report" [label="report\\nTransform"];
        "items" -> "each";
        "each" -> "step";
        "step" -> "all";
        "all" -> "each" [label="has_more_data"];
        "all" -> "report";
      }
      "
    `);
  });

  it('ends no text but at its end', async () => {
    const text = dot(await drawn(hostile), say);
    for (const line of text.split('\n')) {
      const rest = line.replace(/"(?:[^"\\]|\\["\\n])*"/g, '""');
      expect(rest).toMatch(/^[\w\s={}[\],;>#.-]*(?:""[\w\s={}[\],;>#.-]*)*$/);
    }
    // Graphviz reads entities in labels.
    expect(text).toContain('&amp;amp;');
  });
});

describe('SVG', () => {
  it('has no elements but its own', async () => {
    const names = new Set<string>();
    const texts: string[] = [];
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          names.add(name);
          expect(Object.keys(attributes).join(' ')).not.toMatch(/\bon|href/);
        },
        ontext: (text) => texts.push(text),
      },
      { xmlMode: true },
    );
    parser.end((await svg(await drawn(hostile), say)) ?? '');
    expect([...names].sort()).toEqual(
      ['svg', 'title', 'style', 'defs', 'marker', 'path', 'rect', 'g', 'text'].sort(),
    );
    expect(texts.join('')).toContain('<script>alert(1)');
  });

  it('holds all boxes and labels within its borders', async () => {
    const image = (await svg(await drawn(loop), say)) ?? '';
    const [, width = '', height = ''] = /viewBox="0 0 (\d+) (\d+)"/.exec(image) ?? [];
    const boxes = [
      ...image.matchAll(
        /<rect class="box" x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"/g,
      ),
    ];
    expect(boxes.length).toBe(5);
    for (const [, x, y, w, h] of boxes) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(x) + Number(w)).toBeLessThanOrEqual(Number(width));
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(Number(height));
    }
  });

  it('is not begun for a flow in which nobody would find anything', async () => {
    const many = Array.from({ length: 600 }, (_, n) => n);
    const nodes = many.map((n) => `  - {id: n${n}, type: Transform, config: {expression: "1"}}`);
    const text = `nodes:\n${nodes.join('\n')}\nedges:\n  - {from: n0, to: n1}\n`;
    expect(await svg(await drawn(text), say)).toBeUndefined();
  });
});
