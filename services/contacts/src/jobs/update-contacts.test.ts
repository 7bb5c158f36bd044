import { inWorkspace, newId } from '@canvass/database';
import { ContactId, TaskRunId } from '@canvass/domain';
import { takeTaskRuns } from '@canvass/runs';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { applyContactTasks } from '../apply-contact-tasks.ts';
import { ContactsBench, mira } from '../testing/contacts-bench.ts';

let bench: ContactsBench;
beforeAll(async () => {
  bench = await ContactsBench.open();
  return () => bench[Symbol.asyncDispose]();
});
beforeEach(() => bench.newWorkspace());

test('a new person becomes a contact with embedded data, a transaction, a list and a history', async () => {
  const { taskRunId, runId } = await bench.aTask({ ...mira, Phone: '212 555 0123', Language: 'fr', Priority: 'High' });
  await bench.work(taskRunId);

  const [contact, ...others] = await bench.contacts();
  expect(others).toEqual([]);
  expect(contact).toMatchObject({
    first: 'Mira',
    email: 'mira@example.com',
    phone: '+12125550123',
    reference: '003A',
    data: { CaseNumber: '1', Priority: 'High' },
  });
  const { rows: facts } = await bench.pool.query(
    'select id, name, occurred_at, fields from contact_transactions where contact_id = $1',
    [contact.id],
  );
  expect(facts).toMatchObject([
    { name: 'Case', occurred_at: new Date('2026-11-22T00:00:00Z'), fields: { CaseNumber: '1' } },
  ]);
  const { rows: lists } = await bench.pool.query(
    'select l.id, l.name from mailing_lists l join mailing_list_members m on m.mailing_list_id = l.id where m.contact_id = $1',
    [contact.id],
  );
  expect(lists).toMatchObject([{ name: 'Customers' }]);
  const { rows: history } = await bench.pool.query(
    'select kind, changes, run_id from contact_changes where contact_id = $1',
    [contact.id],
  );
  expect(history).toMatchObject([
    { kind: 'created', run_id: runId, changes: { firstName: { from: null, to: 'Mira' } } },
  ]);
  expect(await bench.taskRun(taskRunId)).toMatchObject({
    status: 'succeeded',
    output: {
      contactId: contact.id,
      outcome: 'created',
      changed: expect.arrayContaining(['firstName', 'email', 'embeddedData.CaseNumber']),
      transactionId: facts[0].id,
      mailingListId: lists[0].id,
    },
  });
  const { rows: runs } = await bench.pool.query('select status, contact_id from runs where id = $1', [runId]);
  expect(runs).toEqual([{ status: 'succeeded', contact_id: contact.id }]);
});

test('a known person is updated: what is empty stays, embedded data is overwritten name by name, transactions add up', async () => {
  await bench.work((await bench.aTask({ ...mira, Priority: 'High' })).taskRunId);
  const second = await bench.aTask({ ...mira, First: null, Last: 'Okafor', CaseNumber: '2', Priority: null });
  await bench.work(second.taskRunId);

  expect(await bench.contacts()).toMatchObject([{ first: 'Mira', data: { CaseNumber: '2', Priority: 'High' } }]);
  expect(await bench.count('contact_transactions')).toBe(2);
  expect(await bench.taskRun(second.taskRunId)).toMatchObject({
    output: { outcome: 'updated', changed: ['lastName', 'embeddedData.CaseNumber'] },
  });
});

test('a task that comes late, after a newer notification of the same person, fills what is empty and overwrites nothing', async () => {
  const late = await bench.aTask({ ...mira, First: 'Miriam', CaseNumber: '1', Priority: 'Low', Language: 'fr' });
  const newer = await bench.aTask({ ...mira, First: 'Mira', CaseNumber: '2', Priority: null });
  await bench.work(newer.taskRunId);
  await bench.work(late.taskRunId);

  expect(await bench.contacts()).toMatchObject([{ first: 'Mira', data: { CaseNumber: '2', Priority: 'Low' } }]);
  expect(await bench.count('contact_transactions')).toBe(2);
  const again = await bench.aTask({ ...mira, First: 'Miri', CaseNumber: '3' });
  await bench.work(again.taskRunId);
  expect(await bench.contacts()).toMatchObject([{ first: 'Miri', data: { CaseNumber: '3', Priority: 'Low' } }]);
});

test('two workflows’ runs of one notification are of one age: the second says what the first did not', async () => {
  const first = await bench.aTask({ ...mira, First: 'Mira' });
  const second = await bench.aTask({ ...mira, First: 'Miriam' });
  // The same notification's: everything but the last digits of their ids is alike, and the one done first sorts last.
  const twin = (id: string, end: string) => `${id.slice(0, 26)}${end}`;
  for (const [{ taskRunId, runId }, end] of [
    [first, 'ffffffffff'],
    [second, '0000000000'],
  ] as const) {
    const [task, run] = [twin(first.taskRunId, end), twin(first.runId, end)];
    await bench.pool.query('update task_runs set id = $2, run_id = $3 where id = $1', [taskRunId, task, run]);
    await bench.pool.query('update runs set id = $2 where id = $1', [runId, run]);
    await bench.pool.query(
      `update notifications set id = $2 where id = (select notification_id from runs where id = $1)`,
      [run, twin(run, `${end.slice(0, 9)}1`)],
    );
    await bench.pool.query('update runs set notification_id = $2 where id = $1', [
      run,
      twin(run, `${end.slice(0, 9)}1`),
    ]);
    await bench.work(TaskRunId.parse(task));
  }
  expect(await bench.contacts()).toMatchObject([{ first: 'Miriam' }]);
});

test('a worker that dies before its commit leaves nothing, and the next try makes contact, transaction and membership once', async () => {
  const { taskRunId } = await bench.aTask(mira);
  await inWorkspace(bench.pool, bench.workspaceId, async (db) => {
    const tasks = await takeTaskRuns(db, bench.workspaceId, [taskRunId], true);
    await applyContactTasks(db, bench.workspaceId, tasks);
    await db.query('select pg_terminate_backend(pg_backend_pid())');
  }).catch(() => {});
  expect(await bench.count('contacts')).toBe(0);
  await bench.work(taskRunId);
  await bench.work(taskRunId);
  for (const table of ['contacts', 'contact_transactions', 'mailing_list_members', 'contact_changes']) {
    expect(await bench.count(table), table).toBe(1);
  }
});

test('where nothing is new, the outcome is unchanged and the history stays as it is', async () => {
  await bench.work((await bench.aTask(mira)).taskRunId);
  const again = await bench.aTask(mira);
  await bench.work(again.taskRunId);
  expect((await bench.taskRun(again.taskRunId)).output).toMatchObject({ outcome: 'unchanged', changed: [] });
  expect(await bench.count('contact_changes')).toBe(1);
});

test('tasks of one batch see what the tasks before them did', async () => {
  const first = await bench.aTask({ Email: 'Mira@Example.com', CaseNumber: '1' });
  const second = await bench.aTask({ ...mira, CaseNumber: '2' });
  const third = await bench.aTask({ ContactId: '003A', CaseNumber: '3' });
  await bench.work(third.taskRunId, second.taskRunId, first.taskRunId);
  expect(await bench.contacts()).toMatchObject([
    { email: 'Mira@Example.com', reference: '003A', data: { CaseNumber: '3' } },
  ]);
  const outcomes = await Promise.all(
    [first, second, third].map(async (each) => (await bench.taskRun(each.taskRunId)).output.outcome),
  );
  expect(outcomes).toEqual(['created', 'updated', 'updated']);
});

test('two people who share a mailbox but differ in external reference stay two', async () => {
  const tasks = [await bench.aTask(mira), await bench.aTask({ ...mira, ContactId: '003B', First: 'Daniel' })];
  await bench.work(...tasks.map(({ taskRunId }) => taskRunId));
  expect(await bench.contacts()).toMatchObject([{ reference: '003A' }, { reference: '003B' }]);
});

test('opt-outs stay: of the person and of the list', async () => {
  const id = newId(ContactId);
  await bench.work((await bench.aTask({ ...mira, ContactId: '003B', Email: 'other@example.com' })).taskRunId);
  await bench.pool.query(
    `insert into contacts (id, workspace_id, external_reference, email_opted_out_at, sms_opted_out_at)
     values ($1, $2, '003A', '2026-01-01', '2026-01-02')`,
    [id, bench.workspaceId],
  );
  await bench.pool.query(
    `insert into mailing_list_members (mailing_list_id, contact_id, workspace_id, opted_out_at)
     select id, $1, $2, '2026-01-03' from mailing_lists where workspace_id = $2`,
    [id, bench.workspaceId],
  );
  await bench.work((await bench.aTask({ ...mira, Phone: '+12125550123' })).taskRunId);
  const { rows } = await bench.pool.query(
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
  await bench.work((await bench.aTask(mira)).taskRunId);
  await bench.newWorkspace();
  const { taskRunId } = await bench.aTask(mira);
  await bench.work(taskRunId);
  expect((await bench.taskRun(taskRunId)).output.outcome).toBe('created');
  expect(await bench.count('mailing_lists')).toBe(1);
});

test('100 tasks take hardly more queries than one', async () => {
  const single = await bench.aTask({ ...mira, ContactId: 'single', Email: null });
  const many = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      bench.aTask({ ...mira, ContactId: `many-${n}`, Email: `many-${n}@example.com` }),
    ),
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
    bench.pool.on('acquire', counting);
    await bench.work(...ids);
    bench.pool.off('acquire', counting);
    return queries;
  };
  const forOne = await queriesOf([single.taskRunId]);
  const forMany = await queriesOf(many.map(({ taskRunId }) => taskRunId));
  expect(forOne).toBeGreaterThan(5);
  expect(forMany).toBeLessThan(forOne * 2);
  expect(await bench.count('contacts')).toBe(101);
});
