import { Chalk } from 'chalk';

export type Style = (text: string) => string;

/** The signs and colours of everything that the reporters show. */
export interface Theme {
  readonly unicode: boolean;
  readonly symbols: Symbols;
  readonly good: Style;
  readonly bad: Style;
  readonly warn: Style;
  readonly accent: Style;
  readonly bold: Style;
  readonly dim: Style;
}

export interface Symbols {
  readonly succeeded: string;
  readonly failed: string;
  readonly cancelled: string;
  readonly skipped: string;
  readonly pending: string;
  readonly waiting: string;
  readonly retrying: string;
  readonly warning: string;
  readonly error: string;
  /** Shown in turn while something runs. */
  readonly running: readonly string[];
  readonly ellipsis: string;
  /** Before each line of text that a node streams. */
  readonly quote: string;
  readonly times: string;
  readonly dot: string;
  readonly full: string;
  readonly empty: string;
}

const unicodeSymbols: Symbols = {
  succeeded: '✔',
  failed: '✖',
  cancelled: '✖',
  skipped: '–',
  pending: '○',
  waiting: '⏸',
  retrying: '↻',
  warning: '!',
  error: '✖',
  running: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  ellipsis: '…',
  quote: '│',
  times: '×',
  dot: '·',
  full: '█',
  empty: '░',
};

const asciiSymbols: Symbols = {
  succeeded: '+',
  failed: 'x',
  cancelled: 'x',
  skipped: '-',
  pending: '.',
  waiting: '=',
  retrying: '~',
  warning: '!',
  error: 'x',
  running: ['|', '/', '-', '\\'],
  ellipsis: '...',
  quote: '|',
  times: 'x',
  dot: '-',
  full: '#',
  empty: '.',
};

/** The theme for a stream. */
export function themeFor(options: { readonly color: boolean; readonly unicode: boolean }): Theme {
  const chalk = new Chalk({ level: options.color ? 1 : 0 });
  return {
    unicode: options.unicode,
    symbols: options.unicode ? unicodeSymbols : asciiSymbols,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    accent: chalk.cyan,
    bold: chalk.bold,
    dim: chalk.dim,
  };
}
