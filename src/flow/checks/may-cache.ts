import type { FlowEdge, FlowNode } from '../flow.ts';
import { rememberingOf } from '../node-type.ts';
import { own } from '../value.ts';

/** Why results of a node can't stand for others of its. */
export type CacheObstacle = 'role' | 'person' | 'flow' | 'request' | 'stateful';

/** The only method whose requests change nothing and may be left out. */
const SAFE = 'GET';

/** Why a node's results can't be cached; undefined where they can. `edges`: those of its flow. */
export function cacheObstacle(
  node: FlowNode,
  edges: readonly FlowEdge[],
): CacheObstacle | undefined {
  const { nodeType, config } = node;
  if (!nodeType) return undefined;
  if (nodeType.role === 'flow') return 'flow';
  if (nodeType.role === 'human') return 'person';
  if (nodeType.role !== 'work') return 'role';
  if (nodeType.runsFlow && (own(config, 'flow') ?? null) !== null) return 'flow';
  if (mayWrite(node, edges)) return 'request';
  const remembers = rememberingOf(nodeType, config);
  // Who asks for it by name knows what nobody else can.
  const isFree = remembers === 'never' || (remembers === 'maybe' && node.cache === true);
  return isFree ? undefined : 'stateful';
}

/** Whether it sends requests that may change something, or nobody can say which. */
function mayWrite({ id, type, config, inputs }: FlowNode, edges: readonly FlowEdge[]): boolean {
  // Each item may name a method.
  if (type === 'ItemProcessor') return own(config, 'component') === 'HTTPRequest';
  if (type !== 'HTTPRequest') return false;
  const method = own(config, 'method') ?? null;
  const hasBody = (own(config, 'body') ?? null) !== null;
  const isGet = method === null ? !hasBody : typeof method === 'string' && isSafe(method);
  const bound = ['method', 'body'].some(
    (name) =>
      inputs.some((input) => input.name === name) ||
      edges.some(({ to }) => to.node === id && to.port === name),
  );
  return !isGet || bound;
}

function isSafe(method: string): boolean {
  return method.trim().toUpperCase() === SAFE;
}
