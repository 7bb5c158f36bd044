import { demoCases, Org, Random } from '@canvass/salesforce-simulator';
import { eventually } from '@canvass/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demoOrg } from '../console-pages/demo-org.ts';
import { administratorOf, signIn } from '../support/administrator.ts';
import { findChromium, launchBrowser } from '../support/browser.ts';
import { mailbox } from '../support/outboxes.ts';
import { emptyHome, listAll, type RunningCanvass, removeHome, startCanvass } from '../support/running-canvass.ts';

const chromiumPath = findChromium();
const Changes = z.record(z.string(), z.object({ from: z.string().nullable(), to: z.string().nullable() }));
const TestRun = z.object({
  status: z.string(),
  steps: z.array(
    z.object({
      stepId: z.string(),
      contact: z.object({ outcome: z.string(), changes: Changes }).nullish(),
      email: z.object({ subject: z.string(), html: z.string(), text: z.string() }).nullish(),
      survey: z.object({ recipient: z.string().nullable() }).nullish(),
    }),
  ),
});
const Run = z.object({
  id: z.string(),
  status: z.string(),
  finishedAt: z.string().nullable(),
  contact: z.object({ id: z.string() }).nullable(),
  tasks: z.array(z.object({ stepId: z.string(), status: z.string() })),
});
const History = z.object({ type: z.string(), changes: z.unknown().optional() });

/** A case of one person who has never been heard of, to be answered by e-mail. */
function aCase() {
  const [one] = [...demoCases({ count: 1, seed: 5, now: new Date() })];
  if (one === undefined) throw new Error('no case was made');
  return { ...one, fields: { ...one.fields, Survey_Channel__c: 'email', IsClosed: 'true' } };
}

describe('a test run', () => {
  let home: string;
  let canvass: RunningCanvass;
  const closed = aCase();

  beforeAll(async () => {
    home = await emptyHome();
    canvass = await startCanvass(home);
  }, 200_000);
  afterAll(async () => {
    await canvass?.stop();
    await removeHome(home);
  }, 60_000);

  test('says of a case what a real run then does: contact, branch and message are the same', async () => {
    const path = `/workflows/${canvass.facts.demoWorkflowId}/test-run`;
    const tried = await canvass.call(path, TestRun, {
      method: 'POST',
      body: JSON.stringify({ fields: closed.fields }),
    });
    expect(await mailbox(canvass)).toEqual([]);
    expect(await listAll(canvass, '/contacts', z.unknown())).toEqual([]);

    const org = new Org(demoOrg(canvass), canvass.facts.eventSourceUrl, {
      ...{ batch: 1, concurrency: 1, rate: null, duplicates: 0, loseAcks: 0, reorder: false, random: new Random(1) },
    });
    await org.send([closed]);
    await eventually(async () => {
      const runs = await listAll(canvass, '/runs', Run);
      return runs.length === 1 && runs.every(({ finishedAt }) => finishedAt !== null);
    }, 60_000);
    const [run] = await listAll(canvass, '/runs', Run);
    expect(tried.status).toBe(run?.status);
    expect(tried.steps.map(({ stepId }) => stepId)).toEqual(run?.tasks.map(({ stepId }) => stepId));

    const history = await listAll(canvass, `/contacts/${run?.contact?.id}/history`, History);
    const changes = history.filter(({ type }) => type === 'change').map((entry) => entry.changes);
    const [contactStep] = tried.steps.flatMap(({ contact }) => contact ?? []);
    expect(changes).toEqual([contactStep?.changes]);

    const [email] = await mailbox(canvass);
    const mailStep = tried.steps.find((step) => step.email);
    expect(mailStep?.survey?.recipient).toBe(email?.to);
    expect(mailStep?.email?.subject).toBe(email?.subject);
    expect(withoutTokens(mailStep?.email?.html ?? '')).toBe(withoutTokens(email?.html ?? ''));
    expect(withoutTokens(mailStep?.email?.text ?? '')).toBe(withoutTokens(email?.text ?? ''));
  }, 90_000);

  test.skipIf(chromiumPath === null)(
    'is made in the builder: sample, values, result by step, card and message',
    async () => {
      await using browser = await launchBrowser(chromiumPath ?? '');
      const page = await openBuilder(browser, canvass);
      const before = (await mailbox(canvass)).length;
      await page.getByRole('button', { name: 'Test run' }).click();
      const panel = page.getByRole('region', { name: 'Test run' });
      await panel.getByRole('button', { name: 'Run the test' }).click();
      await panel.getByText('The run would succeed').waitFor();
      await panel.getByText(/Found by/).waitFor();
      await panel
        .frameLocator('iframe')
        .getByRole('link', { name: /questions/ })
        .waitFor();

      await panel.getByText('Values of the sample').click();
      await panel.getByLabel('IsClosed').fill('false');
      await panel.getByText('Run the test again').waitFor();
      await panel.getByRole('button', { name: 'Run again' }).click();
      await panel.getByText('Nothing would be done').waitFor();
      await panel.getByText('Not met: saw “false”').waitFor();

      await panel.getByLabel('IsClosed').fill('true');
      await panel.getByRole('button', { name: 'Run again' }).click();
      await panel.getByRole('button', { name: /E-mail the survey/ }).click();
      const card = page.locator('[data-step][aria-current="true"]');
      await card.getByText('E-mail the survey').waitFor();
      await card.click();
      const preview = page.getByRole('region', { name: 'Preview' });
      await preview.frameLocator('iframe').getByText('Hello').first().waitFor();
      await page.getByRole('textbox', { name: 'Subject' }).fill('Quite another subject');
      await preview.getByText('Quite another subject').waitFor();
      expect((await mailbox(canvass)).length).toBe(before);

      await preview.getByRole('button', { name: 'Send test to me' }).click();
      await preview.getByText(/Sent to admin@canvass.test/).waitFor();
      const sent = (await mailbox(canvass)).filter(({ to }) => to === 'admin@canvass.test');
      expect(sent).toMatchObject([{ subject: '[Test] Quite another subject' }]);

      // Put before the contact that its tasks invite, the branch is wrong; the same menu puts it back.
      const steps = page.getByRole('region', { name: 'Steps of the workflow' }).locator('[data-step]');
      await steps.filter({ hasText: 'Branch' }).click();
      await page.getByRole('button', { name: 'Move to …' }).click();
      await page.getByRole('menuitem', { name: 'at the start' }).click();
      await steps.nth(0).getByText('Branch').waitFor();
      await page.getByText(/keeps? it from being published/).waitFor();
      await page.getByRole('button', { name: 'Move to …' }).click();
      await page.getByRole('menuitem', { name: 'after “Update the contact”' }).click();
      await steps.nth(1).getByText('Branch').waitFor();
      await page.getByText(/keeps? it from being published/).waitFor({ state: 'detached' });
    },
    120_000,
  );
});

async function openBuilder(browser: Browser, canvass: RunningCanvass): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(20_000);
  const builder = `${canvass.facts.url}/workflows/${canvass.facts.demoWorkflowId}/edit`;
  await signIn(page, builder, await administratorOf(canvass));
  return page;
}

/** Each invitation has a link of its own; wrapped lines of plain text break where its length says. */
function withoutTokens(text: string): string {
  return text.replace(/\/(s|o)\/[\w-]{24}/g, '/$1/token');
}
