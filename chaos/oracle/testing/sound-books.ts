import { randomUUID } from 'node:crypto';
import type { Pool } from '@canvass/database';
import type { SentNotification } from '../../load/ledger.ts';
import type { Books } from '../books.ts';
import { readDatabase } from '../read-database.ts';

export const at = new Date('2026-11-23T12:00:00Z');

/** Ids of what one notification led to. */
export interface Trail {
  readonly sent: SentNotification;
  readonly notificationId: string;
  readonly runId: string;
  readonly contactId: string;
  readonly deliveryId: string;
  readonly attemptId: string;
}

const tables = [
  ...['messages', 'notifications', 'runs', 'task_runs', 'deliveries', 'contact_transactions', 'mailing_list_members'],
  ...['mailing_lists', 'contacts'],
];

export async function clearBooks(db: Pool): Promise<void> {
  for (const table of tables) await db.query(`delete from ${table}`);
  await db.query('alter table mailing_list_members drop constraint if exists mailing_list_members_pkey');
  await db.query('alter table mailing_list_members add primary key (mailing_list_id, contact_id)');
}

/** Three cases of two people, acknowledged, run, and one message for each: books that agree. */
export async function writeSoundBooks(db: Pool): Promise<{ trails: [Trail, Trail, Trail]; workspaceId: string }> {
  const workspaceId = randomUUID();
  await db.query('insert into workspaces (id, name) values ($1, $2)', [workspaceId, 'Acme']);
  const listId = randomUUID();
  await db.query('insert into mailing_lists (id, workspace_id, name) values ($1, $2, $3)', [
    listId,
    workspaceId,
    'All',
  ]);
  const people = await Promise.all(
    ['mira', 'tom'].map(async (name) => {
      const person = { contactId: randomUUID(), externalReference: `003-${name}`, email: `${name}@example.com` };
      await db.query('insert into contacts (id, workspace_id, external_reference, email) values ($1, $2, $3, $4)', [
        ...[person.contactId, workspaceId, person.externalReference, person.email],
      ]);
      await db.query(
        'insert into mailing_list_members (mailing_list_id, contact_id, workspace_id) values ($1, $2, $3)',
        [listId, person.contactId, workspaceId],
      );
      return person;
    }),
  );
  const [mira, tom] = people;
  if (mira === undefined || tom === undefined) throw new Error('two people');
  const write = (caseNumber: string, person: typeof mira) => writeCase(db, workspaceId, caseNumber, person);
  return { workspaceId, trails: [await write('1', mira), await write('2', mira), await write('3', tom)] };
}

async function writeCase(
  db: Pool,
  workspaceId: string,
  caseNumber: string,
  person: { contactId: string; externalReference: string; email: string },
): Promise<Trail> {
  const { contactId, externalReference, email } = person;
  const id = () => randomUUID();
  const [messageId, notificationId, runId, contactTask, emailTask] = [id(), id(), id(), id(), id()];
  const [deliveryId, attemptId] = [id(), id()];
  const salesforceId = `04l-${caseNumber}`;
  const ids = {
    workspaceId,
    messageId,
    notificationId,
    runId,
    contactTask,
    emailTask,
    deliveryId,
    attemptId,
    contactId,
  };
  const given = JSON.stringify({ ...ids, salesforceId, caseNumber, email, at, transactionId: id(), other: id() });
  for (const sql of rowsOfACase) {
    await db.query(
      `with g as (select * from jsonb_to_record($1) as g ("workspaceId" uuid, "messageId" uuid, "notificationId" uuid,
         "runId" uuid, "contactTask" uuid, "emailTask" uuid, "deliveryId" uuid, "attemptId" uuid, "contactId" uuid,
         "salesforceId" text, "caseNumber" text, email text, at timestamptz, "transactionId" uuid, other uuid)) ${sql}`,
      [given],
    );
  }
  const sent: SentNotification = {
    ...{ workspaceId, notificationId: salesforceId, caseNumber, externalReference, recipient: email },
    ...{ channel: 'email', mustEnd: 'succeeded', attempts: 1, acknowledgedAt: at },
  };
  return { sent, notificationId, runId, contactId, deliveryId, attemptId };
}

const rowsOfACase = [
  `insert into messages (id, workspace_id, event_source_id, notification_count, traceparent, status)
   select "messageId", "workspaceId", other, 1, '', 'resolved' from g`,
  `insert into notifications (id, workspace_id, event_source_id, message_id, salesforce_id, fields)
   select "notificationId", "workspaceId", other, "messageId", "salesforceId", '{}' from g`,
  `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, status, received_at, trace_id,
                     traceparent)
   select "runId", "workspaceId", "workspaceId", other, "notificationId", "messageId", 'succeeded', at, '', '' from g`,
  `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status)
   select t.id, "workspaceId", "runId", t.step, t.type, 1, 'succeeded'
     from g, lateral (values ("contactTask", 'contact', 'contact'), ("emailTask", 'email', 'email-survey')) as t (id, step, type)`,
  `insert into contact_transactions (id, workspace_id, contact_id, task_run_id, name, fields)
   select "transactionId", "workspaceId", "contactId", "contactTask", 'Case closed',
          jsonb_build_object('CaseNumber', "caseNumber") from g`,
  `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id, channel,
                           recipient, status, attempts, attempt_id, sending_since, traceparent)
   select "deliveryId", "workspaceId", other, other, "workspaceId", "runId", "emailTask", "contactId", 'email', email, 'sent',
          1, "attemptId", at, '' from g`,
];

/** The books as they are now; the outbox has each trail's message once. */
export async function readBooks(databaseUrl: string, trails: readonly Trail[]): Promise<Books> {
  const email = trails.map(({ sent, deliveryId, attemptId }) => ({
    ...{ messageId: deliveryId, deliveryId, attemptId, to: sent.recipient, at: at.getTime() },
  }));
  return {
    sent: trails.map(({ sent }) => sent),
    database: await readDatabase(databaseUrl),
    outboxes: { email, sms: [] },
    faults: [],
  };
}
