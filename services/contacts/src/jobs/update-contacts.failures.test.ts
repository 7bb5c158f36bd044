import { beforeAll, beforeEach, expect, test } from 'vitest';
import { ContactsBench, mira } from '../testing/contacts-bench.ts';

let bench: ContactsBench;
beforeAll(async () => {
  bench = await ContactsBench.open();
  return () => bench[Symbol.asyncDispose]();
});
beforeEach(() => bench.newWorkspace());

test('one bad address fails its own task run, the others of the batch go on', async () => {
  const good = [await bench.aTask(mira), await bench.aTask({ ...mira, ContactId: '003B', Email: 'b@example.com' })];
  const badEmail = await bench.aTask({ ...mira, ContactId: '003C', Email: 'no address' });
  const badPhone = await bench.aTask({ ...mira, ContactId: '003D', Phone: '12' });
  const nobody = await bench.aTask({ CaseNumber: '5' });
  await bench.work(...[badEmail, ...good, badPhone, nobody].map(({ taskRunId }) => taskRunId));
  expect(await bench.count('contacts')).toBe(2);
  expect(await bench.taskRun(badEmail.taskRunId)).toMatchObject({ status: 'failed', error: { code: 'invalid-email' } });
  expect(await bench.taskRun(badPhone.taskRunId)).toMatchObject({ status: 'failed', error: { code: 'invalid-phone' } });
  expect(await bench.taskRun(nobody.taskRunId)).toMatchObject({
    status: 'failed',
    error: { code: 'contact-unidentified' },
  });
  const { rows } = await bench.pool.query('select status from runs where id = $1', [badEmail.runId]);
  expect(rows).toEqual([{ status: 'failed' }]);
});

test('an external reference that another contact has is refused, with the contact named', async () => {
  await bench.work((await bench.aTask(mira)).taskRunId);
  await bench.work((await bench.aTask({ Email: 'other@example.com' })).taskRunId);
  const clash = await bench.aTask({ ...mira, Email: 'other@example.com' }, { matchBy: ['email'] });
  await bench.work(clash.taskRunId);
  const [holder] = await bench.contacts();
  expect(await bench.taskRun(clash.taskRunId)).toMatchObject({
    status: 'failed',
    error: { code: 'external-reference-taken', detail: `contact ${holder.id}` },
  });
});

test('a task that PostgreSQL cannot store fails alone as our fault, the others of its batch are done', async () => {
  const good = [await bench.aTask(mira), await bench.aTask({ ...mira, ContactId: '003B', Email: 'b@example.com' })];
  const poison = await bench.aTask({ ...mira, ContactId: '003C', Email: 'c@example.com' });
  await bench.pool.query(
    `create or replace function refuse_poison() returns trigger language plpgsql as $$
     begin if new.external_reference = '003C' then raise exception 'poison'; end if; return new; end $$`,
  );
  await bench.pool.query(
    'create trigger poison before insert on contacts for each row execute function refuse_poison()',
  );
  try {
    await bench.work(good[0]?.taskRunId ?? poison.taskRunId, poison.taskRunId, good[1]?.taskRunId ?? poison.taskRunId);
  } finally {
    await bench.pool.query('drop trigger poison on contacts');
  }
  expect(await bench.count('contacts')).toBe(2);
  expect(await bench.taskRun(poison.taskRunId)).toMatchObject({
    status: 'failed',
    error: { code: 'task-crashed', detail: null },
  });
});

test('a deadlock undoes the batch and fails the job, and the next try does all of it', async () => {
  const { taskRunId } = await bench.aTask(mira);
  await bench.pool.query(
    `create or replace function deadlocked() returns trigger language plpgsql as $$
     begin raise exception 'deadlock' using errcode = '40P01'; end $$`,
  );
  await bench.pool.query(
    'create trigger deadlocked before insert on contacts for each row execute function deadlocked()',
  );
  await expect(bench.work(taskRunId)).rejects.toThrow('deadlock');
  expect(await bench.taskRun(taskRunId)).toMatchObject({ status: 'queued' });
  await bench.pool.query('drop trigger deadlocked on contacts');
  await bench.work(taskRunId);
  expect(await bench.taskRun(taskRunId)).toMatchObject({ status: 'succeeded' });
});

test('a doubled job does nothing more, whether it comes later or at the same time', async () => {
  const tasks = await Promise.all([1, 2, 3].map((n) => bench.aTask({ ...mira, CaseNumber: String(n) })));
  const ids = tasks.map(({ taskRunId }) => taskRunId);
  await Promise.all([bench.work(...ids), bench.work(...ids), bench.work(...ids.toReversed())]);
  await bench.work(...ids);
  expect(await bench.count('contacts')).toBe(1);
  expect(await bench.count('contact_transactions')).toBe(3);
  expect(await bench.count('contact_changes')).toBe(3);
});
