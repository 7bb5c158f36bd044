import pg from 'pg';

export interface NotificationRow {
  id: string;
  workspaceId: string;
  salesforceId: string;
}
export interface RunRow {
  id: string;
  notificationId: string;
  workflowId: string;
  status: string;
}
export interface TaskRow {
  id: string;
  runId: string;
  stepId: string;
  status: string;
  failure: string | null;
}
export interface DeliveryRow {
  id: string;
  runId: string;
  taskRunId: string;
  channel: 'email' | 'sms';
  status: string;
  attempts: number;
  attemptId: string | null;
  sendingSince: Date | null;
}
export interface ContactRow {
  id: string;
  workspaceId: string;
  externalReference: string | null;
  email: string | null;
}
export interface TransactionRow {
  id: string;
  workspaceId: string;
  contactId: string;
  caseNumber: string;
}
export interface MembershipRow {
  workspaceId: string;
  contactId: string;
}

/** What the database says, as far as the oracle asks. */
export interface DatabaseBook {
  readonly pendingMessages: readonly { id: string }[];
  readonly notifications: readonly NotificationRow[];
  readonly runs: readonly RunRow[];
  readonly tasks: readonly TaskRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly contacts: readonly ContactRow[];
  readonly transactions: readonly TransactionRow[];
  readonly memberships: readonly MembershipRow[];
}

/** Reads the tables with queries of its own, in one snapshot: nothing of the product is asked. */
export async function readDatabase(url: string): Promise<DatabaseBook> {
  const client = new pg.Client({ connectionString: url, application_name: 'chaos' });
  await client.connect();
  const read = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
  try {
    await client.query('begin isolation level repeatable read read only');
    return {
      pendingMessages: await read(`select id from messages where status = 'pending'`),
      notifications: await read(
        `select id, workspace_id as "workspaceId", salesforce_id as "salesforceId" from notifications`,
      ),
      runs: await read(`select id, notification_id as "notificationId", workflow_id as "workflowId", status from runs`),
      tasks: await read(
        `select id, run_id as "runId", step_id as "stepId", status, error->>'code' as failure from task_runs`,
      ),
      deliveries: await read(
        `select id, run_id as "runId", task_run_id as "taskRunId", channel, status, attempts,
                attempt_id as "attemptId", sending_since as "sendingSince" from deliveries`,
      ),
      contacts: await read(
        `select id, workspace_id as "workspaceId", external_reference as "externalReference", lower(email) as email
           from contacts`,
      ),
      transactions: await read(
        `select id, workspace_id as "workspaceId", contact_id as "contactId",
                coalesce(fields->>'CaseNumber', '') as "caseNumber" from contact_transactions`,
      ),
      memberships: await read(
        `select workspace_id as "workspaceId", contact_id as "contactId" from mailing_list_members`,
      ),
    };
  } finally {
    await client.end();
  }
}
