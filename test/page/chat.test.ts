import { describe, expect, test } from 'vitest';
import { ada } from '../service/open-service.ts';
import { openPage, useBrowser, withoutBrowser } from './open-page.ts';
import { more } from './page-flows.ts';
import { openModel } from './scripted-model.ts';

useBrowser();

describe.skipIf(withoutBrowser)(`the chat (${withoutBrowser ?? 'in Chromium'})`, () => {
  test('a conversation outlives the page, but not the sign-out', async () => {
    const { page, server } = await openPage({
      user: 'ada',
      flows: more,
      settings: 'chat: ask\n',
    });
    await page.getByRole('link', { name: 'Chat' }).click();
    await page.getByLabel('Message').fill('it');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'yes' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'yes' }).click();
    await page.locator('.talk').getByText('it/yes').waitFor();
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('link', { name: 'Chat' }).click();
    await page.locator('.talk').getByText('it/yes').waitFor();
    await page.getByLabel('Message').fill('more');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'no' }).waitFor();
    const runs = server.service
      .runs(ada, { limit: 5 })
      .map(({ id }) => server.service.run(ada, id));
    const [last, first] = runs.map(({ origin }) => origin as { inputs: Record<string, unknown> });
    expect(last?.inputs.session_id).toBe(first?.inputs.session_id);
    expect(last?.inputs.history).toEqual([
      { role: 'user', content: 'it' },
      { role: 'assistant', content: 'it/yes' },
    ]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('#token').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('what was said goes with the next message, and a run can be stopped', async () => {
    const model = await openModel();
    const settings = `${model.settings}chat: tell\n`;
    const { page, server } = await openPage({ user: 'ada', flows: more, settings });
    await page.getByRole('link', { name: 'Chat' }).click();
    await page.getByLabel('Message').fill('Hi');
    await page.keyboard.press('Enter');
    await model.say('Hello **you**');
    await page.locator('.talk strong').getByText('you').waitFor();
    await model.end();
    await page.getByRole('link', { name: 'How it came about' }).waitFor();
    await page.getByLabel('Message').fill('More');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped.').waitFor();
    const [last] = server.service.runs(ada, { limit: 1 });
    const history = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello **you**' },
    ];
    expect(server.service.run(ada, String(last?.id)).origin).toMatchObject({
      inputs: { input: 'More', history },
    });
  });
});
