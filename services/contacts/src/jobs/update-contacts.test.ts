import { newId, type Pool } from '@canvass/database';
import { ContactId, type TaskRunId, type WorkspaceId } from '@canvass/domain';
import { type JobRun, Producer } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import { aRun, aWorkspace, createTestDatabase, testQueueConfig } from '@canvass/test-support';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { updateContactsHandler } from './update-contacts.ts';

const log = createLogger('test', 'error');
log.level = 'silent';
const run: JobRun = { signal: new AbortController().signal, log, note: () => {} };

let pool: Pool;
let workspaceId: WorkspaceId;
let work: (...ids: TaskRunId[]) => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  pool = database.pool;
  const producer = new Producer(testQueueConfig('postgres', database.url), log);
  const handler = updateContactsHandler({ pool, producer, announcer: { changed: () => {} } });
  work = (...taskRunIds) => handler({ workspaceId, taskRunIds }, run);
  return async () => {
    await producer[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  };
});
beforeEach(async () => {
  workspaceId = await aWorkspace(pool);
});

const step = {
  id: 'person',
  type: 'contact',
  matchBy: ['externalReference', 'email'],
  contact: {
    firstName: '{{ event.First }}',
    lastName: '{{ event.Last }}',
    email: '{{ event.Email }}',
    phone: '{{ event.Phone }}',
    externalReference: '{{ event.ContactId }}',
    language: '{{ event.Language }}',
  },
  embeddedData: { CaseNumber: '{{ event.CaseNumber }}', Priority: '{{ event.Priority }}' },
  transaction: { name: 'Case', occurredAt: '{{ event.ClosedDate }}', fields: { CaseNumber: '{{ event.CaseNumber }}' } },
  mailingList: 'Customers',
};
const mira = { ContactId: '003A', Email: 'mira@example.com', First: 'Mira', CaseNumber: '1', ClosedDate: '2026-11-22' };

async function aTask(fields: Record<string, string | null>, changed: object = {}) {
  return aRun(pool, workspaceId, { steps: [{ ...step, ...changed }], fields });
}
async function contacts() {
  const { rows } = await pool.query(
    `select id, first_name as first, email, phone, external_reference as reference, embedded_data as data
       from contacts where workspace_id = $1 order by id`,
    [workspaceId],
  );
  return rows;
}
async function taskRun(id: TaskRunId) {
  const { rows } = await pool.query('select status, output, error from task_runs where id = $1', [id]);
  return rows[0];
}
async function count(table: string): Promise<number> {
  const { rows } = await pool.query(`select count(*) from ${table} where workspace_id = $1`, [workspaceId]);
  return rows[0].count;
}

test('a new person becomes a contact with embedded data, a transaction, a list and a history', async () => {
  const { taskRunId, runId } = await aTask({ ...mira, Phone: '212 555 0123', Language: 'fr', Priority: 'High' });
  await work(taskRunId);

  const [contact, ...others] = await contacts();
  expect(others).toEqual([]);
  expect(contact).toMatchObject({
    first: 'Mira',
    email: 'mira@example.com',
    phone: '+12125550123',
    reference: '003A',
    data: { CaseNumber: '1', Priority: 'High' },
  });
  const { rows: facts } = await pool.query(
    'select id, name, occurred_at, fields from contact_transactions where contact_id = $1',
    [contact.id],
  );
  expect(facts).toMatchObject([
    { name: 'Case', occurred_at: new Date('2026-11-22T00:00:00Z'), fields: { CaseNumber: '1' } },
  ]);
  const { rows: lists } = await pool.query(
    'select l.id, l.name from mailing_lists l join mailing_list_members m on m.mailing_list_id = l.id where m.contact_id = $1',
    [contact.id],
  );
  expect(lists).toMatchObject([{ name: 'Customers' }]);
  const { rows: history } = await pool.query(
    'select kind, changes, run_id from contact_changes where contact_id = $1',
    [contact.id],
  );
  expect(history).toMatchObject([
    { kind: 'created', run_id: runId, changes: { firstName: { from: null, to: 'Mira' } } },
  ]);
  expect(await taskRun(taskRunId)).toMatchObject({
    status: 'succeeded',
    output: {
      contactId: contact.id,
      outcome: 'created',
      changed: expect.arrayContaining(['firstName', 'email', 'embeddedData.CaseNumber']),
      transactionId: facts[0].id,
      mailingListId: lists[0].id,
    },
  });
  const { rows: runs } = await pool.query('select status, contact_id from runs where id = $1', [runId]);
  expect(runs).toEqual([{ status: 'succeeded', contact_id: contact.id }]);
});

test('a known person is updated: what is empty stays, embedded data is overwritten name by name, transactions add up', async () => {
  await work((await aTask({ ...mira, Priority: 'High' })).taskRunId);
  const second = await aTask({ ...mira, First: null, Last: 'Okafor', CaseNumber: '2', Priority: null });
  await work(second.taskRunId);

  expect(await contacts()).toMatchObject([{ first: 'Mira', data: { CaseNumber: '2', Priority: 'High' } }]);
  expect(await count('contact_transactions')).toBe(2);
  expect(await taskRun(second.taskRunId)).toMatchObject({
    output: { outcome: 'updated', changed: ['lastName', 'embeddedData.CaseNumber'] },
  });
});

test('where nothing is new, the outcome is unchanged and the history stays as it is', async () => {
  await work((await aTask(mira)).taskRunId);
  const again = await aTask(mira);
  await work(again.taskRunId);
  expect((await taskRun(again.taskRunId)).output).toMatchObject({ outcome: 'unchanged', changed: [] });
  expect(await count('contact_changes')).toBe(1);
});

test('tasks of one batch see what the tasks before them did', async () => {
  const first = await aTask({ Email: 'Mira@Example.com', CaseNumber: '1' });
  const second = await aTask({ ...mira, CaseNumber: '2' });
  const third = await aTask({ ContactId: '003A', CaseNumber: '3' });
  await work(third.taskRunId, second.taskRunId, first.taskRunId);
  expect(await contacts()).toMatchObject([{ email: 'Mira@Example.com', reference: '003A', data: { CaseNumber: '3' } }]);
  const outcomes = await Promise.all(
    [first, second, third].map(async (each) => (await taskRun(each.taskRunId)).output.outcome),
  );
  expect(outcomes).toEqual(['created', 'updated', 'updated']);
});

test('two people who share a mailbox but differ in external reference stay two', async () => {
  const tasks = [await aTask(mira), await aTask({ ...mira, ContactId: '003B', First: 'Daniel' })];
  await work(...tasks.map(({ taskRunId }) => taskRunId));
  expect(await contacts()).toMatchObject([{ reference: '003A' }, { reference: '003B' }]);
});

test('one bad address fails its own task run, the others of the batch go on', async () => {
  const good = [await aTask(mira), await aTask({ ...mira, ContactId: '003B', Email: 'b@example.com' })];
  const badEmail = await aTask({ ...mira, ContactId: '003C', Email: 'no address' });
  const badPhone = await aTask({ ...mira, ContactId: '003D', Phone: '12' });
  const nobody = await aTask({ CaseNumber: '5' });
  await work(...[badEmail, ...good, badPhone, nobody].map(({ taskRunId }) => taskRunId));
  expect(await count('contacts')).toBe(2);
  expect(await taskRun(badEmail.taskRunId)).toMatchObject({ status: 'failed', error: { code: 'invalid-email' } });
  expect(await taskRun(badPhone.taskRunId)).toMatchObject({ status: 'failed', error: { code: 'invalid-phone' } });
  expect(await taskRun(nobody.taskRunId)).toMatchObject({ status: 'failed', error: { code: 'contact-unidentified' } });
  const { rows } = await pool.query('select status from runs where id = $1', [badEmail.runId]);
  expect(rows).toEqual([{ status: 'failed' }]);
});

test('an external reference that another contact has is refused, with the contact named', async () => {
  await work((await aTask(mira)).taskRunId);
  await work((await aTask({ Email: 'other@example.com' })).taskRunId);
  const clash = await aTask({ ...mira, Email: 'other@example.com' }, { matchBy: ['email'] });
  await work(clash.taskRunId);
  const [holder] = await contacts();
  expect(await taskRun(clash.taskRunId)).toMatchObject({
    status: 'failed',
    error: { code: 'external-reference-taken', detail: `contact ${holder.id}` },
  });
});

test('a task that PostgreSQL cannot store fails alone as our fault, the others of its batch are done', async () => {
  const good = [await aTask(mira), await aTask({ ...mira, ContactId: '003B', Email: 'b@example.com' })];
  const poison = await aTask({ ...mira, ContactId: '003C', Email: 'c@example.com' });
  await pool.query(
    `create or replace function refuse_poison() returns trigger language plpgsql as $$
     begin if new.external_reference = '003C' then raise exception 'poison'; end if; return new; end $$`,
  );
  await pool.query('create trigger poison before insert on contacts for each row execute function refuse_poison()');
  try {
    await work(good[0]?.taskRunId ?? poison.taskRunId, poison.taskRunId, good[1]?.taskRunId ?? poison.taskRunId);
  } finally {
    await pool.query('drop trigger poison on contacts');
  }
  expect(await count('contacts')).toBe(2);
  expect(await taskRun(poison.taskRunId)).toMatchObject({
    status: 'failed',
    error: { code: 'task-crashed', detail: null },
  });
});

test('a deadlock undoes the batch and fails the job, and the next try does all of it', async () => {
  const { taskRunId } = await aTask(mira);
  await pool.query(
    `create or replace function deadlocked() returns trigger language plpgsql as $$
     begin raise exception 'deadlock' using errcode = '40P01'; end $$`,
  );
  await pool.query('create trigger deadlocked before insert on contacts for each row execute function deadlocked()');
  await expect(work(taskRunId)).rejects.toThrow('deadlock');
  expect(await taskRun(taskRunId)).toMatchObject({ status: 'queued' });
  await pool.query('drop trigger deadlocked on contacts');
  await work(taskRunId);
  expect(await taskRun(taskRunId)).toMatchObject({ status: 'succeeded' });
});

test('a doubled job does nothing more, whether it comes later or at the same time', async () => {
  const tasks = await Promise.all([1, 2, 3].map((n) => aTask({ ...mira, CaseNumber: String(n) })));
  const ids = tasks.map(({ taskRunId }) => taskRunId);
  await Promise.all([work(...ids), work(...ids), work(...ids.toReversed())]);
  await work(...ids);
  expect(await count('contacts')).toBe(1);
  expect(await count('contact_transactions')).toBe(3);
  expect(await count('contact_changes')).toBe(3);
});

test('opt-outs stay: of the person and of the list', async () => {
  const id = newId(ContactId);
  await work((await aTask({ ...mira, ContactId: '003B', Email: 'other@example.com' })).taskRunId);
  await pool.query(
    `insert into contacts (id, workspace_id, external_reference, email_opted_out_at, sms_opted_out_at)
     values ($1, $2, '003A', '2026-01-01', '2026-01-02')`,
    [id, workspaceId],
  );
  await pool.query(
    `insert into mailing_list_members (mailing_list_id, contact_id, workspace_id, opted_out_at)
     select id, $1, $2, '2026-01-03' from mailing_lists where workspace_id = $2`,
    [id, workspaceId],
  );
  await work((await aTask({ ...mira, Phone: '+12125550123' })).taskRunId);
  const { rows } = await pool.query(
    `select c.email, c.email_opted_out_at as mail, c.sms_opted_out_at as sms, m.opted_out_at as list
       from contacts c join mailing_list_members m on m.contact_id = c.id where c.id = $1`,
    [id],
  );
  expect(rows).toEqual([
    {
      email: 'mira@example.com',
      mail: new Date('2026-01-01'),
      sms: new Date('2026-01-02'),
      list: new Date('2026-01-03'),
    },
  ]);
});

test('contacts of other workspaces are never met', async () => {
  await work((await aTask(mira)).taskRunId);
  workspaceId = await aWorkspace(pool);
  const { taskRunId } = await aTask(mira);
  await work(taskRunId);
  expect((await taskRun(taskRunId)).output.outcome).toBe('created');
  expect(await count('mailing_lists')).toBe(1);
});

test('100 tasks take hardly more queries than one', async () => {
  const single = await aTask({ ...mira, ContactId: 'single', Email: null });
  const many = await Promise.all(
    Array.from({ length: 100 }, (_, n) => aTask({ ...mira, ContactId: `many-${n}`, Email: `many-${n}@example.com` })),
  );
  const queriesOf = async (ids: TaskRunId[]) => {
    let queries = 0;
    const counting = (client: { query: (...args: never[]) => unknown }) => {
      const original = client.query.bind(client);
      Object.assign(client, {
        query: (...args: never[]) => {
          queries += 1;
          return original(...args);
        },
      });
    };
    pool.on('acquire', counting);
    await work(...ids);
    pool.off('acquire', counting);
    return queries;
  };
  const forOne = await queriesOf([single.taskRunId]);
  const forMany = await queriesOf(many.map(({ taskRunId }) => taskRunId));
  expect(forOne).toBeGreaterThan(5);
  expect(forMany).toBeLessThan(forOne * 2);
  expect(await count('contacts')).toBe(101);
});
