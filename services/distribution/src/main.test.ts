import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Producer, prepareDeliveries, sendEmails } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aWorkspace,
  createTestDatabase,
  eventually,
  freePort,
  queueBackends,
  startMailbox,
  testQueueConfig,
} from '@canvass/test-support';
import { expect, test } from 'vitest';
import { aSurvey, deliveryOf, emailStep, peopleToAsk } from './testing/people.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, text: () => text };
}

test.each(queueBackends())('a stop in mid-work on %s finishes what is in hand and loses nothing', async (backend) => {
  await using database = await createTestDatabase();
  await using mailbox = await startMailbox();
  const queue = testQueueConfig(backend, database.url);
  const workspaceId = await aWorkspace(database.pool);
  const people = await peopleToAsk(
    database.pool,
    workspaceId,
    emailStep(await aSurvey(database.pool, workspaceId)),
    Array.from({ length: 60 }, () => ({})),
  );
  const port = await freePort();
  const service = start({
    DATABASE_URL: database.url,
    ...(queue.REDIS_URL === undefined ? {} : { REDIS_URL: queue.REDIS_URL }),
    QUEUE_PREFIX: queue.QUEUE_PREFIX,
    ADMIN_HOST: '127.0.0.1',
    ADMIN_PORT: String(port),
    PUBLIC_URL: 'https://console.example.com',
    SURVEY_URL: 'https://ask.example.com',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    SES_ENDPOINT: mailbox.url,
    LOG_LEVEL: 'debug',
  });
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  await eventually(async () => (await get('/readyz')).ok, 30_000);
  await using producer = new Producer(queue, createLogger('test', 'silent'));
  await producer.enqueue(prepareDeliveries, [{ workspaceId, taskRunIds: people.map((each) => each.taskRunId) }]);
  await eventually(async () => (await mailbox.emails()).length > 0);
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);

  const deliveries = await Promise.all(people.map((each) => deliveryOf(database.pool, each.taskRunId)));
  const sent = deliveries.filter((each) => each?.status === 'sent');
  expect(sent.length + deliveries.filter((each) => each?.status === 'queued').length).toBe(60);
  const received = (await mailbox.emails()).map((email) => email.messageId).sort();
  expect(received).toEqual(sent.map((each) => each?.provider_message_id).sort());
  const left = deliveries.length - sent.length;
  if (left > 0) expect(await producer.depth(sendEmails)).toBeGreaterThan(0); // for the next worker
  expect(service.text()).toContain('delivery.attempted');
  expect(service.text()).not.toContain('@example.net'); // no personal data in logs
  expect(service.text()).not.toContain(String(sent[0]?.token));
});

test('half of Twilio’s settings are refused at start, by name', async () => {
  const service = start({
    DATABASE_URL: 'postgres://localhost/none',
    PUBLIC_URL: 'https://console.example.com',
    SURVEY_URL: 'https://ask.example.com',
    TWILIO_ACCOUNT_SID: 'AC1',
  });
  expect(await service.ended).toBe(1);
  expect(service.text()).toContain('TWILIO_AUTH_TOKEN');
});
