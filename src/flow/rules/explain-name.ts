import { isTypo, nearest } from '../../diagnostics/nearest.ts';
import { message, type Message } from '../../messages/message.ts';
import type { NameUse } from '../expression/expression.ts';
import { functions } from '../expression/functions.ts';
import type { NamePlace } from './name-place.ts';
import type { RuleContext } from './rule.ts';

/** What to say of a name that is not defined. */
export interface Explanation {
  readonly text: Message;
  readonly span: { readonly start: number; readonly end: number };
  readonly hint: Message | undefined;
  /** Hardly anything else can be meant. */
  readonly isSure: boolean;
}

/** Works out what was most likely meant by a name; `known`: what could have been. */
export function explainName(
  place: NamePlace,
  use: NameUse,
  known: readonly string[],
  context: RuleContext,
): Explanation {
  const { name } = use;
  const id = idAround(place, use, context);
  if (id) {
    const text = message('expression-name/dash', { id: id.id });
    return { text, span: id, hint: message('name-hint/dash', { id: id.id }), isSure: true };
  }
  const text = message('expression-name/undefined', { name });
  if (functions.has(name)) {
    return {
      text,
      span: use,
      hint: message('expression-name/hint-function', { name }),
      isSure: true,
    };
  }
  const reason = elsewhere(place, name, context);
  if (reason) return { text, span: use, hint: reason, isSure: true };
  const near = nearestName(use, known, context);
  if (near === undefined) return { text, span: use, hint: undefined, isSure: false };
  return {
    text,
    span: use,
    hint: message('did-you-mean', { name: near }),
    isSure: isTypo(name, near),
  };
}

/** The id with a hyphen of which a name is a part: `llm` of `llm-main.text`. */
function idAround(
  { tree }: NamePlace,
  use: NameUse,
  { graph }: RuleContext,
): { id: string; start: number; end: number } | undefined {
  const source = String(tree.value);
  if (source[use.start - 1] !== '-' && source[use.end] !== '-') return undefined;
  for (const { id } of graph.nodes) {
    if (!id.includes('-') || !id.includes(use.name)) continue;
    const start = source.lastIndexOf(id, use.start);
    if (start >= 0 && start + id.length >= use.end) return { id, start, end: start + id.length };
  }
  return undefined;
}

/** Where a name would come from that is not defined here. */
function elsewhere(
  { node, after }: NamePlace,
  name: string,
  context: RuleContext,
): Message | undefined {
  if (node === undefined) return undefined;
  const { graph, upstream } = context;
  const id = (n: number): string => graph.nodes[n]?.id ?? '';
  const leftOut = upstream.leftOut(node, name);
  if (leftOut !== undefined && (after || leftOut !== node)) {
    return message('name-hint/config', { node: id(leftOut), name });
  }
  const giver = upstream
    .declaring(name)
    .map((n) => upstream.nodeOf(n))
    .find((n) => n !== node);
  if (giver === undefined) return undefined;
  const values = { node: id(giver), name, here: id(node) };
  return message(context.inOneLoop(giver, node) ? 'name-hint/loop' : 'name-hint/elsewhere', values);
}

function nearestName(
  { name, member }: NameUse,
  known: readonly string[],
  context: RuleContext,
): string | undefined {
  // `writer.text` is a node's output: an id is meant.
  const id = known.length > 0 ? context.nearestId(name) : undefined;
  const near = nearest(name, known);
  return member === undefined ? (near ?? id) : (id ?? near);
}
