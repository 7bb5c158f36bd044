import { ActivityAnnouncer, connectDatabase, LeftRows } from '@canvass/database';
import {
  callWebhooks,
  handle,
  Producer,
  pingQueues,
  prepareDeliveries,
  sendEmails,
  sendTexts,
  startWorkers,
} from '@canvass/jobs';
import { runService } from '@canvass/platform';
import { createWebhookCaller, emailSenderOf, textSenderOf } from '@canvass/providers';
import { configSchema } from './config.ts';
import { callWebhooksHandler } from './jobs/call-webhooks.ts';
import { prepareDeliveriesHandler } from './jobs/prepare-deliveries.ts';
import { sendEmailsHandler } from './jobs/send-emails.ts';
import { sendTextsHandler } from './jobs/send-texts.ts';
import { startFailureNotices } from './notices/start-failure-notices.ts';
import { emailLimits, textLimits } from './senders.ts';
import { createEmailLine } from './sending/email-line.ts';
import { unlimited } from './sending/send-limits.ts';
import { emailConnections } from './sending/sending-line.ts';
import { createTextLine } from './sending/text-line.ts';

/** Left at the end of the grace period for a last try to record outcomes and for closing connections. */
const closingMs = 3_000;
/** What a call may take beyond its time limit, until it is recorded. */
const recordingMs = 30_000;

await runService('distribution', configSchema, async ({ config, log, health, resources }) => {
  const database = resources.use(
    connectDatabase(config, {
      applicationName: 'canvass-distribution',
      onError: (error) => log.warn({ err: error }, 'database.connection-error'),
    }),
  );
  const { pool } = database;
  const announcer = resources.use(
    new ActivityAnnouncer(pool, (error) => log.warn({ err: error }, 'activity.not-announced')),
  );
  const leftRows = new LeftRows(pool, (error) => log.warn({ err: error }, 'relay.not-woken'));
  const producer = resources.use(new Producer(config, log, leftRows));
  const email = emailSenderOf(config, emailConnections);
  if (email) resources.use(email);
  const texts = textSenderOf(config, config.SURVEY_URL);
  const ofEmail = email ? await emailLimits(config, email, pool, log) : undefined;
  const ofTexts = texts ? await textLimits(config, pool, log) : undefined;
  const [draining, lastCall] = [new AbortController(), new AbortController()];
  const sending = {
    ...{ pool, producer, announcer, surveyUrl: config.SURVEY_URL },
    ...{ draining: draining.signal, lastCall: lastCall.signal },
  };

  const emailLine = createEmailLine(sending, email, ofEmail);
  const textLine = createTextLine(sending, texts, ofTexts);
  const timeoutMs = config.WEBHOOK_TIMEOUT_MS;
  const caller = resources.use(
    createWebhookCaller({ allowed: config.WEBHOOK_ALLOWED_NETWORKS, timeoutMs, maxConnections: 20 }),
  );
  const calling = { pool, announcer, caller, leaseMs: timeoutMs + recordingMs, draining: draining.signal };

  const workers = resources.use(
    startWorkers(
      config,
      log,
      [
        handle(prepareDeliveries, prepareDeliveriesHandler(sending, emailLine)),
        handle(sendEmails, sendEmailsHandler(emailLine)),
        handle(sendTexts, sendTextsHandler(textLine)),
        handle(callWebhooks, callWebhooksHandler(calling)),
      ],
      leftRows,
    ),
  );
  resources.use(
    startFailureNotices({
      ...{ pool, email, limits: ofEmail ?? unlimited, consoleUrl: config.PUBLIC_URL, draining: draining.signal, log },
      ...{ intervalMs: 5_000, behindMs: 10_000 },
    }),
  );
  // Closed first: jobs in hand finish their group and hand the rest on.
  resources.defer(() => {
    draining.abort();
    setTimeout(() => lastCall.abort(), Math.max(0, config.SHUTDOWN_GRACE_MS - closingMs)).unref();
  });

  health.needs('database', async () => void (await pool.query('select 1')));
  health.needs('queues', () => pingQueues(config));
  health.dies('workers', () => workers.check());
});
