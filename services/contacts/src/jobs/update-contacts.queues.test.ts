import type { Pool } from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import { handle, Producer, type QueueConfig, startWorkers, updateContacts } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aRun,
  aWorkspace,
  createTestDatabase,
  eventually,
  queueBackends,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateContactsHandler } from './update-contacts.ts';

const log = createLogger('test', 'error');
log.level = 'silent';

describe.each(queueBackends())('with queues in %s', (backend) => {
  let database: TestDatabase;
  let pool: Pool;
  let config: QueueConfig;
  let workspaceId: WorkspaceId;
  const resources = new AsyncDisposableStack();
  let producer: Producer;

  beforeAll(async () => {
    database = await createTestDatabase();
    resources.use(database);
    pool = database.pool;
    config = testQueueConfig(backend, database.url);
    workspaceId = await aWorkspace(pool);
    producer = resources.use(new Producer(config, log));
    for (const _worker of ['one', 'two']) {
      const handler = updateContactsHandler({ pool, producer, announcer: { changed: () => {} } });
      resources.use(startWorkers(config, log, [handle(updateContacts, handler)]));
    }
  });
  afterAll(() => resources.disposeAsync());

  const step = {
    id: 'person',
    type: 'contact',
    matchBy: ['externalReference', 'email'],
    contact: { email: '{{ event.Email }}', externalReference: '{{ event.ContactId }}' },
    embeddedData: { CaseNumber: '{{ event.CaseNumber }}' },
    transaction: { name: 'Case', fields: { CaseNumber: '{{ event.CaseNumber }}' } },
    mailingList: 'Customers',
  };
  async function someTasks(count: number, fields: (n: number) => Record<string, string | null>): Promise<TaskRunId[]> {
    const ids: TaskRunId[] = [];
    for (let n = 0; n < count; n += 1) {
      ids.push(
        (await aRun(pool, workspaceId, { steps: [step], fields: { CaseNumber: String(n), ...fields(n) } })).taskRunId,
      );
    }
    return ids;
  }
  async function allSucceeded(ids: TaskRunId[]) {
    return eventually(async () => {
      const { rows } = await pool.query(`select status, count(*) from task_runs where id = any($1) group by status`, [
        ids,
      ]);
      return rows.length === 1 && rows[0].status === 'succeeded' && rows[0].count === ids.length;
    });
  }
  async function factsAbout(email: string) {
    const { rows } = await pool.query(
      `select count(distinct c.id) as contacts, count(distinct t.id) as transactions, count(distinct m.contact_id) as members
         from contacts c left join contact_transactions t on t.contact_id = c.id
         left join mailing_list_members m on m.contact_id = c.id where c.workspace_id = $1 and c.email_key = $2`,
      [workspaceId, email],
    );
    return rows[0];
  }

  test('100 notifications of one new person, a job each, two workers: one contact, 100 transactions', async () => {
    const ids = await someTasks(100, (n) => ({
      Email: n % 3 === 0 ? 'New.Person@Example.com' : 'new.person@example.com',
      ContactId: n % 2 === 0 ? '003NEW' : null,
    }));
    await producer.enqueue(
      updateContacts,
      ids.map((id) => ({ workspaceId, taskRunIds: [id] })),
    );
    await allSucceeded(ids);
    expect(await factsAbout('new.person@example.com')).toEqual({ contacts: 1, transactions: 100, members: 1 });
  });

  test('100 notifications of one new person in one job, and the same job five times over: one contact, 100 transactions', async () => {
    const ids = await someTasks(100, () => ({ Email: 'second@example.com', ContactId: '003SECOND' }));
    await producer.enqueue(
      updateContacts,
      Array.from({ length: 5 }, () => ({ workspaceId, taskRunIds: ids })),
    );
    await allSucceeded(ids);
    expect(await factsAbout('second@example.com')).toEqual({ contacts: 1, transactions: 100, members: 1 });
  });

  test('overlapping batches about ten new people in different orders: ten contacts and no deadlock left', async () => {
    const ids = await someTasks(120, (n) => ({
      Email: `crowd-${n % 10}@example.com`,
      ContactId: n % 4 === 0 ? null : `003CROWD${n % 10}`,
    }));
    const batches = Array.from({ length: 12 }, (_, b) => ids.filter((_id, n) => n % 12 === b));
    await producer.enqueue(
      updateContacts,
      batches.map((taskRunIds, b) => ({ workspaceId, taskRunIds: b % 2 === 0 ? taskRunIds : taskRunIds.toReversed() })),
    );
    await allSucceeded(ids);
    const { rows } = await pool.query(
      `select count(*) from contacts where workspace_id = $1 and email like 'crowd-%'`,
      [workspaceId],
    );
    expect(rows[0].count).toBe(10);
  });
});
