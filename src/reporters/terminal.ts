import type { Sink } from './reporter.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to colour what goes to a stream. The first that says something wins: `--no-color` and `--color`
 * (`flags.color`), FORCE_COLOR, NO_COLOR (any value but the empty one, see no-color.org), TERM=dumb, and last
 * whether the stream is a terminal.
 */
export function colorSupport(
  stream: Pick<Sink, 'isTTY'>,
  env: Environment,
  flags: { readonly color?: boolean | undefined } = {},
): boolean {
  if (flags.color !== undefined) return flags.color;
  if (env.FORCE_COLOR !== undefined) return !isNo(env.FORCE_COLOR);
  if (env.NO_COLOR) return false;
  if (env.TERM === 'dumb') return false;
  return stream.isTTY === true;
}

/** Whether lines that are already on the stream can be drawn anew; never in CI, whose logs keep every frame. */
export function liveSupport(stream: Pick<Sink, 'isTTY'>, env: Environment): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb' && (!env.CI || isNo(env.CI));
}

/** Whether the terminal shows characters beyond ASCII: what the locale says, and on Windows which terminal it is. */
export function unicodeSupport(env: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') {
    const { WT_SESSION, TERM_PROGRAM, TERM, ConEmuTask } = env;
    return (
      [WT_SESSION, ConEmuTask].some(Boolean) ||
      TERM_PROGRAM === 'vscode' ||
      /^(xterm|alacritty|cygwin)/.test(TERM ?? '')
    );
  }
  if (env.TERM === 'linux') return false;
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(Boolean);
  return locale === undefined || /utf-?8/i.test(locale);
}

function isNo(value: string): boolean {
  return value === '0' || value.toLowerCase() === 'false';
}
