import type { FlowTree } from './flow-tree.ts';

/** The environment variables that a flow and its sub-flows read: by placeholders, and by parameters. */
export function flowVariables({ flow, subFlows }: FlowTree): ReadonlySet<string> {
  const placeholders = flow.file.text.matchAll(/\$\{env\.(\w+)\}/g);
  return new Set([
    ...[...placeholders].flatMap(([, name]) => name ?? []),
    ...flow.parameters.flatMap(({ env }) => env ?? []),
    ...[...subFlows.values()].flatMap((inner) => [...flowVariables(inner)]),
  ]);
}
