import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@canvass/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findChromium, launchBrowser } from '../support/browser.ts';
import { mailbox, surveyLinkOf } from '../support/outboxes.ts';
import { demoSend, emptyHome, type RunningCanvass, removeHome, startCanvass } from '../support/running-canvass.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('in the browser', () => {
  let home: string;
  let canvass: RunningCanvass;
  let browser: Browser;
  let console: Page;

  beforeAll(async () => {
    home = await emptyHome();
    canvass = await startCanvass(home);
    browser = await launchBrowser(chromiumPath ?? '');
    console = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    console.setDefaultTimeout(15_000);
  }, 200_000);
  afterAll(async () => {
    await browser?.close();
    await canvass?.stop();
    await removeHome(home);
  }, 60_000);

  test('signing in with the address and password that the start printed opens the workspace', async () => {
    const { adminPassword } = z
      .object({ adminPassword: z.string() })
      .parse(JSON.parse(await readFile(join(home, 'state.json'), 'utf8')));
    await console.goto(canvass.facts.url);
    await console.getByLabel('E-mail').fill('admin@canvass.test');
    await console.getByLabel('Password', { exact: true }).fill(adminPassword);
    await console.getByRole('button', { name: 'Sign in' }).click();
    await console.getByRole('heading', { name: 'Home' }).waitFor();
    expect(await console.getByText('Demo workspace').first().isVisible()).toBe(true);
  });

  test('a run appears in the open list without a reload, and tells what it did', async () => {
    await console.getByRole('link', { name: 'Runs' }).click();
    await console.getByRole('heading', { name: 'Runs' }).waitFor();
    await console.evaluate(() => Object.assign(globalThis, { notReloaded: true }));

    // The demo's people choose between e-mail and SMS: ten cases hold both.
    const sent = await demoSend(canvass, '--count', '10');
    expect(sent.code, sent.output).toBe(0);
    await console.getByText('Succeeded').filter({ visible: true }).first().waitFor();
    expect(await console.evaluate(() => 'notReloaded' in globalThis)).toBe(true);

    await console.locator('a[href^="/runs/"]').first().click();
    await console.getByRole('heading', { name: /Run of Case/ }).waitFor();
    await console.getByText('Update the contact').first().waitFor();
    await console.getByText(/Trace/).first().waitFor();
  }, 90_000);

  test('a person opens the link of the e-mail on a phone, answers, and is thanked', async () => {
    const [email] = await mailbox(canvass);
    if (email === undefined) throw new Error('no e-mail arrived');
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'en-GB', hasTouch: true });
    phone.setDefaultTimeout(15_000);
    const link = `${surveyLinkOf(email.text)}?lang=en`;
    await phone.goto(link);
    await choose(phone, /How satisfied/, /^5/);
    await choose(phone, /solved/, /Yes, completely/);
    await phone.getByRole('button', { name: 'Next' }).click();
    await choose(phone, /recommend/, /^9/);
    await phone.getByLabel(/Anything else/).fill('Quick and friendly.');
    await phone.getByRole('button', { name: 'Complete' }).click();
    await phone.getByText(/Thank you/).waitFor();
    await phone.goto(link);
    await phone
      .getByText(/already answered/i)
      .first()
      .waitFor();
    await phone.close();
  }, 60_000);

  test('the answer shows under Surveys with its embedded data, and its delivery is finished', async () => {
    await console.getByRole('link', { name: 'Surveys' }).click();
    await console
      .getByRole('link', { name: /Case closed/ })
      .first()
      .click();
    await console.getByRole('tab', { name: 'Results' }).click();
    await console.getByText('Quick and friendly.').first().waitFor();
    await console.getByText('CaseNumber').first().waitFor();

    await console.getByRole('link', { name: 'Distributions' }).click();
    await console
      .locator('a[href^="/distributions/"]')
      .filter({ hasText: /e-?mail/i })
      .first()
      .click();
    await eventually(async () => (await console.getByText('Finished').count()) > 0);
  }, 60_000);
});

async function choose(page: Page, question: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('radiogroup', { name: question }).locator('label').filter({ hasText: option }).click();
}
