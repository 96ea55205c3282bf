import type { NamePlace } from './name-place.ts';
import type { RuleContext } from './rule.ts';

/** Run inputs that have their name from the tool: nobody declares them. */
const runInputs = ['input', 'items', 'item', 'index', 'history', 'session_id'];
/** So many names are listed. */
const MOST_NAMES = 200;

/** Whether a name surely has a value at a place, or at least can be expected to have one. */
export function isDefined(place: NamePlace, name: string, context: RuleContext): boolean {
  return (
    place.own.has(name) ||
    runInputs.includes(name) ||
    context.parameters.has(name) ||
    isGiven(place, name, context)
  );
}

/** Whether a node that the place sees declares the name. */
function isGiven(place: NamePlace, name: string, context: RuleContext): boolean {
  const { upstream } = context;
  const { node } = place;
  if (node === undefined) return upstream.declaring(name).length > 0;
  return isGivenNearby(place, name, context) || upstream.nearest(node, name) !== undefined;
}

/** The same, for what is nearer than all that is upstream: the node itself and its loop. */
export function isGivenNearby(
  { node, after, body }: NamePlace,
  name: string,
  { graph, upstream }: RuleContext,
): boolean {
  const gives = (n: number | undefined): boolean =>
    n !== undefined && upstream.ports[n]?.outputs.includes(name) === true;
  return (
    (after && gives(node)) ||
    (node !== undefined && gives(graph.loopOf[node]?.controller)) ||
    body?.body.some(gives) === true
  );
}

/** Whether anything may be a name here: a run input, or an output that nobody declares. */
export function isOpen(
  { node, after, body }: NamePlace,
  { graph, upstream }: RuleContext,
): boolean {
  const gives = (n: number): boolean => {
    const role = graph.nodes[n]?.nodeType?.role;
    return upstream.ports[n]?.openOutputs === true || role === 'input' || role === 'batch';
  };
  if (node === undefined) return graph.nodes.some((_, n) => gives(n));
  return (
    (after && gives(node)) ||
    upstream.hasRunInputs(node) ||
    upstream.distanceToOpen(node) < Infinity ||
    body?.body.some(gives) === true
  );
}

/** The names that a place sees, the nearest first; of very many only some. */
export function knownNames({ node, own, after, body }: NamePlace, context: RuleContext): string[] {
  const { parameters, graph, upstream } = context;
  const names = new Set(own);
  const add = (n: number): void => {
    for (const name of upstream.ports[n]?.outputs ?? []) names.add(name);
  };
  if (node === undefined) graph.nodes.slice(0, MOST_NAMES).forEach((_, n) => add(n));
  else {
    if (after) add(node);
    body?.body.slice(0, MOST_NAMES).forEach(add);
    for (const name of upstream.names(node, MOST_NAMES)) names.add(name);
  }
  for (const name of parameters) names.add(name);
  return [...names];
}
