import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { greet } from '../flow-tests/run-files.ts';
import { root } from '../support/pages.ts';
import { folderWith, type Folder } from './bisheng.ts';

const tests = `tests:
  - name: a happy guest is thanked
    input: What a lovely hotel, we will come back!
    expect: {output: Thank you! (en), route: {router: happy}}
  - name: an unhappy guest
    input: The room was dirty and loud.
    expect: {output: Thank you! (en)}
  - {name: later, skip: not yet}
`;

function project(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  return folderWith({
    'bisheng.yaml': '',
    'flows/greet.yaml': greet,
    'flows/greet.test.yaml': tests,
    ...files,
  });
}

interface Report {
  passed: number;
  failed: number;
  skipped: number;
  files: { file: string; flow: string; tests: { name: string; status: string }[] }[];
  coverage: { percent: number; flows: { missed: { name: string }[] }[] } | null;
}

function parsed(stdout: string): Report {
  return JSON.parse(stdout) as Report;
}

describe('bisheng test', () => {
  it('says what is not as expected, and where', async () => {
    const { run } = await project();
    const { exitCode, stdout, stderr } = await run(['test']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    const words = stderr.replace(/\d+(\.\d+)? m?s/g, '0 s');
    expect(words).toBe(`✖ flows/greet.test.yaml  1 passed, 1 failed, 1 left out
  ✔ a happy guest is thanked (0 s)
  ✖ an unhappy guest (0 s)
    flows/greet.test.yaml:7:22: output is not what is expected.
    > 7 |     expect: {output: Thank you! (en)}
        |                      ^^^^^^^^^^^^^^^
    expected  "Thank you! (en)"
    was       "We are sorry. (en)"

  – later (left out: not yet)

1 passed, 1 failed, 1 left out in 0 s.
`);
  });

  it('writes one JSON document', async () => {
    const { run } = await project();
    const { exitCode, stdout } = await run(['test', '--format', 'json', '--coverage']);
    expect(exitCode).toBe(1);
    const report = parsed(stdout);
    expect(report).toMatchObject({ format_version: 1, passed: 1, failed: 1, skipped: 1 });
    expect(report.files[0]).toMatchObject({
      file: 'flows/greet.test.yaml',
      flow: 'flows/greet.yaml',
      tests: [
        { name: 'a happy guest is thanked', status: 'passed', failures: [], line: 2 },
        {
          status: 'failed',
          failures: [
            {
              about: 'output',
              line: 7,
              column: 22,
              expected: 'Thank you! (en)',
              actual: 'We are sorry. (en)',
            },
          ],
        },
        { status: 'skipped', skip_reason: 'not yet' },
      ],
    });
    expect(report.coverage).toMatchObject({ percent: 100, arms: { reached: 2, total: 2 } });
  });

  it('writes JUnit’s XML', async () => {
    const { run } = await project({
      'flows/odd.test.yaml': 'flow: nowhere.yaml\ntests: [{name: "<a> & \\u0007"}]',
    });
    const { exitCode, stdout } = await run(['test', '--format', 'junit']);
    expect(exitCode).toBe(1);
    const xml = stdout;
    expect(xml).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="bisheng test" tests="4" failures="1" errors="1" skipped="1" /,
    );
    expect(xml).toContain('<failure message="output is not what is expected.">');
    expect(xml).toContain('<skipped message="not yet"/>');
    expect(xml).toContain('<error message="There is no flow “nowhere.yaml”.">');
    expect(xml).not.toContain('\u0007');
  });

  it.each<[string[], number, number]>([
    [['-t', 'HAPPY guest is'], 1, 0],
    [['-t', '/^an? /'], 2, 1],
    [['flows/greet.test.yaml', '-t', 'later'], 1, 0],
    [['greet', '-t', 'thanked'], 1, 0],
    [['flows/greet.yaml', '-t', 'thanked'], 1, 0],
    [['flows', '-t', 'thanked'], 1, 0],
    [['flows/*.test.yaml', '-t', 'thanked'], 1, 0],
  ])('runs what is meant by %j', async (args, n, code) => {
    const { run } = await project();
    const { exitCode, stdout } = await run(['test', ...args, '--format', 'json']);
    expect(exitCode).toBe(code);
    expect(parsed(stdout).files.flatMap((file) => file.tests)).toHaveLength(n);
  });

  it.each<[string[], string]>([
    [['-t', 'nothing'], 'No test has “nothing” in its name.'],
    [['-t', '/(/'], 'this is no regular expression'],
    [['nowhere'], 'There is no flow “nowhere”.'],
    [['bisheng.yaml'], 'There are no tests of bisheng.yaml.'],
    [['--jobs', '0'], '--jobs 0'],
    [['--timeout', 'x'], '--timeout x'],
    [['--min-coverage', '-1'], '--min-coverage -1'],
    [['--min-coverage', '100.1'], '--min-coverage 100.1: this is no number from 0 to 100.'],
    [['--min-coverage', ''], '--min-coverage'],
    [['--fault', 'mod=cut'], 'Did you mean “mood”?'],
    [['--fault', 'mood/x=cut', '--fault', 'nowhere=500'], 'no flow of these tests has'],
    [['--live', '--replay'], '--live'],
    [['--model', 'gpt'], 'bisheng.yaml has no model “gpt”.'],
    [['--format', 'xml'], '--format can’t be “xml”.'],
  ])('refuses %j', async (args, words) => {
    const { run } = await project();
    const { exitCode, stdout, stderr } = await run(['test', ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it.each<[string[], string]>([
    [['-t', 'nothing'], 'No test has'],
    [['nowhere'], 'There is no flow'],
    [['--zzz'], 'There is no flag'],
    [['--jobs', '0'], '--jobs 0'],
    [['--fault', 'x=cut'], 'no flow of these tests'],
    [['--watch'], '--watch'],
  ])('owes a document even where it is called with %j', async (args, words) => {
    const { run } = await project();
    const json = await run(['test', '--format', 'json', ...args]);
    expect(json.exitCode).toBe(2);
    expect(json.stderr).toContain(words);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ format_version: 1, passed: 0, files: [], coverage: null },
      error: { code: 'usage', message: expect.stringContaining(words) as string },
    });
    const { stdout } = await run(['test', '--format', 'junit', ...args]);
    expect(stdout).toMatch(/^<\?xml .*\n<testsuites name="bisheng test" tests="1" .*errors="1"/);
    expect(stdout).toContain('<error type="usage"');
  });

  it('writes a document where the project can’t be read', async () => {
    const { run } = await project({ 'bisheng.yaml': 'lang: [' });
    const { exitCode, stdout } = await run(['test', '--format', 'json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ file: 'bisheng.yaml', tests: [], diagnostics: [{ severity: 'error' }] }],
    });
    const { stdout: xml } = await run(['test', '--format', 'junit']);
    expect(xml).toContain('errors="1"');
  });

  it('tells what is wrong with a test below it, and failures as they stand in the file', async () => {
    const { run } = await project({
      'flows/greet.test.yaml': `tests:
  - name: first
    expect: {ran: nobody}
  - name: second
    input: good
    expect:
      skipped: mood
      ran: sorry
      output: x
`,
    });
    const { stderr } = await run(['test']);
    const told = stderr.match(/✖ (?:first|second)|greet\.test\.yaml:\d+(?=:\d+: )/g);
    const places = [3, 7, 8, 9].map((line) => `greet.test.yaml:${line}`);
    expect(told).toEqual(['✖ first', places[0], '✖ second', ...places.slice(1)]);
    const { stdout } = await run(['test', '--format', 'json']);
    const lines = (
      JSON.parse(stdout) as { files: { tests: { failures: { line: number }[] }[] }[] }
    ).files[0]?.tests[1]?.failures.map(({ line }) => line);
    expect(lines?.length).toBeGreaterThan(1);
    expect(lines).toEqual(lines?.toSorted());
  });

  it('says that a .bishengignore leaves something out', async () => {
    const { run } = await project({
      '.bishengignore': 'old/',
      'old/greet.test.yaml': 'tests: [{name: old}]',
    });
    const left = await run(['test', '-t', 'thanked', '--format', 'json']);
    expect(left.stderr).toContain('1 file or folder is left out by .bishengignore.');
    expect(JSON.parse(left.stdout)).toMatchObject({ passed: 1, left_out: 1 });
    const all = await run(['test', 'old']);
    expect([all.exitCode, all.stdout]).toEqual([2, '']);
    expect(all.stderr).toContain('.bishengignore');
  });

  it('finds no tests in an empty folder', async () => {
    const { run } = await folderWith();
    expect(await run(['test'])).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('runs a file of tests elsewhere that names its flow', async () => {
    const { run } = await folderWith({
      'bisheng.yaml': '',
      'flows/greet.yaml': greet,
      'tests/greet.test.yaml': 'tests: [{name: a, input: good}]',
      'tests/other.test.json':
        '{"flow": "../flows/greet.yaml", "tests": [{"name": "b", "input": "x"}]}',
    });
    const { exitCode, stdout } = await run(['test', '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(parsed(stdout).files.map(({ flow }) => flow)).toEqual([
      'flows/greet.yaml',
      'flows/greet.yaml',
    ]);
  });

  it('fails below the coverage that is wanted', async () => {
    const { run } = await project();
    const low = await run(['test', '-t', 'thanked', '--min-coverage', '80']);
    expect(low.exitCode).toBe(1);
    expect(low.stderr).toContain('Coverage is 71 %, and should be at least 80 %.');
    expect(low.stderr).toContain('router → default');
    for (const least of ['71', '0']) {
      const { exitCode } = await run(['test', '-t', 'thanked', '--min-coverage', least]);
      expect(exitCode).toBe(0);
    }
    expect((await run(['test', '--min-coverage', '100', '-t', '/guest is/'])).exitCode).toBe(1);
  });

  it('stops at the first failure where that is wanted', async () => {
    const { run } = await project({
      'flows/greet.test.yaml': `tests:\n${['a', 'b', 'c'].map((name) => `  - {name: ${name}, input: x, expect: {output: y}}\n`).join('')}`,
    });
    const { stdout } = await run(['test', '--bail', '--jobs', '1', '--format', 'json']);
    const statuses = parsed(stdout).files[0]?.tests.map(({ status }) => status);
    expect(statuses).toEqual(['failed', 'cancelled', 'cancelled']);
  });

  it('ends a test that takes too long', async () => {
    const { run } = await folderWith({
      'slow.yaml':
        'nodes: [{id: a, type: HTTPRequest, config: {url: "http://192.0.2.1/"}, timeout: 30}]',
      'slow.test.yaml': 'tests: [{name: slow, timeout: 0.2, expect: {error: run-timeout}}]',
    });
    expect((await run(['test'])).exitCode).toBe(0);
  });

  it('writes what it has when it is interrupted', async () => {
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const server = createServer(() => arrived()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const { run } = await folderWith({
      'bisheng.yaml': 'http: {allow_private: true}',
      'slow.yaml': `nodes: [{id: a, type: HTTPRequest, config: {url: "${url}"}}]`,
      'slow.test.yaml': 'tests: [{name: slow}, {name: slower}]',
    });
    const running = run(['test', '--format', 'json', '--jobs', '1']);
    await asked;
    running.kill('SIGINT');
    const { exitCode, stdout } = await running;
    server.closeAllConnections();
    server.close();
    expect(exitCode).toBe(130);
    const statuses = parsed(stdout).files[0]?.tests.map(({ status }) => status);
    expect(statuses).toEqual(['cancelled', 'cancelled']);
  });

  it('shows no secret', async () => {
    const flow =
      'parameters: [{name: key, type: string, secret: true}]\nnodes: [{id: a, type: Transform, config: {expression: "${key}"}}]';
    const test = 'tests: [{name: a, params: {key: open-sesame-42}, expect: {output: x}}]';
    const { run } = await folderWith({ 'a.yaml': flow, 'a.test.yaml': test });
    for (const format of ['pretty', 'json', 'junit']) {
      const { stdout, stderr } = await run(['test', '--format', format]);
      // The test's own file shows what it says itself, and that is not where it failed.
      expect(
        `${stdout}${stderr}`
          .split('\n')
          .filter((line) => line.includes('sesame') && !line.includes('params:')),
      ).toEqual([]);
    }
  });

  it('is checked by validate, too', async () => {
    const { run } = await project({
      'flows/greet.test.yaml': 'tests: [{name: a, expect: {ran: thank}}]',
    });
    const { exitCode, stderr } = await run(['validate']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'flows/greet.test.yaml:1:33: error: The flow has no node “thank”. [test-node-unknown]',
    );
  });
});

describe('bisheng test --watch', () => {
  it('runs again when a file changes', async () => {
    const folder = await project({ 'flows/greet.test.yaml': 'tests: [{name: a, input: good}]' });
    const running = folder.run(['test', '--watch'], { timeout: 30_000 });
    let said = '';
    const heard = (words: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (said.includes(words)) resolve();
        };
        running.stderr.on('data', look);
        look();
      });
    running.stderr.on('data', (data) => (said += String(data)));
    await heard('Waiting for changes.');
    const file = path.join(folder.path, 'flows/greet.test.yaml');
    await writeFile(file, 'tests: [{name: a, input: good, expect: {output: x}}]');
    await heard('1 failed');
    await writeFile(file, 'tests: [');
    await heard('yaml-syntax');
    running.kill('SIGINT');
    expect((await running).exitCode).toBe(130);
    expect(said).toContain('Changed: flows/greet.test.yaml');
  });
});

describe('what comes along', () => {
  it('has tests that pass without a key or a network', async () => {
    const { run } = await folderWith();
    const folder = path.join(root, 'templates');
    const { exitCode, stdout, stderr } = await run([
      'test',
      folder,
      '--format',
      'json',
      '--min-coverage',
      '90',
    ]);
    expect(exitCode, stderr).toBe(0);
    expect(parsed(stdout).files).toHaveLength(12);
  });

  it('is tested by its name', async () => {
    const { run } = await folderWith();
    expect(await run(['test', 'translation.zh'])).toMatchObject({ exitCode: 0 });
  });

  it.each(['linear', 'router', 'loop', 'parallel'])(
    'new flow --from %s has tests that pass',
    async (from) => {
      const { run, path: at } = await folderWith();
      await run(['init', '--yes']);
      expect((await run(['new', 'flow', 'a', '--from', from, '--yes'])).exitCode).toBe(0);
      expect((await run(['test', '--min-coverage', '100'])).exitCode).toBe(0);
      expect((await run(['validate', '--strict'])).exitCode).toBe(0);
      expect(await readFile(path.join(at, 'flows/a.test.yaml'), 'utf8')).toContain(
        'bisheng test flows/a.test.yaml',
      );
    },
  );

  it('new template has a test that passes', async () => {
    const { run } = await folderWith();
    const types = ['string', 'integer', 'number', 'boolean', 'list', 'object'];
    const params = types.flatMap((type) => ['--param', `${type}_value:${type}`]);
    expect((await run(['new', 'template', 'a', '--yes', ...params])).exitCode).toBe(0);
    expect((await run(['test'])).exitCode).toBe(0);
  });
});
