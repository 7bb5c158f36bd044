import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectDatabase } from '@canvass/database';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findChromium, launchBrowser } from '../support/browser.ts';
import { demoSend, emptyHome, type RunningCanvass, removeHome, startCanvass } from '../support/running-canvass.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('retrying many runs in the browser', () => {
  let home: string;
  let canvass: RunningCanvass;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    home = await emptyHome();
    canvass = await startCanvass(home);
    browser = await launchBrowser(chromiumPath ?? '');
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    page.setDefaultTimeout(30_000);
  }, 200_000);
  afterAll(async () => {
    await browser?.close();
    await canvass?.stop();
    await removeHome(home);
  }, 60_000);

  test('failed runs are found, selected, retried with the count named first, and watched to their end', async () => {
    const sent = await demoSend(canvass, '--count', '8');
    expect(sent.code, sent.output).toBe(0);
    await signIn(page, canvass, home);
    await page.goto(`${canvass.facts.url}/runs?status=succeeded`);
    await page.getByRole('link', { name: 'Succeeded' }).or(page.getByText('Succeeded').first()).first().waitFor();
    await failContactTasks(canvass.facts.databaseUrl);

    await page.goto(`${canvass.facts.url}/runs?status=failed`);
    await page.getByRole('checkbox', { name: 'Select all rows shown' }).check();
    const bar = page.getByRole('region', { name: 'What to do with the selected runs' });
    await bar.getByRole('button', { name: 'Retry failed steps' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Retry \d+ runs?$/ })
      .click();

    await page.getByRole('heading', { name: 'Retry of runs' }).waitFor();
    await page.reload();
    await page.getByText('Finished').first().waitFor();
    expect(await page.getByText(/^(\d+) of \1$/).count()).toBe(1);
    const report = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download report (CSV)' }).click();
    expect((await readFile(await (await report).path(), 'utf8')).split('\r\n')[0]).toContain('run_id,record_id');

    await page.goto(`${canvass.facts.url}/runs?status=failed`);
    await page.getByText('Nothing matches these filters.').waitFor();
  }, 180_000);
});

async function signIn(page: Page, canvass: RunningCanvass, home: string): Promise<void> {
  const state = z
    .object({ adminPassword: z.string() })
    .parse(JSON.parse(await readFile(join(home, 'state.json'), 'utf8')));
  await page.goto(canvass.facts.url);
  await page.getByLabel('E-mail').fill('admin@canvass.test');
  await page.getByLabel('Password', { exact: true }).fill(state.adminPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
}

/** As if the directory had refused them: what failed is mended by now. */
async function failContactTasks(databaseUrl: string): Promise<void> {
  await using database = connectDatabase(
    { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 1 },
    { applicationName: 'bulk-retry-test', onError: () => {} },
  );
  await database.pool.query(
    `update task_runs set status = 'failed', error = '{"code":"invalid-email","detail":null}' where type = 'contact' and status = 'succeeded'`,
  );
  await database.pool.query(
    `update runs set status = 'failed', error_code = 'invalid-email' where status = 'succeeded'`,
  );
}
