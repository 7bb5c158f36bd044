import pg from 'pg';
import type { Installation } from './installation.ts';

/** So much has happened before: contacts, runs (with message, notification, key and task run), and ledger rows. */
export interface History {
  readonly contacts: number;
  readonly runs: number;
  readonly ledgerRows: number;
}

/** What is loaded happened in the seconds of some weeks before now, so that ids sort before those to come. */
const past = `uuidv7(make_interval(secs => -($3::float8 - n) * 1.5))`;

/** One statement a table. Parameters: the workspace, the event source, how many. */
const contacts = `
  insert into contacts (id, workspace_id, first_name, last_name, email, phone, external_reference, language, embedded_data)
  select ${past}, $1, 'First' || n % 5000, 'Last' || n % 70000, 'person' || n || '@past.example',
         '+4219' || lpad(n::text, 8, '0'), '003P' || lpad(n::text, 11, '0'), 'en',
         jsonb_build_object('CaseNumber', n::text, 'Owner', 'Jonas Berg', 'Priority', 'High', 'Source', $2::uuid)
    from generate_series(1, $3::int) as n`;
const runs = `
  with made as materialized (
    select n, ${past} as notification_id, ${past} as run_id, ${past} as task_run_id, ${past} as message_id
      from generate_series(1, $3::int) as n
  ), workflow as materialized (
    select w.id, r.id as revision_id from workflows w join workflow_revisions r on r.workflow_id = w.id
     where w.workspace_id = $1 limit 1
  ), stored as (
    insert into notifications (id, workspace_id, event_source_id, message_id, salesforce_id, record_id, object_type, fields)
    select notification_id, $1, $2, message_id, '04lP' || lpad(n::text, 11, '0'), '500P' || lpad(n::text, 11, '0'), 'Case',
           jsonb_build_object('CaseNumber', n::text, 'Subject', 'The printer on the second floor', 'IsClosed', 'true')
      from made
  ), keys as (
    insert into notification_keys (event_source_id, notification_id, workspace_id, dedup_key)
    select $2, notification_id, $1, '04lP' || lpad(n::text, 11, '0') from made
  ), tasks as (
    insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, finished_at)
    select task_run_id, $1, run_id, 'contact', 'contact', 0, 'succeeded', now() from made
  )
  insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, record_id, status,
                    received_at, finished_at, trace_id, traceparent)
  select run_id, $1, workflow.id, workflow.revision_id, notification_id, message_id, '500P' || lpad(n::text, 11, '0'),
         'succeeded', now(), now(), '', ''
    from made, workflow`;
const ledgerRows = `
  insert into delivery_events (id, workspace_id, delivery_id, type, detail)
  select ${past}, $1, uuidv7(make_interval(secs => -($3::float8 - n) * 1.5)), 'delivered', jsonb_build_object('source', $2::uuid)
    from generate_series(1, $3::int) as n`;

const tables = ['contacts', 'notifications', 'notification_keys', 'runs', 'task_runs', 'delivery_events'];

/**
 * Loads it, the tables side by side: indexes other than primary keys are dropped and made again, which is several times
 * faster, and foreign keys are not checked. Then PostgreSQL tidies up as it would have done in those weeks.
 */
export async function loadHistory({ postgres, tenant }: Installation, history: History): Promise<void> {
  const settings = ['session_replication_role=replica', 'work_mem=256MB', 'maintenance_work_mem=512MB'];
  const pool = new pg.Pool({
    connectionString: postgres.adminUrl,
    max: tables.length,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  });
  try {
    const source = await pool.query<{ id: string }>('select id from event_sources where workspace_id = $1', [
      tenant.workspaceId,
    ]);
    const indexes = await pool.query<{ name: string; definition: string }>(
      `select indexname as name, replace(indexdef, ' ON ONLY ', ' ON ') as definition from pg_indexes
        where tablename = any($1) and indexname not in (select conname from pg_constraint)`,
      [tables],
    );
    for (const { name } of indexes.rows) await pool.query(`drop index ${pg.escapeIdentifier(name)}`);
    const load = (statement: string, count: number) =>
      pool.query(statement, [tenant.workspaceId, source.rows[0]?.id, count]);
    await Promise.all([
      load(contacts, history.contacts),
      load(runs, history.runs),
      load(ledgerRows, history.ledgerRows),
    ]);
    await Promise.all(indexes.rows.map(({ definition }) => pool.query(definition)));
    await Promise.all(tables.map((table) => pool.query(`vacuum (analyze) ${table}`)));
    await pool.query('checkpoint');
  } finally {
    await pool.end();
  }
}
