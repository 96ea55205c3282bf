import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { FlowCheck } from '../../src/cli/validate/flow-check.ts';
import { fixFlows } from '../../src/cli/validate/fix-flows.ts';
import type { SourceFile } from '../../src/diagnostics/source-file.ts';
import { findingsIn } from '../flow/findings.ts';

it('counts as repaired what was told to be repairable, however many rounds it takes', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'fix-'));
  try {
    const absolute = path.join(folder, 'flow.yaml');
    await writeFile(
      absolute,
      'nodes:\n  - { id: ask, type: InputNode }\n  - { id: a, type: Transform, config: { expression: text === "a" && !text || text === "b" } }\nedges:\n  - { from: ask, to: a }\n',
    );
    const check = {
      load: ({ source: file }: { source: SourceFile }) => {
        const diagnostics = findingsIn(file.text).map((one) => ({
          ...one,
          location: one.location && { ...one.location, file },
        }));
        return Promise.resolve({ loaded: { hasNodes: true, diagnostics } });
      },
    } as unknown as FlowCheck;
    const [fixed] = await fixFlows([{ absolute, shown: 'flow.yaml', named: true }], check);
    expect(fixed?.count).toBe(1);
    expect(fixed?.text).toContain('text == "a" and not text or text == "b"');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
