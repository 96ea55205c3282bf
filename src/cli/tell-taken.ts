import { SecretMask } from '../engine/secrets.ts';
import { message, type Say } from '../messages/message.ts';
import type { NodeResults, TakenUp } from '../project/take-up.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { count } from '../reporters/text/numbers.ts';
import { themeFor, type Theme } from '../reporters/text/theme.ts';
import type { OutputFormat } from './run-reporters.ts';
import type { Terminal } from './terminal.ts';

/** The earlier run, and how it is taken up. */
interface TakingUp {
  readonly id: string;
  readonly resumes: boolean;
  readonly dryRun: boolean;
}

/** So many nodes are told of one by one. */
const LISTED = 20;

/** Says what is kept of an earlier run and what works again: before the run, or instead of it on stdout. */
export function tellTaken(
  begin: TakingUp,
  taken: TakenUp,
  { output, secrets }: { readonly output: OutputFormat; readonly secrets: readonly string[] },
  { stdout, stderr, say, unicode }: Terminal,
): void {
  const isDocument = begin.dryRun && output === 'json';
  const text = isDocument
    ? `${JSON.stringify(documentOf(begin, taken, say), null, 2)}\n`
    : linesOf(begin, taken, say, themeFor({ color: false, unicode }))
        .map((line) => `${line}\n`)
        .join('');
  (begin.dryRun ? stdout : stderr).write(new SecretMask(secrets).text(text));
}

function documentOf({ id }: TakingUp, { kept, again }: TakenUp, say: Say): object {
  return {
    format_version: 1,
    run_id: id,
    kept,
    again: again.map(({ why, ...one }) => ({ ...one, why: why.map(say) })),
  };
}

function linesOf(
  { id, resumes }: TakingUp,
  { kept, again }: TakenUp,
  say: Say,
  theme: Theme,
): string[] {
  const key = resumes ? 'resume/kept' : 'resume/taken';
  const nodes = listed(outermost(kept, new Set(kept.map(({ node }) => node))), say, theme.symbols);
  const head = message(nodes.length === 0 ? `${key}-nothing` : key, {
    id: foreign(id.slice(0, 8)),
    nodes,
  });
  const changed = again.filter(({ why }) => why.length > 0);
  const behind = again.filter(({ why }) => why.length === 0);
  const lines = changed.slice(0, LISTED).map(({ node, why }) => {
    const reasons = why.map((reason) => foreign(say(reason)));
    return say(message('resume/again', { node: foreign(node), reasons }));
  });
  const left = changed.length - LISTED;
  if (left > 0) lines.push(`  ${say(message('resume/more', { n: left }))}`);
  const others = listed(outermost(behind), say, theme.symbols);
  if (others.length > 0) lines.push(say(message('resume/again-behind', { nodes: others })));
  return [say(head), ...lines];
}

/** Without the nodes of sub-flows whose own node is told of; `known` undefined: as their outermost nodes. */
function outermost(nodes: readonly NodeResults[], known?: ReadonlySet<string>): NodeResults[] {
  if (known) return nodes.filter(({ node }) => !isInside(node, known));
  const counts = new Map<string, number>();
  for (const { node, results } of nodes) {
    const [outer = node] = node.split('/');
    if (outer === node || !counts.has(outer)) counts.set(outer, outer === node ? results : 1);
  }
  return [...counts].map(([node, results]) => ({ node, results }));
}

function isInside(node: string, known: ReadonlySet<string>): boolean {
  for (let at = node.lastIndexOf('/'); at > 0; at = node.lastIndexOf('/', at - 1)) {
    if (known.has(node.slice(0, at))) return true;
  }
  return false;
}

/** Names, with how often each has ended where that was more than once. */
function listed(nodes: readonly NodeResults[], say: Say, { times }: Theme['symbols']): string[] {
  const names = nodes
    .slice(0, LISTED)
    .map(({ node, results }) => foreign(node) + (results > 1 ? ` ${times}${count(results)}` : ''));
  const left = nodes.length - LISTED;
  return left > 0 ? [...names, say(message('resume/more', { n: left }))] : names;
}
