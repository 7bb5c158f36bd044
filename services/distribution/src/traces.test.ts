import { ActivityAnnouncer } from '@canvass/database';
import { handle, Producer, prepareDeliveries, sendEmails, startWorkers } from '@canvass/jobs';
import { createLogger, listen, startTelemetry } from '@canvass/platform';
import { createSesSender } from '@canvass/providers';
import {
  aTraceparent,
  aWorkspace,
  createTestDatabase,
  eventually,
  startMailbox,
  testQueueConfig,
} from '@canvass/test-support';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { prepareDeliveriesHandler } from './jobs/prepare-deliveries.ts';
import { sendEmailsHandler } from './jobs/send-emails.ts';
import { createEmailLine } from './sending/email-line.ts';
import { aSurvey, deliveryOf, emailStep, peopleToAsk } from './testing/people.ts';

const Exported = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(z.looseObject({ name: z.string(), kind: z.number(), traceId: z.string() })),
        }),
      ),
    }),
  ),
});
const clientKind = 3; // of OTLP, which counts SERVER as 2

test('the provider call is in the notification’s trace, and says nothing of the person, also when the relay feeds the job', async () => {
  const exported: string[] = [];
  await using collector = await listen(
    async (request, response) => {
      exported.push(Buffer.concat(await request.toArray()).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    },
    { port: 0, host: '127.0.0.1' },
  );
  const telemetry = startTelemetry('distribution', {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  });
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  await using database = await createTestDatabase();
  await using mailbox = await startMailbox();
  const queue = testQueueConfig('postgres', database.url);
  const log = createLogger('test', 'silent');
  const workspaceId = await aWorkspace(database.pool);
  const [person] = await peopleToAsk(database.pool, workspaceId, emailStep(await aSurvey(database.pool, workspaceId)), [
    {},
  ]);
  if (person === undefined) throw new Error('nobody to ask');
  await using announcer = new ActivityAnnouncer(database.pool, () => {});
  await using producer = new Producer(queue, log);
  await using email = createSesSender({
    region: 'us-east-1',
    endpoint: mailbox.url,
    configurationSet: null,
    maxConnections: 2,
    timeoutMs: 5_000,
  });
  const doors = {
    pool: database.pool,
    producer,
    announcer,
    surveyUrl: 'https://ask.example.com',
    draining: new AbortController().signal,
    lastCall: new AbortController().signal,
  };
  const line = createEmailLine(doors, email);
  await using _workers = startWorkers(queue, log, [
    handle(prepareDeliveries, prepareDeliveriesHandler(doors, line)),
    handle(sendEmails, sendEmailsHandler(line)),
  ]);
  // As the relay does: a job that links to the run's trace and has one of its own.
  await producer.enqueue(prepareDeliveries, [{ workspaceId, taskRunIds: [person.taskRunId] }], {
    links: [aTraceparent],
  });
  const delivery = await eventually(async () => {
    const now = await deliveryOf(database.pool, person.taskRunId);
    return now?.status === 'sent' && now;
  });
  await telemetry[Symbol.asyncDispose]();

  const spans = exported
    .flatMap((body) => Exported.parse(JSON.parse(body)).resourceSpans)
    .flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans));
  const calls = spans.filter((span) => span.name === 'SES/SendRawEmail');
  expect(calls).toMatchObject([{ kind: clientKind, traceId: aTraceparent.slice(3, 35) }]);
  const told = exported.join();
  expect(told).toContain(delivery.id);
  expect(told).not.toContain('@example');
  expect(told).not.toContain(String(delivery.token));
});
