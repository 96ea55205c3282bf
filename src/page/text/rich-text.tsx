import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { blocksOf, spansOf, type Block, type Span } from './markdown.ts';

/** A text with its Markdown shown. All that stands in it becomes text and never markup. */
export function RichText({ text }: { readonly text: string }): ComponentChildren {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <div class="rich" dir="auto">
      {blocks.map((block, n) => (
        <Shown key={n} block={block} />
      ))}
    </div>
  );
}

function Shown({ block }: { readonly block: Block }): ComponentChildren {
  switch (block.kind) {
    case 'heading':
      // Headings of the page itself stand above those of a text in it.
      return (
        <p
          class={`heading is-${Math.min(3, block.level)}`}
          role="heading"
          aria-level={Math.min(6, block.level + 2)}
        >
          {inline(block.text)}
        </p>
      );
    case 'paragraph':
      return <p class="pre">{inline(block.text)}</p>;
    case 'quote':
      return <blockquote class="pre">{inline(block.text)}</blockquote>;
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const items = block.items.map(({ text, lists }, n) => (
        <li key={n}>
          {inline(text)}
          {lists.map((list, m) => (
            <Shown key={m} block={list} />
          ))}
        </li>
      ));
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'table': {
      const [head = [], ...rows] = block.rows;
      return (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                {head.map((cell) => (
                  <th scope="col">{inline(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  {row.map((cell) => (
                    <td>{inline(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
    case 'rule':
      return <hr />;
  }
}

function inline(text: string): ComponentChildren {
  return spansOf(text).map(span);
}

function span(one: Span): ComponentChildren {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'code':
      return <code>{one.text}</code>;
    case 'strong':
      return <strong>{one.spans.map(span)}</strong>;
    case 'em':
      return <em>{one.spans.map(span)}</em>;
  }
}
