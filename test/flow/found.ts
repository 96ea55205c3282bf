import type { Diagnostic, Location, Report } from '../../src/diagnostics/diagnostic.ts';
import { position } from '../../src/diagnostics/code-frame.ts';
import { sayIn } from '../../src/messages/message.ts';

/** Collects findings; `codes` shows each as `code line:column source`, a variant behind the code. */
export class Found {
  readonly all: Diagnostic[] = [];
  readonly report: Report = (finding) => {
    this.all.push(finding);
  };

  get shown(): string[] {
    return this.all.map(({ message, location }) => `${message.key} ${place(location)}`);
  }

  /** What a person reads: messages and hints in both languages; throws when a place in a text stays empty. */
  get words(): string[] {
    return this.all.flatMap(({ message, hint }) =>
      [message, ...(hint ? [hint] : [])].flatMap((m) => [sayIn('en')(m), sayIn('zh')(m)]),
    );
  }
}

/** `line:column` and the source that a location covers. */
export function place(location: Location | null): string {
  if (!location) return '-';
  const { line, column } = position(location);
  const { file, start, end } = location;
  return `${line}:${column} ${JSON.stringify(file.text.slice(start, end))}`;
}
