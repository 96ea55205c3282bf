/** A text with a name, and where its lines begin. Offsets are UTF-16 code units, as in every JavaScript string. */
export class SourceFile {
  /** The path as the user wrote it, or `<stdin>`. */
  readonly path: string;
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** Line (from 0) that holds an offset. */
  lineAt(offset: number): number {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Offset of the first character of a line (from 0). */
  lineStart(line: number): number {
    return this.lineStarts[line] ?? this.text.length;
  }

  /** A line (from 0) without its line break. */
  lineText(line: number): string {
    return this.text
      .slice(this.lineStart(line), this.lineStart(line + 1))
      .replace(/\r?\n$|\r$/, '');
  }

  /** How many lines the text has; at least one. */
  get lineCount(): number {
    return this.lineStarts.length;
  }

  private get lineStarts(): number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (let at = 0; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 10 || (code === 13 && this.text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
    return (this.#lineStarts = starts);
  }
}
