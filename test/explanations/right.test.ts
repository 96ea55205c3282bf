import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { pythonDiagnostics } from '../../src/python/findings.ts';
import { findingsIn } from '../flow/findings.ts';
import { inspectFolders } from '../python/inspect.ts';
import { root } from '../support/pages.ts';

const flows = path.join(root, 'test/flows');
const python = path.join(root, 'test/python');
const say = sayIn('en');

/** The files with a mistake without their variants: `edge-duplicate.yaml`, but not `edge-duplicate.near.yaml`. */
const wrongFlows = readdirSync(path.join(flows, 'err')).filter((name) =>
  /^[^.]+\.yaml$/.test(name),
);
const wrongFolders = readdirSync(path.join(python, 'err')).filter((name) => !name.includes('.'));

/** The fences with YAML under “Right” of all pages, as they are printed. */
const printed = readdirSync(path.join(root, 'docs/diagnostics')).flatMap((page) => {
  const [, right = ''] = readFileSync(path.join(root, 'docs/diagnostics', page), 'utf8').split(
    /^## Right$/m,
  );
  return [...right.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(
    ([, text = ''], n) => [page, n, text] as const,
  );
});

/** Codes that a flow alone, without the project around it, may have. */
const needsProject = /^(?:sub-flow-missing|unknown-node-type|parameter-missing|model-unknown)$/;

describe('the right examples', () => {
  it.each(printed)('on %s (%i) are whole', (_, __, text) => {
    const isFlow = /^nodes:/m.test(text);
    const found = findingsIn(Buffer.from(text)).filter(
      ({ code, severity }) =>
        severity === 'error' && (isFlow ? !needsProject.test(code) : code.startsWith('yaml-')),
    );
    expect(found.map(({ code, message }) => `${code}: ${say(message)}`)).toEqual([]);
    expect(text).not.toMatch(/…$/m);
  });

  it('are there for every wrong one, and for no other', () => {
    expect(readdirSync(path.join(flows, 'right')).sort()).toEqual(wrongFlows.sort());
    expect(readdirSync(path.join(python, 'right')).sort()).toEqual(wrongFolders.sort());
  });

  it.each(readdirSync(path.join(flows, 'right')))('%s has no finding', (name) => {
    const found = findingsIn(readFileSync(path.join(flows, 'right', name)));
    expect(found.map((finding) => `${finding.code}: ${say(finding.message)}`)).toEqual([]);
  });

  it('in Python have none either', () => {
    const folders = readdirSync(path.join(python, 'right'));
    const inspected = inspectFolders(folders.map((name) => path.join(python, 'right', name)));
    const found = inspected.flatMap(({ id, findings }) =>
      pythonDiagnostics(findings, (file) => path.basename(file)).map(
        (finding) => `${id}: ${finding.code}: ${say(finding.message)}`,
      ),
    );
    expect(found).toEqual([]);
  });
});
