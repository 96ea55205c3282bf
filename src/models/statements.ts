/** Something that a text says: a sentence, a row of a table, a record. */
export interface Statement {
  readonly text: string;
  /** What stands above it: headings, and the question that it answers. */
  readonly about: string;
  /** The line above its passage that names the source, `[1] refund.md:12`. */
  readonly source: string | undefined;
}

/** The line above a cited passage. */
const SOURCE = /^(\[\d+\](?: [^\n]*)?)$/m;
/** Ends of sentences: full-width marks anywhere, others before a space. */
const END = /(?<=[。！？；!?])(?=[^。！？；!?”’」』）)\]*_])|(?<=[.;]["”’)]?)\s+(?=\S)/u;
const HEADING = /^#{1,6}\s/;
const QUESTION = /[?？][*_"”’」』）)]*$/u;
const LEADS_ON = /[:：][*_]*$/u;
/** Under a table's first row. */
const RULE = /^\|?\s*:?-{2,}[-|:\s]*$/;
/** A cell of a row that was read from a file: `name: value`. */
const FIELD = /^[^:：|\n]{1,60}: ./;
/** A row with more characters is cut into its cells. */
const LONG_ROW = 400;
/** A line of so many characters was broken for the width of a page; its sentence goes on in the next. */
const WRAPPED = 40;

/** What a text says, each thing once; headings, questions and lines without a word say nothing by themselves. */
export function statementsOf(text: string): Statement[] {
  const found = new Map<string, Statement>();
  let source: string | undefined;
  let number = 0;
  for (const part of text.split(SOURCE)) {
    // Sources are numbered one after the other; another line in brackets is one of the text's own.
    const [, given] = SOURCE.test(part) ? (/^\[(\d+)\][^\n]*$/.exec(part) ?? []) : [];
    if (given !== undefined && (Number(given) === number + 1 || given === '1')) {
      source = part;
      number = Number(given);
      continue;
    }
    for (const statement of statementsIn(part, source)) {
      if (!found.has(statement.text)) found.set(statement.text, statement);
    }
  }
  return [...found.values()];
}

/** Those of one passage. */
function* statementsIn(passage: string, source: string | undefined): Generator<Statement> {
  const heading = headingOf(source);
  const record = recordOf(passage);
  if (record !== undefined) {
    yield { text: record, about: heading, source };
    return;
  }
  const local = { heading: '', question: '' };
  for (const { text, kind } of unitsOf(passage)) {
    if (kind === 'heading') Object.assign(local, { heading: text, question: '' });
    else if (QUESTION.test(text)) local.question = text;
    else if (/[\p{L}\p{N}]/u.test(text) && !LEADS_ON.test(text)) {
      yield { text, about: `${heading}\n${local.heading}\n${local.question}`, source };
    }
  }
}

/** The innermost heading that a source names. */
function headingOf(source = ''): string {
  const headings = source.split(' › ');
  return headings.length > 1 ? (headings.at(-1) ?? '') : '';
}

/** A passage that is one row of a table, in one line. */
function recordOf(passage: string): string | undefined {
  const lines = passage.trim().split('\n');
  const isRow = lines.length > 1 && lines.every((line) => FIELD.test(line));
  return isRow && passage.length <= LONG_ROW ? lines.join('; ') : undefined;
}

interface Unit {
  readonly text: string;
  readonly kind: 'heading' | 'sentence' | 'row';
}

/** Headings, rows of tables (each cell behind its column's name) and sentences, in their order. */
function* unitsOf(passage: string): Generator<Unit> {
  for (const paragraph of passage.split(/\n\s*\n/)) {
    const lines = paragraph.split('\n').map((line) => line.trim());
    const rule = lines.findIndex((line, n) => n > 0 && RULE.test(line) && isRow(lines[n - 1]));
    const names = rule < 0 ? [] : cellsOf(lines[rule - 1] ?? '');
    let open = '';
    for (const [n, line] of lines.entries()) {
      if (!isRow(line) && !HEADING.test(line) && !RULE.test(line)) {
        const item = line.replace(/^[-*•>]\s+/, '');
        const goesOn = open !== '' && item === line;
        if (open !== '' && !goesOn) yield* sentencesOf(open);
        open = goesOn ? joined(open, line) : item;
        if (line.length >= WRAPPED && n < lines.length - 1) continue;
      }
      if (open !== '') yield* sentencesOf(open);
      open = '';
      if (HEADING.test(line)) yield { text: line.replace(/^#+\s+/, ''), kind: 'heading' };
      else if (isRow(line) && n !== rule - 1 && !RULE.test(line)) {
        yield { text: rowText(cellsOf(line), names), kind: 'row' };
      }
    }
  }
}

function isRow(line = ''): boolean {
  return /^\|.*\|$/.test(line);
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function rowText(cells: readonly string[], names: readonly string[]): string {
  return cells
    .flatMap((cell, n) => (cell === '' ? [] : names[n] ? `${names[n]}: ${cell}` : cell))
    .join('; ');
}

/** Two lines as one; between Chinese characters no space is wanted. */
function joined(line: string, next: string): string {
  const isHan = /[\p{sc=Han}，。；：、”）]$/u.test(line) && /^[\p{sc=Han}“（]/u.test(next);
  return `${line}${isHan ? '' : ' '}${next}`;
}

function sentencesOf(text: string): Unit[] {
  return text.split(END).map((part) => ({ text: part.trim(), kind: 'sentence' }));
}
