import type { Diagnostic, Location, Report } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Plan, PlanNode } from '../flow/plan/plan.ts';
import { message, type MessageKey, type MessageValues } from '../messages/message.ts';
import type { FlowTest, Named } from './flow-test.ts';
import { nodeAt } from './observation.ts';
import { armsOf } from './reachable.ts';
import type { Mock } from './read-mock.ts';

const MOST = 20;

/** Reports the nodes, outputs and arms that a test names and its flow does not have. */
export function checkNames(test: FlowTest, plan: Plan, report: Report): void {
  const { mocks, answers, expect } = test;
  const find = (name: string, location: Location): PlanNode | undefined => {
    const node = nodeAt(plan, name);
    if (!node) report(unknownNode(name, plan, location));
    return node;
  };
  for (const [name, mock] of mocks) {
    const node = find(name, mock.location);
    if (node) checkMock(node, mock, report);
  }
  for (const [name, { location }] of answers) {
    const node = find(name, location);
    if (node && node.node.nodeType?.role !== 'human') {
      report(wrong('test-answer', aboutNode(node), location));
    }
  }
  for (const { value, location } of [...expect.ran, ...expect.skipped]) find(value, location);
  for (const [name, { location }] of expect.calls) find(name, location);
  for (const [name, { value: outputs, location }] of expect.nodes) {
    const node = find(name, location);
    for (const [output, inner] of node ? outputs : []) {
      if (node)
        checkOutput('test-expectation/output-unknown', node, output, inner.location, report);
    }
  }
  for (const [name, { value: arms, location }] of expect.route) {
    const node = find(name, location);
    if (node) checkArms(node, arms, location, report);
  }
}

function checkMock(node: PlanNode, { value: calls, location }: Named<Mock>, report: Report): void {
  if (node.node.nodeType?.role === 'loop') {
    report({ ...wrong('test-mock/loop', { node: node.id }, location), code: 'test-mock' });
    return;
  }
  for (const call of calls) {
    if (call.kind !== 'outputs') continue;
    for (const name of Object.keys(call.outputs)) {
      checkOutput('test-mock/output', node, name, call.location, report);
    }
  }
}

/** An output's name that no run of the node could have. */
function checkOutput(
  key: 'test-mock/output' | 'test-expectation/output-unknown',
  planned: PlanNode,
  name: string,
  location: Location,
  report: Report,
): void {
  const { nodeType, config } = planned.node;
  const outputs = nodeType?.outputs(config);
  if (!nodeType || !outputs || outputs.open || outputs.names.includes(name)) return;
  if (name === 'error' && planned.node.onError.kind === 'continue') return;
  const near = nearest(name, outputs.names);
  const known = outputs.names;
  report({
    ...wrong(key, { ...aboutNode(planned), name }, location),
    code: key === 'test-mock/output' ? 'test-mock' : 'test-expectation',
    hint: near
      ? message('did-you-mean', { name: near })
      : message('test-mock/output-hint', { known }),
  });
}

function checkArms(
  planned: PlanNode,
  arms: readonly string[],
  location: Location,
  report: Report,
): void {
  if (planned.node.nodeType?.role !== 'router') {
    report(wrong('test-route', aboutNode(planned), location));
    return;
  }
  const known = armsOf(planned.node).map(({ value }) => value);
  for (const arm of arms) {
    if (known.includes(arm)) continue;
    const near = nearest(arm, known);
    report({
      ...wrong('test-arm-unknown', { node: planned.id, arm }, location),
      hint: near
        ? message('did-you-mean', { name: near })
        : message('test-arm-unknown/hint', { known }),
    });
  }
}

function aboutNode({ id, node }: PlanNode): { readonly node: string; readonly type: string } {
  return { node: id, type: node.type };
}

function wrong(key: MessageKey, values: MessageValues, location: Location): Diagnostic {
  return {
    severity: 'error',
    code: 'test-expectation',
    message: message(key, values),
    location,
  };
}

function unknownNode(node: string, plan: Plan, location: Location): Diagnostic {
  const ids = plan.nodes.map(({ id }) => id);
  const near = nearest(node, ids);
  const known = ids.length > MOST ? [...ids.slice(0, MOST), '…'] : ids;
  return {
    severity: 'error',
    code: 'test-node-unknown',
    message: message('test-node-unknown', { node }),
    location,
    hint: near
      ? message('did-you-mean', { name: near })
      : message('test-node-unknown/hint', { known }),
  };
}
