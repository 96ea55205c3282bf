import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { buildPage } from '../../scripts/build-page.js';
import { openServer, type TestServer } from '../server/open-server.ts';
import { openService, projectFolder } from '../service/open-service.ts';

/** The Chromium that somebody names, and then no other; else where those of distributions and systems are. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  chromium.executablePath(),
];
const { CHROME_PATH: named } = process.env;
const found = (named === undefined ? places : [named]).find((place) => existsSync(place));

/** Tests of the page are left out, and said to be, where there is no Chromium. */
export const withoutBrowser =
  found === undefined
    ? 'no Chromium: CHROME_PATH can name one, npm run browser brings one'
    : undefined;

let browser: Browser | undefined;
let folder = '';

/** Call once in a file of tests. */
export function useBrowser(): void {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bisheng-page-'));
    await buildPage(folder);
    if (found === undefined) return;
    browser = await chromium.launch({
      executablePath: found,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
}

export interface OpenedPage {
  readonly page: Page;
  readonly server: TestServer;
  /** All that the browser has complained of: errors, policies that were broken. */
  readonly complaints: readonly string[];
}

interface PageOptions extends BrowserContextOptions {
  readonly flows?: Readonly<Record<string, string>>;
  /** Signs in as this user. */
  readonly user?: string;
  readonly role?: string;
  /** The project's bisheng.yaml, where it is not the usual one. */
  readonly settings?: string;
}

/** The page of a server of a project of its own, in a window of its own; at the end nobody may have complained or asked elsewhere. */
export async function openPage(options: PageOptions = {}): Promise<OpenedPage> {
  const { flows, user, role, settings, ...look } = options;
  const { server } = await openFiles(flows, settings);
  const context = await browser!.newContext({ locale: 'en-US', ...look });
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (entry) => {
    // An answer of 4xx is one that a test may want.
    const isAnswer = entry.text().startsWith('Failed to load resource');
    if (['error', 'warning'].includes(entry.type()) && !isAnswer) complaints.push(entry.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !url.startsWith('data:')) elsewhere.push(url);
    if (url.includes('eyJ')) complaints.push(`a token in ${url}`);
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
  await page.goto(server.url);
  if (user !== undefined) await signIn(page, await server.token(user, role));
  return { page, server, complaints };
}

/** A server with the page, and no window. */
export async function openFiles(
  flows?: PageOptions['flows'],
  settings?: string,
): Promise<{ readonly server: TestServer }> {
  const project = await projectFolder(flows);
  if (settings !== undefined) await writeFile(path.join(project, 'bisheng.yaml'), settings);
  const service = await openService(project);
  return { server: await openServer({ service, page: folder }) };
}

export async function signIn(page: Page, token: string): Promise<void> {
  await page.locator('#token').fill(token);
  await page.locator('#token').press('Enter');
  await page.locator('nav').waitFor();
}
