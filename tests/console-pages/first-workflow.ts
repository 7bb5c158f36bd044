import type { OrgIdentity } from '@canvass/outbound-message';
import { demoCases, Org, Random, salesforceId } from '@canvass/salesforce-simulator';
import { eventually } from '@canvass/test-support/eventually';
import type { Locator, Page } from 'playwright-core';
import { type Credentials, signIn } from '../support/administrator.ts';

/** Takes a picture for the guide, where one is wanted. */
export type Shoot = (name: string) => Promise<void>;

const org: OrgIdentity = {
  organizationId: salesforceId('organization', 4_242),
  actionId: salesforceId('action', 77),
  objectType: 'Case',
  host: 'acme.my.salesforce.com',
  apiVersion: '66.0',
};

/**
 * The way of an administrator who has never seen Canvass, from an empty workspace to a workflow at work, with the
 * keyboard and mouse alone. Each function is a chapter of docs/first-workflow.md.
 */
export class FirstWorkflow {
  readonly #page: Page;
  readonly #shoot: Shoot;

  constructor(page: Page, shoot: Shoot) {
    this.#page = page;
    this.#shoot = shoot;
  }

  async signIn(url: string, credentials: Credentials): Promise<void> {
    const page = this.#page;
    await signIn(page, url, credentials);
    await page.getByText('0 of 3 done').waitFor();
    await this.#shoot('empty-home');
  }

  async makeSurvey(): Promise<void> {
    const page = this.#page;
    await page.getByRole('main').getByRole('link', { name: 'New survey' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/satisf|csat/i)
      .first()
      .click();
    await dialog
      .getByLabel(/internal name|name/i)
      .last()
      .fill('Closed case');
    await this.#shoot('survey-templates');
    await dialog.getByRole('button', { name: 'New survey' }).or(dialog.locator('button[type=submit]')).first().click();
    await page.getByRole('heading', { name: 'Closed case' }).waitFor();
    await page.getByRole('button', { name: /^Publish/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click();
    await page.getByText('Active').first().waitFor();
  }

  /** Answers the URL to give to Salesforce. */
  async makeEventSource(): Promise<string> {
    const page = this.#page;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await page.getByText('1 of 3 done').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'New event source' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').first().fill('Case closed');
    await dialog.locator('button[type=submit]').click();
    await page.getByRole('heading', { name: 'Case closed' }).waitFor();
    await page
      .getByText(/Waiting for the first message/i)
      .first()
      .waitFor();
    await this.#shoot('event-source-waiting');
    return page.getByRole('textbox', { name: 'the endpoint URL' }).inputValue();
  }

  /** Salesforce sends one case; its fields appear on the page that is open. */
  async receiveSample(url: string): Promise<void> {
    await send(url, 1, 1);
    await this.#page.getByText('CaseNumber').first().waitFor();
    await this.#page
      .getByText(/Healthy|last message/i)
      .first()
      .waitFor();
    await this.#shoot('event-source-fields');
  }

  async buildWorkflow(): Promise<void> {
    const page = this.#page;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await page.getByText('2 of 3 done').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'New workflow' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Survey after a closed case');
    await dialog.getByRole('button', { name: 'Create workflow' }).click();
    await page.getByRole('button', { name: /^Publish revision/ }).waitFor();

    await page.getByText('Only if').first().click();
    await page.getByRole('button', { name: 'Add conditions' }).click();
    await this.#choose('Field', 'IsClosed');
    await this.#choose('Comparison', 'is true');
    await this.#shoot('builder-condition');

    await this.#card('Contact').click();
    await this.#pipe('First name', 'first_name');
    await this.#pipe('E-mail', 'contactemail');
    await this.#shoot('builder-contact');
  }

  /** What is missing stands on the card and in a list; a click leads to its place. */
  async mendProblem(): Promise<void> {
    const page = this.#page;
    await page.getByText(/keeps? it from being published/).waitFor();
    await this.#shoot('builder-problem');
    await page.getByRole('region', { name: /wrong/i }).getByRole('button').first().click();
    await page.getByLabel('From address').fill('feedback@acme.example');
    await this.#pipe('Subject', 'casenumber');
    await page.getByText(/keeps? it from being published/).waitFor({ state: 'detached' });
    await this.#shoot('builder-email');
  }

  /** A dry run with the case that arrived: what the conditions saw, and the e-mail as it would be. Answers its subject. */
  async tryOut(): Promise<string> {
    const page = this.#page;
    await page.getByRole('button', { name: 'Test run' }).click();
    const panel = page.getByRole('region', { name: 'Test run' });
    await panel.getByRole('button', { name: 'Run the test' }).click();
    const result = panel.getByRole('region', { name: 'What would happen' });
    await result.getByRole('heading', { name: 'The run would succeed' }).waitFor();
    await result.getByText('The conditions are met').waitFor();
    await result.getByText('saw “true”').waitFor();
    await result.getByText('A new contact would be created').waitFor();
    await result.frameLocator('iframe').getByRole('link').first().waitFor();
    await this.#shoot('builder-test-run');
    const subject = result.locator('dt', { hasText: 'Subject' }).locator('xpath=following-sibling::dd');
    const text = await subject.textContent();
    await panel.getByRole('button', { name: 'Close' }).click();
    return text ?? '';
  }

  async publishAndSwitchOn(): Promise<void> {
    const page = this.#page;
    await page.getByRole('button', { name: /^Publish revision/ }).click();
    await this.#shoot('builder-publish');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Publish/ })
      .click();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByRole('button', { name: 'Switch off' }).waitFor();
    await this.#shoot('workflow-on');
  }

  /** Fifty cases are closed; one of them has an address that is none. */
  async watchFifty(url: string): Promise<void> {
    const page = this.#page;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
    await send(url, 50, 2, [17]);
    await page.getByText('Succeeded').first().waitFor();
    await this.#shoot('runs');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await page.getByText('49 surveys sent').waitFor();
  }

  async findTheFailedOne(): Promise<void> {
    const page = this.#page;
    const cause = page.getByRole('listitem').filter({ hasText: '1 run failed' });
    await cause.getByText('The e-mail address is not valid.').waitFor();
    await this.#shoot('home-needs-you');
    await cause.getByRole('link').click();
    await page.getByRole('heading', { name: /^Run of Case/ }).waitFor();
    await page.getByText(/Correct the address where it comes from/).waitFor();
    await this.#shoot('run-failed');
    await page
      .getByRole('button', { name: /^Retry/ })
      .first()
      .click();
    await page.getByText('The failed steps are queued again.').waitFor();
  }

  async downloadPackage(): Promise<string> {
    const page = this.#page;
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Event sources' }).click();
    await page.getByRole('link', { name: 'Case closed' }).click();
    await page.getByRole('tab', { name: 'Set up in Salesforce' }).click();
    await page.getByRole('textbox', { name: /user/i }).fill('integration@acme.example');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download package' }).click(),
    ]);
    await this.#shoot('salesforce-package');
    return download.path();
  }

  /** Answers the URL after it. */
  async rotateUrl(): Promise<string> {
    const page = this.#page;
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Rotate URL' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate URL' }).click();
    await page.getByText('The URL is new. Copy it into Salesforce.').waitFor();
    await this.#shoot('event-source-rotated');
    return page.getByRole('textbox', { name: 'the endpoint URL' }).inputValue();
  }

  /** A message of the console itself, with the newest values: it comes the way that Salesforce's come, to the new URL. */
  async sendTestMessage(email: string): Promise<void> {
    const page = this.#page;
    await page.getByRole('tab', { name: 'Test', exact: true }).click();
    await page.getByText(/1 workflow of this event source is on/).waitFor();
    await page.getByRole('textbox', { name: 'Value of ContactEmail' }).fill(email);
    await page.getByRole('button', { name: 'Send test message' }).click();
    const newest = page.getByRole('region', { name: 'What became of it' }).getByRole('listitem').first();
    await newest.getByText('Accepted and stored.').waitFor();
    await newest.getByText('Succeeded').waitFor();
    await this.#shoot('event-source-test');
    await newest.getByRole('link', { name: 'Open the run' }).click();
    await page.getByText('Of a test message').waitFor();
  }

  #card(kind: string): Locator {
    return this.#page.locator('[data-step]').filter({ hasText: kind }).first();
  }

  async #choose(label: string, option: string): Promise<void> {
    await this.#page
      .getByRole('combobox', { name: label })
      .or(this.#page.getByLabel(label, { exact: true }))
      .first()
      .click();
    await this.#page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Puts a field into a text with the picker, as `{` opens it. */
  async #pipe(label: string, search: string): Promise<void> {
    const page = this.#page;
    const field = page.getByRole('textbox', { name: label, exact: true });
    await field.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('{');
    await page.keyboard.type(search);
    await page.locator('[aria-label="Find a field"]:focus').waitFor();
    await page.getByRole('option', { selected: true }).or(page.locator('[data-combobox-selected]')).first().waitFor();
    await page.keyboard.press('Enter');
    await eventually(async () => (await field.innerText()).trim() !== '');
  }
}

/** As the org sends them; those in `badEmails` (places) have an address that is none. */
export async function send(url: string, count: number, seed: number, badEmails: readonly number[] = []): Promise<void> {
  const cases = [...demoCases({ count, seed, now: new Date() })].map((one, place) => ({
    ...one,
    fields: {
      ...one.fields,
      ContactEmail: badEmails.includes(place)
        ? 'mira.okafor(at)example.com'
        : (one.fields.ContactEmail ?? `p${place}@example.com`),
    },
  }));
  const behaviour = { batch: 10, concurrency: 2, rate: null, duplicates: 0, loseAcks: 0, reorder: false };
  await new Org(org, url, { ...behaviour, random: new Random(seed) }).send(cases, AbortSignal.timeout(60_000));
}
