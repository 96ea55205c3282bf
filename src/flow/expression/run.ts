import type { Message, MessageValues } from '../../messages/message.ts';
import { fail, type ProblemKey, type Scope, type Span } from './expression.ts';

/** How much one evaluation may do: items looked at or copied, and stretches of text. Some tenths of a second. */
export const MAX_STEPS = 5_000_000;
/** The longest text that an expression may make, in UTF-16 units. */
export const MAX_TEXT = 10_000_000;
/** How deep the data may be that is compared or written out. */
export const MAX_DATA_DEPTH = 300;
/** This many characters of text are one step. */
const CHARACTERS_A_STEP = 8;

/** One evaluation: its names, the place that it has come to, and what it may still spend. */
export class Run {
  readonly scope: Scope;
  /** Where the operation stands that is being done; the place of its failure. */
  at: Span = { start: 0, end: 0 };
  /** Steps that are left. */
  left = MAX_STEPS;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** To be called before the work is done. Throws when it would be too much. */
  readonly spend = (steps: number): void => {
    this.left -= steps;
    if (!(this.left >= 0)) this.fail('expression-limit/work');
  };

  /** Pays for reading or copying a text of that length. */
  spendText(length: number): void {
    this.spend(Math.ceil(length / CHARACTERS_A_STEP));
  }

  /** Pays for making a text, or for the last part of it (`added`); throws when it would be too long. */
  makeText(length: number, added = length): void {
    if (length > MAX_TEXT) this.fail('expression-limit/text', { max: MAX_TEXT });
    this.spendText(added);
  }

  /** Throws where data are nested too deeply to be walked. */
  checkDepth(depth: number): void {
    if (depth > MAX_DATA_DEPTH) this.fail('expression-limit/depth', { max: MAX_DATA_DEPTH });
  }

  fail(key: ProblemKey, values?: MessageValues, hint?: Message): never {
    fail(key, this.at, values, hint);
  }
}
