/** The names that PEP 508 gives to what a marker may ask of the environment. */
const NAMES: ReadonlySet<string> = new Set([
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
  'extras',
  'dependency_groups',
]);
const TOKEN = /\s*(?:([()])|(===|==|~=|!=|<=|>=|<|>)|("[^"]*"|'[^']*')|([A-Za-z_][\w.]*))/y;
/** Deeper than anybody writes. */
const DEEPEST = 50;

interface Token {
  readonly kind: 'bracket' | 'operator' | 'text' | 'word';
  readonly text: string;
  readonly at: number;
}

/**
 * Where an environment marker (`python_version < "3.11" and sys_platform == "linux"`) stops being one, as an offset
 * into the text; undefined where it is right.
 */
export function markerProblemAt(text: string): number | undefined {
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') return tokens;
  try {
    const end = either(tokens, 0, 0);
    return tokens[end]?.at;
  } catch (error) {
    if (error instanceof Wrong) return error.at ?? text.length;
    throw error;
  }
}

class Wrong extends Error {
  readonly at: number | undefined;
  constructor(token: Token | undefined) {
    super('marker');
    this.at = token?.at;
  }
}

function tokensOf(text: string): Token[] | number {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    const [all, bracket, operator, quoted, word] = match;
    const found = bracket ?? operator ?? quoted ?? word ?? '';
    const kind = bracket ? 'bracket' : operator ? 'operator' : quoted ? 'text' : 'word';
    tokens.push({ kind, text: found, at: at + all.length - found.length });
  }
  return tokens;
}

/** Each of these gives the index behind what it has read, or throws. */
function either(tokens: readonly Token[], from: number, depth: number): number {
  let at = comparison(tokens, from, depth);
  while (tokens[at]?.text === 'and' || tokens[at]?.text === 'or') {
    at = comparison(tokens, at + 1, depth);
  }
  return at;
}

function comparison(tokens: readonly Token[], from: number, depth: number): number {
  const first = tokens[from];
  if (first?.text === '(') {
    if (depth > DEEPEST) throw new Wrong(first);
    const end = either(tokens, from + 1, depth + 1);
    if (tokens[end]?.text !== ')') throw new Wrong(tokens[end]);
    return end + 1;
  }
  side(first);
  const at = operator(tokens, from + 1);
  side(tokens[at]);
  return at + 1;
}

function operator(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  if (token?.kind === 'operator' || token?.text === 'in') return at + 1;
  if (token?.text === 'not' && tokens[at + 1]?.text === 'in') return at + 2;
  throw new Wrong(token);
}

function side(token: Token | undefined): void {
  if (token?.kind === 'text') return;
  // `os.name` and the like are the old spellings, which pip still takes.
  if (token?.kind === 'word' && NAMES.has(token.text.replaceAll('.', '_'))) return;
  throw new Wrong(token);
}
