import { CanvassApi } from './demo-send/canvass-api.ts';
import { demoSend, type Target } from './demo-send/demo-send.ts';
import { findLocalInstallation, requireAnswer } from './demo-send/local-installation.ts';
import { type Options, parseOptions, UsageError, usage } from './demo-send/options.ts';
import { salesforceId } from './salesforce-id.ts';

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const target = await findTarget(options);
  await requireAnswer(target.url);
  return (await demoSend(options, target, process.stdout)) ? 0 : 1;
}

/** Notifications are followed where the address belongs to the Canvass that runs here, whose API key is known. */
async function findTarget(options: Options): Promise<Target> {
  const local = await findLocalInstallation(process.env);
  const url = options.url ?? local?.eventSourceUrl;
  if (url === undefined) {
    throw new UsageError('No Canvass was started here. Start it with npm start, or name an event source with --url.');
  }
  if (url === null) {
    throw new UsageError(
      'The workspace here has no demo. Name an event source with --url: its page in the console shows it.',
    );
  }
  const isLocal = local !== null && new URL(url).origin === new URL(local.url).origin;
  return {
    url,
    organizationId: local?.organizationId ?? salesforceId('organization', 4_242),
    api: isLocal ? new CanvassApi(local.apiUrl, local.apiKey) : null,
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
