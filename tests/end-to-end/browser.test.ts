import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connectDatabase } from '@canvass/database';
import { eventually, freePort } from '@canvass/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administratorOf, signIn } from '../support/administrator.ts';
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
    await signIn(console, canvass.facts.url, await administratorOf(canvass));
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

  test('failed runs are found, selected, retried with the count named first, and watched to their end', async () => {
    await console.goto(`${canvass.facts.url}/runs?status=succeeded`);
    await console.getByRole('link', { name: 'Succeeded' }).or(console.getByText('Succeeded').first()).first().waitFor();
    await failContactTasks(canvass.facts.databaseUrl);

    await console.goto(`${canvass.facts.url}/runs?status=failed`);
    await console.getByRole('checkbox', { name: 'Select all rows shown' }).check();
    const bar = console.getByRole('region', { name: 'What to do with the selected runs' });
    await bar.getByRole('button', { name: 'Retry failed steps' }).click();
    await console
      .getByRole('dialog')
      .getByRole('button', { name: /^Retry \d+ runs?$/ })
      .click();

    await console.getByRole('heading', { name: 'Retry of runs' }).waitFor();
    await console.reload();
    await console.getByText('Finished').first().waitFor();
    expect(await console.getByText(/^(\d+) of \1$/).count()).toBe(1);
    const report = console.waitForEvent('download');
    await console.getByRole('link', { name: 'Download report (CSV)' }).click();
    expect((await readFile(await (await report).path(), 'utf8')).split('\r\n')[0]).toContain('run_id,record_id');

    await console.goto(`${canvass.facts.url}/runs?status=failed`);
    await console.getByText('Nothing matches these filters.').waitFor();
  }, 180_000);

  test('Ctrl-K finds a workflow by its name; it is restricted to those it is shared with', async () => {
    await find(console, 'after a closed case', /Survey after a closed case/);
    await console.getByRole('heading', { name: 'Survey after a closed case' }).waitFor();
    await console.getByRole('button', { name: 'Share', exact: true }).click();
    await console.getByRole('radio', { name: /Only those named here/ }).check();
    await console.getByRole('button', { name: 'Save sharing' }).click();
    await console.getByText('Restricted', { exact: true }).waitFor();
    await console.reload();
    await console.getByText('Restricted', { exact: true }).waitFor();
  }, 60_000);

  test('somebody is chosen to be told of failures, and gets the test by e-mail', async () => {
    const section = console.getByRole('region', { name: 'Failure notifications' });
    await section.getByRole('button', { name: 'Choose who is told' }).click();
    const form = console.getByRole('dialog');
    await form.getByLabel('Other addresses').first().fill('ops@acme.example');
    await console.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await section.getByText(/Told by e-mail when runs fail: ops@acme\.example/).waitFor();
    await section.getByRole('button', { name: 'Send a test' }).click();
    await section.getByText('1 of 1 recipients').waitFor({ timeout: 60_000 });
    const mails = await mailbox(canvass);
    expect(mails.map(({ subject }) => subject)).toContain('Test of failure notifications: Survey after a closed case');
  }, 90_000);

  test('a webhook is made, tried out, changed, its events are sent again, and it is deleted', async () => {
    await using receiver = await startReceiver();
    await find(console, 'webhooks', /^Webhooks/);
    await console.getByRole('button', { name: 'Create webhook' }).click();
    await console.getByLabel('URL').fill(`${receiver.url}/first`);
    await console.getByRole('dialog').getByRole('button', { name: 'Create webhook' }).click();
    await console.getByRole('button', { name: 'I have copied it' }).click();
    await console.getByText(`${receiver.url}/first`).click();
    await console.getByRole('button', { name: 'Send test event' }).click();
    const log = console.getByRole('table', { name: 'Events sent' });
    await log.getByText('Delivered').waitFor({ timeout: 60_000 });

    await console.getByRole('button', { name: 'Edit webhook' }).click();
    await console.getByLabel('URL').fill(`${receiver.url}/second`);
    await console.getByLabel('Description').fill('To the warehouse');
    await console.getByRole('button', { name: 'Save webhook' }).click();
    await console.getByRole('heading', { name: 'To the warehouse' }).waitFor();
    await console.getByRole('button', { name: 'Send events again' }).click();
    await console.getByRole('radio', { name: 'All, delivered ones too' }).check();
    await console.getByRole('button', { name: 'Send again', exact: true }).click();
    const [first] = receiver.calls;
    const again = await eventually(async () => receiver.calls.find(({ path }) => path === '/second'), 60_000);
    expect(first?.path).toBe('/first');
    expect(again.id).toBe(first?.id);

    await console.getByRole('button', { name: 'More', exact: true }).click();
    await console.getByRole('menuitem', { name: 'Delete webhook' }).click();
    await console.getByRole('dialog').getByRole('button', { name: 'Delete webhook' }).click();
    await console.getByText('No webhooks yet').waitFor();
  }, 120_000);
});

/** Goes to what Ctrl-K finds. */
async function find(page: Page, text: string, found: RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill(text);
  await page.getByRole('option', { name: found }).first().click();
}

/** Takes what webhooks are told, and keeps which path and id each call had. */
async function startReceiver() {
  const calls: { path: string; id: string }[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      calls.push({ path: request.url ?? '', id: String(request.headers['webhook-id']) });
      response.writeHead(204).end();
    });
  });
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function choose(page: Page, question: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('radiogroup', { name: question }).locator('label').filter({ hasText: option }).click();
}

/** As if the directory had refused them: what failed is mended by now. */
async function failContactTasks(databaseUrl: string): Promise<void> {
  await using database = connectDatabase(
    { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 1 },
    { applicationName: 'browser-test', onError: () => {} },
  );
  await database.pool.query(
    `update task_runs set status = 'failed', error = '{"code":"invalid-email","detail":null}' where type = 'contact' and status = 'succeeded'`,
  );
  await database.pool.query(
    `update runs set status = 'failed', error_code = 'invalid-email' where status = 'succeeded'`,
  );
}
