import { parseEvents, YAMLException, type Event } from 'js-yaml';
import type { Diagnostic, Report } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import { message } from '../../messages/message.ts';
import { buildTree, depthFinding, maxDepth } from './build-tree.ts';
import { canvasNodes } from './canvas.ts';
import { colonHint } from './colon-hint.ts';
import { explainSyntax, syntaxFinding } from './syntax-error.ts';
import type { MapTree, Tree } from '../tree.ts';

/**
 * Reads YAML 1.2 (core schema; JSON is part of it) as a tree in which every value knows its place. A text that is no
 * YAML gives one finding and undefined, as does one that is nested too deep or too large with its aliases written
 * out; duplicate keys, tags, merge keys and the like are reported, and the rest is read. A text without any value is
 * the scalar null at its beginning.
 */
export function readTree(source: SourceFile, report: Report): Tree | undefined {
  let events: Event[];
  try {
    events = parseEvents(source.text, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    report(findingFor(source, error));
    return undefined;
  }
  return buildTree(source, events, report);
}

/**
 * Reads a flow's file as {@link readTree} does. What can't be a flow is one finding and undefined: an empty file, a
 * list, a single value, the platform's canvas JSON. Which keys a flow has is not looked at here.
 */
export function readFlow(source: SourceFile, report: Report): MapTree | undefined {
  const findings: Diagnostic[] = [];
  const tree = readTree(source, (finding) => findings.push(finding));
  const nodes = tree && canvasNodes(tree);
  if (nodes) {
    report({
      severity: 'error',
      code: 'canvas-json',
      message: message('canvas-json'),
      location: nodes.key.location,
      hint: message('canvas-json/hint'),
    });
    return undefined;
  }
  findings.forEach(report);
  if (!tree || tree.kind === 'map') return tree;
  if (tree.kind !== 'unknown') report(notAFlow(tree));
  return undefined;
}

function findingFor(source: SourceFile, { reason, mark }: YAMLException): Diagnostic {
  const at = mark?.position ?? 0;
  if (reason.includes('maxDepth')) return depthFinding(source, at, at + 1);
  return syntaxFinding(source, explainSyntax(source.text, reason, at));
}

function notAFlow(tree: Tree): Diagnostic {
  const { location } = tree;
  if (tree.kind === 'scalar' && tree.value === null && !tree.quoted) {
    return {
      severity: 'error',
      code: 'flow-empty',
      message: message('flow-empty'),
      location,
      hint: message('flow-empty/hint'),
    };
  }
  const hint = colonHint(tree);
  return {
    severity: 'error',
    code: 'flow-not-a-mapping',
    message: message(tree.kind === 'list' ? 'flow-not-a-mapping/list' : 'flow-not-a-mapping'),
    location,
    ...(hint && { hint: message(hint) }),
  };
}
