import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createToken } from '../../src/server/token.ts';
import { key } from '../server/open-server.ts';
import { ada } from '../service/open-service.ts';
import { openFiles, openPage, signIn, useBrowser, withoutBrowser } from './open-page.ts';
import { more } from './page-flows.ts';
import { openModel } from './scripted-model.ts';

const hostile = [
  '<img src=x onerror="document.title=1"><script>document.title=2</script>',
  '[here](javascript:alert(1)) ![x](https://elsewhere.example/x.png)',
  '</div><style>body{display:none}</style><svg onload=alert(1)>',
].join('\n\n');

async function open(page: Page, flow: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/flows/${flow}`);
  await page.locator('.run-form').waitFor();
}

/** The classes of a node's box in the picture. */
function box(page: Page, node: string) {
  return page.locator(`[data-node="${node}"]`);
}

useBrowser();

describe.skipIf(withoutBrowser)(`the page (${withoutBrowser ?? 'in Chromium'})`, () => {
  test('from login to result, by keyboard alone', async () => {
    const { page, server } = await openPage();
    // The token's field has the focus; a wrong token is told, and the focus stays.
    await page.keyboard.type('nonsense');
    await page.keyboard.press('Enter');
    await page.getByText('The server doesn’t take this token.').waitFor();
    await page.locator('#token').fill('');
    await page.keyboard.insertText(await server.token('ada'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor();
    const reach = async (name: string): Promise<void> => {
      for (let n = 0; n < 60; n++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(() => {
          const { activeElement: element } = document;
          return element?.matches('a, button') ? element.textContent : '';
        });
        if (at.startsWith(name)) return;
      }
      throw new Error(`no way to ${name}`);
    };
    await reach('Shout');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Shout' }).waitFor();
    await page.getByRole('textbox', { name: 'input' }).waitFor();
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.id)) === 'inputs-input') break;
    }
    await page.keyboard.type('hello');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Result' }).getByText('HELLO').waitFor();
    await box(page, 'shout').and(page.locator('.is-succeeded')).waitFor();
    await reach('shout');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'shout' }).getByText('HELLO').waitFor();
    // Nothing holds the focus: who goes on comes round.
    await reach('Skip to the content');
  });

  test('what is wrong in a form is said beside its field, and no run begins', async () => {
    const { page, server } = await openPage({ user: 'ada' });
    await open(page, 'greet');
    await page.getByLabel('times').fill('7');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByText('Something is wrong in 3 fields.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('inputs-input');
    await page.getByRole('textbox', { name: 'input' }).fill('world');
    await page.getByLabel('word').fill('hello');
    await page.getByLabel('times').fill('2');
    expect(await page.getByLabel('key').getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByText('hello world').waitFor();
    const [run] = server.service.runs(ada, { limit: 5 });
    expect(server.service.run(ada, String(run?.id)).origin).toMatchObject({
      parameters: { word: 'hello', times: 2 },
    });
    await page.getByRole('link', { name: 'Run again' }).click();
    await expect.poll(() => page.getByLabel('word').inputValue()).toBe('hello');
  });

  test('a stream comes as it is told, a skipped arm is dim, and hostile text stays text', async () => {
    const model = await openModel();
    const { page } = await openPage({ user: 'ada', flows: more, settings: model.settings });
    await open(page, 'tell');
    await page.getByRole('textbox', { name: 'input' }).fill('x');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await model.say('First ');
    await expect.poll(() => page.locator('.said').textContent()).toBe('First ');
    await box(page, 'cut').and(page.locator('.is-skipped')).waitFor();
    await box(page, 'answer').and(page.locator('.is-running')).waitFor();
    await model.say(hostile);
    await expect
      .poll(() => page.locator('.said').textContent())
      .toBe(`First ${hostile.replaceAll('\n', '')}`);
    await model.end();
    const result = page.getByRole('region', { name: 'Result' });
    await result.waitFor();
    for (const words of ['<script>document.title=2</script>', 'javascript:alert(1)', '<svg onload'])
      expect(await result.textContent()).toContain(words);
    expect(await result.locator('img, script, style, a, svg').count()).toBe(0);
    expect(await page.title()).toBe('✓ Tell · bisheng');
  });

  test('a loop counts its rounds; a run is gone through again', async () => {
    const { page } = await openPage({ user: 'ada', flows: more });
    await open(page, 'loop');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByText('ONE TWO THREE FOUR').waitFor();
    const row = page.getByRole('row', { name: /^loop/ });
    expect(await row.textContent()).toContain('Round 2');
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('link', { name: /Loop/ }).click();
    await page.getByText('ONE TWO THREE FOUR').waitFor();
    const slider = page.getByRole('slider', { name: 'Replay' });
    await slider.focus();
    await page.keyboard.press('Home');
    await box(page, 'words').and(page.locator('.is-pending')).waitFor();
    expect(await page.getByRole('region', { name: 'Result' }).count()).toBe(0);
    await page.keyboard.press('End');
    await page.getByRole('region', { name: 'Result' }).waitFor();
  });

  test('a question is answered by a choice, and by a form; a run that waits is cancelled and gone on with', async () => {
    const { page } = await openPage({ user: 'ada', flows: more });
    await open(page, 'ask');
    await page.getByRole('textbox', { name: 'input' }).fill('it');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByText('Send it?').waitFor();
    await page.getByRole('status').getByText('The run waits for your answer.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'yes' }).click();
    await page.getByText('it/yes').waitFor();

    await open(page, 'form');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: /Cancelled/ }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('name').fill('Ada');
    await page.getByLabel('age').fill('0');
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByText('At least 1', { exact: true }).last().waitFor();
    await page.getByLabel('age').fill('36');
    await page.getByRole('button', { name: 'Answer' }).click();
    await page.getByText('Ada 36').waitFor();
  });

  test('a run that has failed goes on with the secret that was not kept', async () => {
    const { page } = await openPage({ user: 'ada', flows: more });
    await open(page, 'lock');
    await page.getByLabel('code').fill('xyzzy-plugh');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByRole('heading', { name: 'Which?' }).waitFor();
    await page.getByRole('button', { name: '0' }).click();
    const form = page.getByRole('form', { name: 'Go on' });
    await form.getByRole('button', { name: 'Close' }).click();
    await page.getByText('was secret and has not been kept').waitFor();
    await page.getByRole('button', { name: '0' }).click();
    await form.getByLabel('code').fill('xyzzy-plugh');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'lock Failed' }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await form.getByText('Secret values are not kept').waitFor();
    await form.getByRole('button', { name: 'Go on' }).click();
    await form.getByText('This is needed.').waitFor();
    await form.getByLabel('code').fill('xyzzy-plugh');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /^open .*2 times/ }).waitFor();
  });

  test('a text of a megabyte is shown by its beginning, and whole if wanted', async () => {
    const { page } = await openPage({
      user: 'ada',
      flows: {
        long: `nodes:
  - {id: long, type: Transform, config: {expression: '"word " * 200000 + "END"'}}
`,
      },
    });
    await open(page, 'long');
    await page.getByRole('button', { name: 'Run flow' }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await result.getByRole('button', { name: 'Show all 1,000,003 characters' }).click();
    await expect.poll(async () => (await result.textContent())?.includes('END')).toBe(true);
    expect((await result.boundingBox())?.height).toBeLessThan(1_000);
  });

  test('Chinese and English, light and dark', async () => {
    const { page, server } = await openPage({ locale: 'zh-CN', colorScheme: 'dark' });
    await page.getByRole('heading', { name: '登录' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await signIn(page, await server.token('ada'));
    await page.getByRole('heading', { name: '工作流' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Flows' }).waitFor();
    await page.getByRole('link', { name: /broken/ }).click();
    // The server says what it finds in the page's language, too.
    await page.getByText('says nothing about what it makes').waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('没有说明要生成什么').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Flows' }).click();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByLabel('Look').selectOption('light');
    await expect.poll(ground).not.toBe(dark);
    await page.reload();
    await page.getByRole('heading', { name: 'Flows' }).waitFor();
    expect(await ground()).not.toBe(dark);
  });

  test('a token that has expired leads back to the login, and stands in no address', async () => {
    const { page } = await openPage();
    await signIn(page, await createToken(key, 'ada', { seconds: 2 }));
    await page.waitForTimeout(2_100);
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByText('Your token has expired.').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('what somebody else has run, and what is not there, is not found', async () => {
    const { page, server } = await openPage({ user: 'bob' });
    const run = await server.service.start(ada, { flow: 'shout', inputs: { input: 'x' } });
    await run.ended;
    for (const place of [`runs/${run.id}`, 'flows/none', 'nowhere', 'flows/%ff']) {
      await page.goto(`${server.url}/#/${place}`);
      await page.getByRole('heading', { name: 'Not found' }).waitFor();
    }
  });

  test.each([
    ['a desk', 1280, 'light'],
    ['a phone', 390, 'dark'],
  ] as const)('axe finds nothing on %s', async (_, width, colorScheme) => {
    const { page, server } = await openPage({
      flows: more,
      colorScheme,
      viewport: { width, height: 800 },
      // The checker is brought in from outside, which the page's own policy would not allow.
      bypassCSP: true,
    });
    const check = async (place: string): Promise<void> => {
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { axe: checker } = globalThis as unknown as { axe: { run: () => Promise<Found> } };
        const { violations } = await checker.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
      });
      expect(found, place).toEqual([]);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(isWide, `${place} is wider than the window`).toBe(false);
    };
    await check('login');
    await signIn(page, await server.token('ada'));
    await page.locator('.cards a').first().waitFor();
    await check('flows');
    await open(page, 'greet');
    await page.locator('.picture svg').waitFor();
    await page.getByRole('button', { name: 'Run flow' }).click();
    await check('flow');
    await open(page, 'ask');
    await page.getByRole('textbox', { name: 'input' }).fill('it');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByRole('button', { name: 'yes' }).waitFor();
    await check('waiting');
    await page.getByRole('button', { name: 'yes' }).click();
    await page.getByText('it/yes').waitFor();
    await page.getByRole('button', { name: 'end', exact: true }).click();
    await check('result');
    await open(page, 'lock');
    await page.getByLabel('code').fill('xyzzy-plugh');
    await page.getByRole('button', { name: 'Run flow' }).click();
    await page.getByRole('button', { name: '2' }).click();
    await page.getByRole('form', { name: 'Go on' }).waitFor();
    await check('asked again');
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.locator('.run-row').first().waitFor();
    await check('runs');
  });
});

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: { readonly html: string }[];
  }[];
}

test('the page’s files: small, kept for ever by their names, under a strict policy', async () => {
  const { server } = await openFiles();
  const page = await fetch(server.url);
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; .*trusted-types 'none'$/,
  );
  const html = await page.text();
  let size = gzipSync(html).length;
  for (const [, path] of html.matchAll(/"(\/page\/[^"]+)"/g)) {
    const file = await fetch(server.url + path!);
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(file.headers.get('content-encoding')).toBe('gzip');
    size += gzipSync(await file.text()).length;
    const tag = file.headers.get('etag')!;
    const again = await fetch(server.url + path!, { headers: { 'If-None-Match': tag } });
    expect(again.status).toBe(304);
  }
  expect(size).toBeLessThan(60_000);
  for (const path of ['/page/none.js', '/page/..%2f..%2fpackage.json', '/page/index.html%00'])
    expect((await fetch(server.url + path)).status).toBe(404);
});
