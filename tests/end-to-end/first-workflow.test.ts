import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FirstWorkflow } from '../console-pages/first-workflow.ts';
import { administratorOf } from '../support/administrator.ts';
import { findChromium, launchBrowser } from '../support/browser.ts';
import { mailbox } from '../support/outboxes.ts';
import {
  type EmptyFacts,
  emptyHome,
  type RunningCanvass,
  removeHome,
  startEmptyCanvass,
} from '../support/running-canvass.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('from an empty workspace, in the console alone', () => {
  let home: string;
  let canvass: RunningCanvass<EmptyFacts>;
  let browser: Browser;
  let page: Page;
  let way: FirstWorkflow;
  let url: string;

  beforeAll(async () => {
    home = await emptyHome();
    canvass = await startEmptyCanvass(home);
    browser = await launchBrowser(chromiumPath ?? '');
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', acceptDownloads: true });
    page.setDefaultTimeout(30_000);
    way = new FirstWorkflow(page, async () => {});
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await canvass?.stop();
    await removeHome(home);
  }, 60_000);

  test('signs in, and Home says what to begin with', async () => {
    await way.signIn(canvass.facts.url, await administratorOf(canvass));
  }, 60_000);

  test('makes a survey from a template and publishes it', () => way.makeSurvey(), 60_000);

  test('makes an event source, and sees the fields of its first message appear', async () => {
    url = await way.makeEventSource();
    await way.receiveSample(url);
  }, 60_000);

  test('builds condition, contact and e-mail with fields piped in, and mends what is missing', async () => {
    await way.buildWorkflow();
    await way.mendProblem();
  }, 120_000);

  test('tries it on the case that arrived: the message is written, and nothing is sent', async () => {
    expect(await way.tryOut()).toMatch(/^\d{8}$/);
    expect(await mailbox(canvass)).toEqual([]);
  }, 60_000);

  test('publishes, switches on, and watches fifty cases', async () => {
    await way.publishAndSwitchOn();
    await way.watchFifty(url);
    const emails = await mailbox(canvass);
    expect(emails).toHaveLength(49);
    expect(emails.every(({ subject }) => /^\d{8}$/.test(subject))).toBe(true);
  }, 120_000);

  test(
    'finds the one that failed by its cause, reads how to mend it, and retries it',
    () => way.findTheFailedOne(),
    60_000,
  );

  test('downloads the package for Salesforce: a ZIP with the URL in it', async () => {
    const file = await way.downloadPackage();
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
  }, 60_000);

  test('rotates the URL, and sends a test message to the new one that really goes out', async () => {
    expect(await way.rotateUrl()).not.toBe(url);
    await way.sendTestMessage('me@acme.example');
    const sent = (await mailbox(canvass)).filter(({ to }) => to.includes('me@acme.example'));
    expect(sent).toHaveLength(1);
  }, 60_000);
});
