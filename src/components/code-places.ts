import { position } from '../diagnostics/code-frame.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../diagnostics/source-file.ts';
import { placeIn, type ScalarTree } from '../flow/tree.ts';
import type { MessageKey } from '../messages/message.ts';
import type { PythonFrame } from '../python/instance.ts';
import { placeOf, placeOfLine } from '../python/place.ts';
import type { FramePlaces } from './python-error.ts';

/** The lines of code that stands in a flow, as places in the flow's file. */
export class CodePlaces implements FramePlaces {
  readonly words: FramePlaces['words'] = new Map<string, readonly [MessageKey, MessageKey]>([
    ['permission-denied', ['permission-denied/code', 'permission-denied/code-hint']],
  ]);
  readonly #path: string;
  readonly #scalar: ScalarTree;
  readonly #source: SourceFile;

  /** `path` is the file that Python takes the code for. */
  constructor(path: string, scalar: ScalarTree, text: string) {
    this.#path = path;
    this.#scalar = scalar;
    this.#source = new SourceFile('', text);
  }

  place({ file, line, column, endLine, endColumn }: PythonFrame): Location | undefined {
    if (file !== this.#path) return undefined;
    const whole = column === null || endLine === null || endColumn === null;
    const { start, end } = whole
      ? placeOfLine(this.#source, line)
      : placeOf(this.#source, [line, column, endLine, endColumn]);
    return placeIn(this.#scalar, start, end);
  }

  shown(frame: PythonFrame): string | undefined {
    const location = this.place(frame);
    return location && `${location.file.path}:${position(location).line}`;
  }
}
