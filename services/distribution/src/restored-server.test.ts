import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { connectDatabase, holdRestoredDeliveries, migrate } from '@canvass/database';
import { migrateQueues } from '@canvass/jobs';
import {
  aWorkspace,
  backUpPostgres,
  eventually,
  type QueueBackend,
  queueBackends,
  startTemporaryPostgres,
  type TestDatabase,
} from '@canvass/test-support';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type DistributionWorld, startDistributionWorld } from './testing/distribution-world.ts';
import type { AskedPerson } from './testing/people.ts';

const name = 'canvass';
const people = 40;
/** Of them, those who are written to once the backup is taken, however quick the sending. */
const writtenLater = 10;

beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});

function open(url: string): TestDatabase {
  const database = connectDatabase(
    { DATABASE_URL: `${url}/${name}`, DATABASE_POOL_SIZE: 10 },
    { applicationName: 'canvass-test', onError: () => {} },
  );
  return { url: `${url}/${name}`, pool: database.pool, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

/** To whom e-mails went, as often as they did. */
async function recipients(world: DistributionWorld): Promise<string[]> {
  return (await world.mailbox.emails()).flatMap((email) => email.destination.to).sort();
}

const addressOf = (person: AskedPerson) => `${person.contactId}@example.net`;

/**
 * Sends to everybody on one server while a backup of it is taken, and starts workers on another server made from that.
 * Answers to whom the second one sent, and how far the first had got in the backup.
 */
async function lifeAndAfterlife(backend: QueueBackend) {
  await using resources = new AsyncDisposableStack();
  const server = resources.use(await startTemporaryPostgres({ durable: false }));
  await server.createDatabase(name);
  await migrate(`${server.url}/${name}`);
  await migrateQueues({ DATABASE_URL: `${server.url}/${name}`, QUEUE_PREFIX: '{canvass}' });
  const database = resources.use(open(server.url));
  const workspaceId = await aWorkspace(database.pool);
  const before = resources.use(await startDistributionWorld(backend, { database, workspaceId }));
  const asked = await before.toEmail(Array.from({ length: people }, () => ({})));
  const backup = join(server.folder, 'backup');
  {
    await using _worker = before.startWorker();
    const backedUp = Promise.withResolvers<void>();
    const sending = (async () => {
      for (const [index, person] of asked.entries()) {
        if (index === people - writtenLater) await backedUp.promise;
        await before.offer([person]);
        await before.untilStatus(person, 'sent');
      }
    })();
    await eventually(async () => (await recipients(before)).length >= 5);
    await backUpPostgres(server.url, backup).finally(() => backedUp.resolve());
    await sending;
  }
  expect(await recipients(before)).toEqual(asked.map(addressOf).sort());

  const fresh = resources.use(
    await startTemporaryPostgres({ durable: false, fill: (dataFolder) => rename(backup, dataFolder) }),
  );
  const restored = resources.use(open(fresh.url));
  const after = resources.use(await startDistributionWorld(backend, { database: restored, workspaceId }));
  const { rows } = await restored.pool.query(`select count(*) as count from deliveries where status = 'sent'`);
  const hold = new Date();
  await holdRestoredDeliveries(restored.pool, hold);
  await eventually(async () => Date.now() > hold.getTime() + 5);
  await using _worker = after.startWorker();
  const [later] = await after.toEmail([{}]);
  if (later === undefined) throw new Error('a person was asked for');
  await after.offer([...asked, later], 2); // as the relay does once it finds the rows
  await after.untilStatus(later, 'sent');
  for (const person of asked) {
    await eventually(async () => ['sent', 'unknown'].includes((await after.of(person))?.status ?? ''));
  }
  return { sentInBackup: Number(rows[0].count), sentAfter: await recipients(after), later: addressOf(later) };
}

describe.each(queueBackends())('another server made from a backup taken in the middle of sending, on %s', (backend) => {
  test('sends to nobody whom the first wrote to, and does new work', async () => {
    const { sentInBackup, sentAfter, later } = await lifeAndAfterlife(backend);
    expect(sentInBackup).toBeGreaterThanOrEqual(4);
    expect(sentInBackup).toBeLessThanOrEqual(people - writtenLater);
    expect(sentAfter).toEqual([later]);
  }, 120_000);
});
