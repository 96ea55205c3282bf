import { Parser } from 'htmlparser2';

const VOID = new Set(['meta', 'br', 'img', 'path', 'rect', 'line']);

/** What a browser's parser would make of a page: its elements, attributes and text. */
export class Tags {
  readonly names: string[] = [];
  readonly attributes: string[] = [];
  readonly ids: string[] = [];
  /** Where links lead within the page. */
  readonly links: string[] = [];
  /** Elements that nothing has closed, or that something else has. */
  readonly unclosed: string[] = [];
  text = '';

  static of(page: string): Tags {
    const tags = new Tags();
    const open: string[] = [];
    const parser = new Parser(
      {
        onopentag: (name, attributes) => {
          tags.names.push(name);
          tags.attributes.push(...Object.keys(attributes));
          if (attributes.id !== undefined) tags.ids.push(attributes.id);
          if (attributes.href !== undefined) tags.links.push(attributes.href.replace(/^#/, ''));
          if (!VOID.has(name)) open.push(name);
        },
        onclosetag: (name, implied) => {
          if (VOID.has(name)) return;
          if (open.pop() !== name || (implied && !page.includes(`</${name}>`)))
            tags.unclosed.push(name);
        },
        ontext: (text) => {
          if (open.at(-1) !== 'style') tags.text += text;
        },
      },
      { recognizeSelfClosing: true },
    );
    parser.end(page);
    tags.unclosed.push(...open);
    return tags;
  }
}
