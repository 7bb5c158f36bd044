import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { administratorOf } from '../support/administrator.ts';
import { findChromium, launchBrowser } from '../support/browser.ts';
import { emptyHome, removeHome, startEmptyCanvass } from '../support/running-canvass.ts';
import { FirstWorkflow } from './first-workflow.ts';

/**
 * `npm run docs:pictures`: walks the way of docs/first-workflow.md through an empty workspace and takes the pictures that the
 * guide shows, into docs/images. Exit code 1 when the guide shows one that is not on the way.
 */
const docs = resolve(import.meta.dirname, '../../docs');
/** What was said of the step before is not what a picture is about. */
const hideToasts = '.mantine-Notifications-root { display: none }';
const prefix = 'first-workflow-';

const chromium = findChromium();
if (chromium === null) throw new Error('No Chromium is installed: apt-get install chromium');
const guide = await readFile(join(docs, 'first-workflow.md'), 'utf8');
const missing = new Set(
  Array.from(guide.matchAll(/\(images\/first-workflow-([\w-]+)\.png\)/g), ([, name = '']) => name),
);

await using resources = new AsyncDisposableStack();
const home = await emptyHome();
resources.defer(() => removeHome(home));
const canvass = resources.use(await startEmptyCanvass(home));
const browser = await launchBrowser(chromium);
resources.defer(() => browser.close());
const page = await browser.newPage({
  ...{ viewport: { width: 1440, height: 900 }, locale: 'en-GB', acceptDownloads: true, reducedMotion: 'reduce' },
});
page.setDefaultTimeout(30_000);

const way = new FirstWorkflow(page, async (name) => {
  if (!missing.delete(name)) return;
  await page.evaluate('document.fonts.ready.then(() => window.scrollTo(0, 0))');
  await page.screenshot({
    path: join(docs, 'images', `${prefix}${name}.png`),
    animations: 'disabled',
    style: hideToasts,
  });
});
await way.signIn(canvass.facts.url, await administratorOf(canvass));
await way.makeSurvey();
const url = await way.makeEventSource();
await way.receiveSample(url);
await way.buildWorkflow();
await way.mendProblem();
await way.tryOut();
await way.publishAndSwitchOn();
await way.watchFifty(url);
await way.findTheFailedOne();
await way.downloadPackage();
await way.rotateUrl();
await way.sendTestMessage('me@acme.example');

for (const name of missing)
  process.stdout.write(`docs/first-workflow.md shows ${prefix}${name}.png: nothing takes it\n`);
process.exitCode = missing.size > 0 ? 1 : 0;
