import { realpath } from 'node:fs/promises';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { SourceFile } from '../../diagnostics/source-file.ts';
import { applyFixes } from '../../findings/apply-fixes.ts';
import { withoutIgnored } from '../../findings/without-ignored.ts';
import type { FoundFile } from '../../project/find-files.ts';
import { readSource } from '../../project/read-source.ts';
import type { FlowCheck } from './flow-check.ts';

/** A repair may show what else can be repaired; more rounds than this nothing needs. */
const MOST_ROUNDS = 10;

/** A flow's text before and after its repairs. */
export interface FixedFlow {
  readonly absolute: string;
  readonly source: SourceFile;
  readonly text: string;
  /** How many findings were repaired. */
  readonly count: number;
}

/** The flows among files that can be repaired, with their repaired texts. Nothing is written. */
export async function fixFlows(
  files: readonly FoundFile[],
  check: FlowCheck,
): Promise<readonly FixedFlow[]> {
  const fixed: FixedFlow[] = [];
  const seen = new Set<string>();
  for (const { absolute, shown } of files) {
    const real = await realpath(absolute).catch(() => absolute);
    // Links lead to what has been repaired already.
    if (seen.has(real)) continue;
    seen.add(real);
    const decoded = await readSource(absolute, shown);
    if (!('source' in decoded) || !decoded.source.text.includes('nodes')) continue;
    const flow = await fixFlow(decoded.source, absolute, check);
    if (flow) fixed.push(flow);
  }
  return fixed;
}

async function fixFlow(
  source: SourceFile,
  absolute: string,
  check: FlowCheck,
): Promise<FixedFlow | undefined> {
  const findingsOf = async (text: SourceFile): Promise<readonly Diagnostic[] | undefined> => {
    const { loaded } = await check.load({ source: text }, absolute);
    // Somebody else's file is left alone.
    if (!loaded.hasNodes) return undefined;
    // So are sub-flows, which are files of their own, and what somebody wants to be ignored.
    return withoutIgnored(loaded.diagnostics, []).filter(({ location }) => location?.file === text);
  };
  let best = source;
  let findings = await findingsOf(source);
  const before = fixableIn(findings);
  for (let round = 0; findings && round < MOST_ROUNDS; round++) {
    const fixed = applyFixes(best.text, findings);
    if (fixed.count === 0) break;
    const next = new SourceFile(source.path, fixed.text);
    const left = await findingsOf(next);
    // A repair that does harm is none.
    if (!left || errorsIn(left) > errorsIn(findings)) break;
    best = next;
    findings = left;
  }
  if (best === source) return undefined;
  // What a repair brought to light is part of it: the same is counted that was told before.
  const count = Math.max(1, before - fixableIn(findings));
  return { absolute, source, text: best.text, count };
}

function fixableIn(findings: readonly Diagnostic[] = []): number {
  return findings.filter(({ fix }) => fix).length;
}

function errorsIn(findings: readonly Diagnostic[]): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}
