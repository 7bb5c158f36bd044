import pg from 'pg';
import type { Pool, Queryable } from '../connection.ts';
import { Maintenance } from '../partitions/maintain.ts';
import { monthAfter } from '../partitions/partition.ts';

/** The time that the rows are spread over: from the beginning of this month, five partitions on. */
export const since = monthAfter(new Date(), 0);
export const until = monthAfter(new Date(), 5);

/** An id whose 82 leading bits are those of the n-th notification, as derived ids have them; `kind` tells the tables apart. */
const id = (n: string, kind: number) => `pg_temp.id_of(${n}, ${kind})`;
const uuid = (n: string) => `('00000000000070008000' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** The n-th of the few things that the rows belong to: event sources from 1, workflows 16, revisions 32, distributions 48; the survey is 64. */
export const idOf = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const notifications = 140_000;
const contacts = 40_000;

const tables = [
  ...['messages', 'notifications', 'notification_keys', 'runs', 'task_runs', 'deliveries', 'delivery_events'],
  ...['contacts', 'contact_changes', 'invitations'],
];

/** All but primary keys: made again after loading, which is several times faster. Answers what makes them. */
async function dropIndexes(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    `select indexname as name, replace(indexdef, ' ON ONLY ', ' ON ') as definition from pg_indexes
      where tablename = any($1) and indexname not in (select conname from pg_constraint)`,
    [tables],
  );
  for (const { name } of rows) await db.query(`drop index ${pg.escapeIdentifier(name)}`);
  return rows.map(({ definition }) => definition);
}

/**
 * A million rows over five months of a busy workspace: ended work nearly all of it, every hundredth run failed, the newest
 * thousand in the middle of everything, the oldest ten of kinds that are rare.
 */
export async function fill(pool: Pool, workspaceId: string): Promise<void> {
  await new Maintenance(pool, 4_000).run(until);
  const client = await pool.connect();
  const run = (sql: string) => client.query(sql);
  const days = (until.getTime() - since.getTime()) / notifications;
  const at = (n: string) => `'${since.toISOString()}'::timestamptz + ${n} * interval '${days} ms'`;
  try {
    await run(`set synchronous_commit = off; set session_replication_role = replica`); // foreign keys are not checked
    const indexes = await dropIndexes(client);
    await run(`create function pg_temp.id_of(n bigint, kind integer) returns uuid immutable language sql as $$
      select (lpad(to_hex(${since.getTime()} + (n * ${days})::bigint), 12, '0') || '7' || lpad(to_hex(n & 4095), 3, '0') || '8'
              || lpad(to_hex(n), 4, '0') || lpad(to_hex(kind), 11, '0'))::uuid $$`);
    const w = `'${workspaceId}'::uuid`;
    const series = (count: number) => `generate_series(0, ${count - 1}) as n`;
    await run(`insert into contacts (id, workspace_id, first_name, last_name, email, phone, external_reference, email_opted_out_at)
      select ${id('n * 2', 9)}, ${w}, 'First' || n % 500, 'Last' || n, 'person' || n || '@example.test',
             '+4930' || lpad(n::text, 8, '0'), '003' || lpad(n::text, 12, '0'), case when n < 200 then now() end from ${series(contacts)}`);
    await run(`insert into messages (id, workspace_id, event_source_id, notification_count, received_at, traceparent, status, enqueued_at)
      select ${id('n * 10', 1)}, ${w}, ${uuid('1 + n % 5')}, 10, ${at('n * 10')}, '', case when n < ${notifications / 10 - 100} then 'resolved' else 'pending' end,
             case when n < ${notifications / 10 - 50} then now() end from ${series(notifications / 10)}`);
    await run(`insert into notification_keys (event_source_id, notification_id, workspace_id, dedup_key)
      select ${uuid('1 + n / 10 % 5')}, ${id('n', 2)}, ${w}, '04l' || lpad(n::text, 12, '0') from ${series(notifications)}`);
    await run(`insert into notifications (id, workspace_id, event_source_id, message_id, salesforce_id, record_id, object_type, fields, received_at)
      select ${id('n', 2)}, ${w}, ${uuid('1 + n / 10 % 5')}, ${id('n / 10 * 10', 1)}, '04l' || lpad(n::text, 12, '0'), '500' || lpad((n / 2)::text, 12, '0'),
             'Case', '{"CaseNumber":"1"}', ${at('n')} from ${series(notifications)}`);
    await run(`insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, record_id, contact_id, status, error_code, replay_id, received_at, trace_id, traceparent)
      select ${id('n', 3)}, ${w}, ${uuid('16 + n % 5')}, ${uuid('32 + n % 5')}, ${id('n', 2)}, ${id('n / 10 * 10', 1)}, '500' || lpad((n / 2)::text, 12, '0'),
             ${id(`(n % ${contacts}) * 2`, 9)}, case when n < 10 then 'cancelled' when n % 100 = 0 then 'failed' when n >= ${notifications - 1000} then 'running' else 'succeeded' end,
             case when n = 100 then 'invalid-email' when n % 100 = 0 then 'provider-failed' end, case when n % 1000 < 10 then ${uuid('80')} end,
             ${at('n')}, lpad(to_hex(n), 32, '0'), '' from ${series(notifications)}`);
    await run(`insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, enqueued_at, due_at, output, error)
      select ${id('n', 4)}, ${w}, ${id('n', 3)}, 'contact', 'contact', 0, case when n % 100 = 0 then 'failed' when n >= ${notifications - 500} then 'queued' else 'succeeded' end,
             case when n % 2 = 0 then now() - interval '1 hour' end, now() - interval '1 hour', '{"contactId":"x"}', case when n % 100 = 0 then '{"code":"provider-failed"}'::jsonb end
        from ${series(notifications)}`);
    await run(`insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, due_at)
      select ${id('n', 5)}, ${w}, ${id('n', 3)}, 'survey', 'email-survey', 1, case when n >= ${notifications - 500} then 'running' else 'succeeded' end, now() - interval '1 hour'
        from ${series(notifications)} where n % 2 = 0`);
    await run(`insert into invitations (id, workspace_id, token, survey_id, contact_id, run_id, task_run_id, snapshot, expires_at, traceparent)
      select ${id('n', 6)}, ${w}, 't' || n, ${uuid('64')}, ${id(`(n % ${contacts}) * 2`, 9)}, ${id('n', 3)}, ${id('n', 5)}, '{}', now(), ''
        from ${series(notifications)} where n % 2 = 0`);
    await run(`insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id, invitation_id, channel, recipient, status, attempt_id,
                                       provider_message_id, sent_at, sending_since, enqueued_at, due_at, traceparent)
      select ${id('n', 7)}, ${w}, ${uuid('48 + n % 5')}, ${uuid('64')}, ${uuid('16 + n % 5')}, ${id('n', 3)}, ${id('n', 5)}, ${id(`(n % ${contacts}) * 2`, 9)}, ${id('n', 6)},
             case when n % 10 = 0 then 'sms' else 'email' end, case when n % 10 = 0 then '+4930' || lpad((n % ${contacts})::text, 8, '0') else 'person' || n % ${contacts} || '@example.test' end,
             case when n < 10 then 'complaint' when n % 1000 = 0 then 'unknown' when n >= ${notifications - 200} then 'sending' when n >= ${notifications - 600} then 'queued' else 'delivered' end,
             ${id('n', 8)}, 'ses-' || n, ${at('n')}, ${at('n')} - interval '1 year', case when n % 4 = 0 then now() - interval '1 hour' end, now() - interval '1 hour', ''
        from ${series(notifications)} where n % 2 = 0`);
    await run(`insert into delivery_events (id, workspace_id, delivery_id, type)
      select ${id('n', 7)}, ${w}, ${id('n', 7)}, 'sent' from ${series(notifications)} where n % 2 = 0
      union all select ${id('n', 8)}, ${w}, ${id('n', 7)}, 'delivered' from ${series(notifications)} where n % 2 = 0`);
    await run(`insert into contact_changes (id, workspace_id, contact_id, kind, changes)
      select ${id('n', 10)}, ${w}, ${id(`(n % ${contacts}) * 2`, 9)}, 'updated', '{}' from ${series(notifications / 2)}`);
    await run(`insert into mailing_lists (id, workspace_id, name)
      select ${id('n', 11)}, ${w}, 'List of week ' || n from ${series(20_000)}`);
    await run(`insert into workflows (id, workspace_id, event_source_id, name, status, current_revision)
      select ${uuid('16 + n')}, ${w}, ${uuid('1 + n')}, 'Workflow ' || n, 'on', 1 from ${series(5)}`);
    for (const definition of indexes) await run(definition);
    await run(`vacuum analyze mailing_lists, ${tables.join(', ')}`);
  } finally {
    client.release(true);
  }
}
