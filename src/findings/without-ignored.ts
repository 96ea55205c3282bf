import { codes } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { excerpt } from '../diagnostics/printable.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { message, type Message } from '../messages/message.ts';
import { ignoreComments, type IgnoreComment } from './ignore-comment.ts';

/** A comment with the codes that it has made use of. */
interface Used {
  readonly comment: IgnoreComment;
  readonly codes: Set<string>;
}

/**
 * Takes findings away that a comment `# bisheng-ignore code: reason` on their line, or on the line above, asks to ignore.
 * A comment without a code or a reason ignores nothing, and is a finding itself; so is one in a `checked` source that had nothing to
 * ignore.
 */
export function withoutIgnored(
  diagnostics: readonly Diagnostic[],
  checked: readonly SourceFile[],
): readonly Diagnostic[] {
  const byFile = new Map<string, Used[]>();
  const commentsOf = (source: SourceFile): Used[] => {
    const known = byFile.get(source.path);
    if (known) return known;
    const found = ignoreComments(source).map((comment) => ({ comment, codes: new Set<string>() }));
    byFile.set(source.path, found);
    return found;
  };
  const left = diagnostics.filter(({ code, location }) => {
    if (!location) return true;
    const comments = commentsOf(location.file);
    if (comments.length === 0) return true;
    const line = location.file.lineAt(location.start);
    const meant = comments.filter(({ comment }) => comment.line === line && asksFor(comment, code));
    for (const used of meant) used.codes.add(code);
    return meant.length === 0;
  });
  const problems = checked.flatMap((source) => commentsOf(source).flatMap(problemsOf));
  return [...left, ...problems];
}

function asksFor({ codes: asked, reason }: IgnoreComment, code: string): boolean {
  return reason !== '' && asked.some(({ name }) => name === code);
}

function problemsOf({ comment, codes: used }: Used): Diagnostic[] {
  const { location, codes: asked, reason } = comment;
  if (asked.length === 0 || reason === '') {
    const what = asked.length === 0 ? 'ignore-incomplete/code' : 'ignore-incomplete';
    const example = asked[0]?.name ?? 'yaml-1-1-differs';
    return [
      {
        severity: codes['ignore-incomplete'],
        code: 'ignore-incomplete',
        message: message(what),
        location,
        hint: message('ignore-incomplete/hint', { code: excerpt(example) }),
      },
    ];
  }
  return asked
    .filter(({ name }) => !used.has(name))
    .map(({ name, location: place }) => ({
      severity: codes['ignore-unused'],
      code: 'ignore-unused',
      location: place,
      ...unusedWords(name),
    }));
}

function unusedWords(name: string): { message: Message; hint: Message } {
  const code = excerpt(name);
  if (Object.hasOwn(codes, name)) {
    return { message: message('ignore-unused', { code }), hint: message('ignore-unused/hint') };
  }
  const near = nearest(name, Object.keys(codes));
  return {
    message: message('ignore-unused/unknown', { code }),
    hint:
      near === undefined
        ? message('ignore-unused/unknown-hint')
        : message('did-you-mean', { name: near }),
  };
}
