import type { Report } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import type { FlowNode } from '../flow.ts';
import { child, entry, type MapTree, type Tree } from '../tree.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A router has no conditions, or one of them lacks its expression or its target. */
export const routerConditions: Rule = (context) => {
  for (const node of context.graph.nodes) {
    if (node.nodeType?.role === 'router') checkRouter(node, context);
  }
};

function checkRouter(node: FlowNode, { report }: RuleContext): void {
  const conditions = entry(node.configTree, 'conditions');
  const tree = conditions?.value;
  if (isMissing(tree) || (tree?.kind === 'list' && tree.items.length === 0)) {
    const location = conditions?.key.location ?? node.idLocation;
    const text = message('router-without-conditions', { node: node.id });
    const hint = message('router-without-conditions/hint');
    report(finding('router-without-conditions', location, text, hint));
  }
  for (const item of tree?.kind === 'list' ? tree.items : []) {
    // What is no map at all is the matter of the config's types.
    if (item.kind === 'map') checkCondition(node, item, report);
  }
}

function checkCondition(node: FlowNode, condition: MapTree, report: Report): void {
  for (const field of ['expression', 'next_node']) {
    if (!isMissing(child(condition, field))) continue;
    const location = condition.entries[0]?.key.location ?? condition.location;
    const text = message('router-condition-incomplete', { node: node.id, field });
    const hint = message('router-condition-incomplete/hint');
    report(finding('router-condition-incomplete', location, text, hint));
  }
}

function isMissing(tree: Tree | undefined): boolean {
  return !tree || (tree.kind === 'scalar' && (tree.value === null || tree.value === ''));
}
