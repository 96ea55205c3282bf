import { nearest } from '../diagnostics/nearest.ts';
import {
  inSourceOrder,
  type Diagnostic,
  type Location,
  type Related,
  type Report,
} from '../diagnostics/diagnostic.ts';
import { behindBrokenLinks } from './graph/broken-links.ts';
import { Facts } from './checks/facts.ts';
import { Exclusive } from './graph/exclusive.ts';
import type { Flow } from './flow.ts';
import { forwardGraph } from './graph/forward-graph.ts';
import { graphOf, type Graph } from './graph/graph.ts';
import { maxLoopDepth, type Loop } from './graph/loops.ts';
import { branchUnreachable } from './rules/branch-unreachable.ts';
import { cacheImpossible } from './rules/cache-impossible.ts';
import { configField } from './rules/config-field.ts';
import { cycleWithoutLoopController } from './rules/cycle-without-loop-controller.ts';
import { edgeDuplicate } from './rules/edge-duplicate.ts';
import { edgeEndMissing } from './rules/edge-end-missing.ts';
import { edgeToItself } from './rules/edge-to-itself.ts';
import { expressionName } from './rules/expression-name.ts';
import { expressionType } from './rules/expression-type.ts';
import { inputBinding } from './rules/input-binding.ts';
import { inputMismatch } from './rules/input-mismatch.ts';
import { loopEndless } from './rules/loop-endless.ts';
import { loopLimitMissing } from './rules/loop-limit-missing.ts';
import { loopTooDeep } from './rules/loop-too-deep.ts';
import { loopWithoutBody } from './rules/loop-without-body.ts';
import { nodeIdDuplicate } from './rules/node-id-duplicate.ts';
import { onErrorTarget } from './rules/on-error-target.ts';
import { parameterUnused } from './rules/parameter-unused.ts';
import { portName } from './rules/port-name.ts';
import { routerConditions } from './rules/router-conditions.ts';
import { routerTargetMissing } from './rules/router-target-missing.ts';
import { routerTargetUnconditional } from './rules/router-target-unconditional.ts';
import { namePlaces } from './rules/name-place.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { secretExposed } from './rules/secret-exposed.ts';
import { templateBraces } from './rules/template-braces.ts';
import { typeCheck } from './rules/type-check.ts';
import { Upstream } from './graph/upstream.ts';

/** What can be seen of nodes and edges, whatever else there may be. */
const rulesOfParts: readonly Rule[] = [
  nodeIdDuplicate,
  configField,
  typeCheck,
  edgeToItself,
  edgeDuplicate,
  routerConditions,
  cycleWithoutLoopController,
  loopTooDeep,
];

/** What is missing, or ambiguous, in the whole. */
const rulesOfWhole: readonly Rule[] = [
  edgeEndMissing,
  routerTargetMissing,
  routerTargetUnconditional,
  loopWithoutBody,
  loopLimitMissing,
  onErrorTarget,
  portName,
  inputBinding,
  expressionName,
  templateBraces,
  // Before the rule that tells of the conditions themselves.
  branchUnreachable,
  expressionType,
  inputMismatch,
  loopEndless,
  cacheImpossible,
  parameterUnused,
  secretExposed,
];

/** Comparisons that may be spent on ids that were most likely meant; beyond, none is suggested. */
const MOST_COMPARED = 500_000;

/** Checks a flow by all rules and reports, in source order, what can go wrong when it runs as far as it can be known before. */
export function validateFlow(flow: Flow, report: Report): void {
  const found: Diagnostic[] = [];
  const graph = graphOf(flow);
  const forward = forwardGraph(graph);
  const nearestId = nearestIdIn(graph);
  const broken = behindBrokenLinks(flow, graph, nearestId);
  const upstream = new Upstream(graph, forward, broken);
  const ground = { flow, graph, forward, upstream };
  const places = namePlaces(ground);
  // No spread: what is made by one is slow to look into, and the rules do nothing else.
  const context: RuleContext = {
    flow,
    graph,
    forward,
    upstream,
    places,
    facts: new Facts(ground, places),
    parameters: new Set(flow.parameters.map(({ name }) => name)),
    exclusive: new Exclusive(graph, forward),
    ties: new Map<readonly number[], [number, number] | undefined>(),
    consequences: new Map<Location, Related[]>(),
    nearestId,
    inOneLoop: (a: number, b: number) => isSame(outermost(graph, a), outermost(graph, b)),
    report: (finding: Diagnostic) => void found.push(finding),
  };
  // Below the deepest loop that is looked for, cycles are left that nobody has sorted out.
  const isWhole = !flow.isPartial && graph.loops.every(({ depth }) => depth <= maxLoopDepth);
  const rules = isWhole ? [...rulesOfParts, ...rulesOfWhole] : rulesOfParts;
  for (const rule of rules) rule(context);
  for (const finding of inSourceOrder(found)) report(finding);
}

function nearestIdIn(graph: Graph): (id: string) => string | undefined {
  const ids = [...graph.index.keys()];
  const known = new Map<string, string | undefined>();
  let left = MOST_COMPARED;
  return (id) => {
    if (!known.has(id) && left > 0) {
      left -= ids.length;
      known.set(id, nearest(id, ids));
    }
    return known.get(id);
  };
}

/** Nodes that share a loop share the outermost one. */
function outermost(graph: Graph, node: number): Loop | undefined {
  let loop = graph.loopOf[node];
  while (loop?.parent) loop = loop.parent;
  return loop;
}

function isSame(a: Loop | undefined, b: Loop | undefined): boolean {
  return a !== undefined && a === b;
}
