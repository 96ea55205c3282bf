import { describe, expect, it } from 'vitest';
import { codes } from '../../src/diagnostics/codes.ts';
import { folderWith } from './bisheng.ts';

const { run } = await folderWith();

describe('bisheng explain', () => {
  it('shows what a code means, and a wrong and a right example, on stdout', async () => {
    const { exitCode, stdout, stderr } = await run(['explain', 'edge-duplicate']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^edge-duplicate\n\nWarning\. The same edge is listed twice\.\n/);
    expect(stdout).toContain('\nWrong\n\n    nodes:\n');
    expect(stdout).toContain('\nRight\n\n    nodes:\n');
    expect(stdout).not.toMatch(/```|\*\*|^#/m);
  });

  it('takes the code as it stands behind a finding', async () => {
    const { stdout } = await run(['explain', '[edge-duplicate]', '--lang', 'zh']);
    expect(stdout).toContain('警告：同一条连线写了两次。');
  });

  it('keeps to the width of a page', async () => {
    const { stdout } = await run(['explain', 'import-missing']);
    const prose = stdout.split('\n').filter((line) => !line.startsWith('  '));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('lists all codes without one', async () => {
    const { exitCode, stdout, stderr } = await run(['explain']);
    expect(exitCode).toBe(0);
    const listed = stdout.trimEnd().split('\n');
    expect(listed.map((line) => line.split(' ', 1)[0])).toEqual(Object.keys(codes));
    expect(stderr).toContain('bisheng explain CODE');
  });

  it('is JSON for scripts', async () => {
    const all = JSON.parse((await run(['explain', '--json'])).stdout) as { codes: unknown[] };
    expect(all.codes).toHaveLength(Object.keys(codes).length);
    expect(all.codes[0]).toMatchObject({ code: 'file-binary', severity: 'error' });
    const { stdout } = await run(['explain', 'edge-duplicate', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: 1,
      code: 'edge-duplicate',
      severity: 'warning',
      means: 'The same edge is listed twice.',
      page: expect.stringContaining('## Wrong') as string,
    });
  });

  it('names the nearest code', async () => {
    const { exitCode, stdout, stderr } = await run(['explain', 'edge-duplicat']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Did you mean “edge-duplicate”?');
  });

  it('names the codes that have a word in them', async () => {
    const { exitCode, stderr } = await run(['explain', 'edge']);
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('knowledge');
    expect(stderr).toMatch(/Codes with “edge”: .*edge-target-missing.*edge-duplicate/);
  });

  it('works where bisheng.yaml is broken', async () => {
    const broken = await folderWith({ 'bisheng.yaml': 'lang: [\n' });
    expect((await broken.run(['explain', 'yaml-syntax'])).exitCode).toBe(0);
  });
});
