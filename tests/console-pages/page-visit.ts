import { eventually } from '@canvass/test-support/eventually';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { z } from 'zod';
import { administratorOf } from '../support/administrator.ts';
import type { EmptyFacts, RunningCanvass } from '../support/running-canvass.ts';
import type { PageAddress } from './page-addresses.ts';

export const schemes = ['light', 'dark'] as const;
export const widths = [1440, 390] as const;

export interface Look {
  readonly scheme: (typeof schemes)[number];
  readonly width: (typeof widths)[number];
}

export const looks: readonly Look[] = schemes.flatMap((scheme) => widths.map((width) => ({ scheme, width })));

/** Opens addresses of the console in one look, signed in, and notes whatever goes wrong in the page. */
export class Visitor implements AsyncDisposable {
  readonly #url: string;
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #underWay = new Set<Request>();
  #problems: string[] = [];

  private constructor(url: string, context: BrowserContext, page: Page) {
    this.#url = url;
    this.#context = context;
    this.#page = page;
  }

  static async open(browser: Browser, url: string, look: Look, cookies: Cookies): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.width < 800 ? 844 : 900 },
      colorScheme: look.scheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    });
    await context.addCookies(cookies);
    const visitor = new Visitor(url, context, await context.newPage());
    visitor.#listen();
    return visitor;
  }

  #listen(): void {
    const page = this.#page;
    page.setDefaultTimeout(30_000);
    page.on('console', (message) => {
      if (message.type() === 'error') this.#problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#problems.push(`page error: ${error.message}`));
    page.on('request', (request) => {
      if (request.resourceType() !== 'eventsource') this.#underWay.add(request);
    });
    page.on('requestfinished', (request) => this.#underWay.delete(request));
    page.on('requestfailed', (request) => {
      this.#underWay.delete(request);
      const why = request.failure()?.errorText ?? 'no answer';
      // The browser gives up what the next page no longer needs.
      if (why !== 'net::ERR_ABORTED') this.#problems.push(`request: ${request.url()}: ${why}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) this.#problems.push(`request: ${response.url()}: ${response.status()}`);
    });
  }

  /** Loads the address, waits until nothing is loading any more, and answers what went wrong. */
  async open(address: PageAddress): Promise<string[]> {
    this.#problems = [];
    const cookies = address.signedOut ? await this.#context.cookies() : [];
    if (address.signedOut) await this.#context.clearCookies();
    await this.#page.goto(`${this.#url}${address.path}`);
    await this.#page.locator('h1').first().waitFor();
    await eventually(async () => this.#underWay.size === 0 && (await this.#isAtRest()), 30_000);
    if (address.press !== undefined) {
      await this.#page.keyboard.press(address.press);
      await this.#page.getByRole('dialog').waitFor();
      await eventually(() => this.#isAtRest());
    }
    if (cookies.length > 0) await this.#context.addCookies(cookies);
    // Who is signed in is asked with a request that a signed-out page sees refused.
    return this.#problems.filter((problem) => !(address.signedOut && /api\/v1\/me|status of 401/.test(problem)));
  }

  #isAtRest(): Promise<boolean> {
    return this.#page.evaluate<boolean>(
      `document.fonts.status === 'loaded' && document.querySelector('[aria-busy="true"]') === null`,
    );
  }

  /** Null, or by how much the page is wider than the screen. */
  async overflow(): Promise<string | null> {
    const wider = await this.#page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    return wider > 0 ? `the page is ${wider} px wider than the screen` : null;
  }

  /** Serious and critical violations of WCAG 2.2 AA and of axe's own practices, one line each. */
  async violations(): Promise<string[]> {
    await this.#page.evaluate(axe.source);
    const { violations } = AxeResult.parse(await this.#page.evaluate(`axe.run(document, { iframes: false })`));
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map(nodeLine).join('\n')}`);
  }

  async screenshot(path: string): Promise<void> {
    await this.#page.screenshot({ path, fullPage: true, animations: 'disabled', caret: 'hide' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}

type Cookies = Parameters<BrowserContext['addCookies']>[0];

/** The cookies of the administrator that the start made. */
export async function signedIn(browser: Browser, canvass: RunningCanvass<EmptyFacts>): Promise<Cookies> {
  const { email, password } = await administratorOf(canvass);
  const context = await browser.newContext();
  const answer = await context.request.post(`${canvass.facts.url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: canvass.facts.url },
  });
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

const AxeResult = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

function nodeLine({ html, failureSummary }: { html: string; failureSummary?: string | undefined }): string {
  return `    ${html.slice(0, 200)}\n      ${(failureSummary ?? '').split('\n').slice(1, 3).join(' ').trim()}`;
}
