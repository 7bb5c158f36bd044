import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, launchBrowser } from '../support/browser.ts';
import { emptyHome, removeHome, startCanvass } from '../support/running-canvass.ts';
import { fillWorkspace } from './busy-workspace.ts';
import { consoleRoutes } from './console-routes.ts';
import { pageAddresses } from './page-addresses.ts';
import { looks, signedIn, Visitor } from './page-visit.ts';

/**
 * `npm run screenshots`: every page of the console, light and dark, on a desktop and on a phone, into `screenshots/`.
 *
 *   --only TEXT   pages whose name holds this text
 *
 * Exit code 1 when a page logged an error, a request failed, or a page is wider than the phone.
 */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const folder = resolve(import.meta.dirname, '../../screenshots');

const chromium = findChromium();
if (chromium === null) throw new Error('No Chromium is installed: apt-get install chromium');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

await using resources = new AsyncDisposableStack();
const home = await emptyHome();
resources.defer(() => removeHome(home));
const canvass = resources.use(await startCanvass(home));
await fillWorkspace(canvass);
const addresses = (await pageAddresses(canvass, await consoleRoutes())).filter(({ name }) =>
  name.includes(values.only),
);

const browser = await launchBrowser(chromium);
resources.defer(() => browser.close());
const cookies = await signedIn(browser, canvass);
let problems = 0;
for (const look of looks) {
  await using visitor = await Visitor.open(browser, canvass.facts.url, look, cookies);
  for (const address of addresses) {
    const file = `${address.name}-${look.width}-${look.scheme}.png`;
    const found = await visitor.open(address);
    const overflow = await visitor.overflow();
    await visitor.screenshot(join(folder, file));
    for (const problem of [...found, ...(overflow ? [overflow] : [])]) {
      problems += 1;
      process.stdout.write(`${file}: ${problem}\n`);
    }
  }
}
process.stdout.write(`${addresses.length * looks.length} screenshots in ${folder}, ${problems} problems\n`);
process.exitCode = problems > 0 ? 1 : 0;
