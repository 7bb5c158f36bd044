import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchBrowser } from '../support/browser.ts';
import { emptyHome, type RunningCanvass, removeHome, startCanvass } from '../support/running-canvass.ts';
import { fillWorkspace } from './busy-workspace.ts';
import { consoleRoutes } from './console-routes.ts';
import { scriptBytesOf } from './first-load.ts';
import { type PageAddress, pageAddresses } from './page-addresses.ts';
import { looks, signedIn, Visitor } from './page-visit.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('every page of the console', () => {
  let home: string;
  let canvass: RunningCanvass;
  let browser: Browser;
  let addresses: PageAddress[];
  let cookies: Awaited<ReturnType<typeof signedIn>>;

  beforeAll(async () => {
    home = await emptyHome();
    canvass = await startCanvass(home);
    await fillWorkspace(canvass);
    addresses = await pageAddresses(canvass, await consoleRoutes());
    browser = await launchBrowser(chromiumPath ?? '');
    cookies = await signedIn(browser, canvass);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await canvass?.stop();
    await removeHome(home);
  }, 60_000);

  test('a list page loads less than 300 kB of script, gzipped', async () => {
    const lists = ['workflows', 'runs', 'contacts', 'surveys', 'distributions', 'event-sources', 'rejections'];
    const sizes = await scriptBytesOf(lists.map((list) => `src/pages/${list}/${list}-page.tsx`));
    const heavy = Object.entries(sizes).filter(([, bytes]) => bytes > 300_000);
    expect(heavy).toEqual([]);
  });

  test.each(looks)(
    'is free of serious accessibility faults, errors and overflow: $scheme, $width px',
    async (look) => {
      await using visitor = await Visitor.open(browser, canvass.facts.url, look, cookies);
      const found: Record<string, string[]> = {};
      for (const address of addresses) {
        const errors = await visitor.open(address);
        const overflow = await visitor.overflow();
        const problems = [...errors, ...(overflow ? [overflow] : []), ...(await visitor.violations())];
        if (problems.length > 0) found[address.name] = problems;
      }
      expect(found).toEqual({});
    },
    300_000,
  );
});
