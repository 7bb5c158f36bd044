import {
  type Channel,
  type ContactId,
  DeliveryId,
  type DeliveryStatus,
  type DistributionId,
  type InvitationId,
  type InvitationSnapshot,
  type RunId,
  type SurveyId,
  type SurveyStatus,
  type TaskFailure,
  type TaskRunId,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { derivedId, idSpan } from './derived-id.ts';
import { addressOptedOut } from './opt-outs.ts';

/** A survey as far as sending it needs to know. */
export interface SurveyToSend {
  id: SurveyId;
  name: string;
  status: SurveyStatus;
}

export async function findSurveysToSend(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly SurveyId[],
): Promise<Map<string, SurveyToSend>> {
  const { rows } = await db.query<SurveyToSend>(
    'select id, name, status from surveys where workspace_id = $1 and id = any($2::uuid[])',
    [workspaceId, [...new Set(ids)]],
  );
  return new Map(rows.map((survey) => [survey.id, survey]));
}

/** A contact's facts and wishes at this moment. */
export interface ContactToInvite {
  facts: InvitationSnapshot['contact'];
  /** By a wish of this contact, or of another one with the same address: a wish is a person's, not a row's. */
  optedOut: Record<Channel, boolean>;
  /** Mailing lists that the contact has opted out of. */
  listsOptedOut: string[];
}

export async function findContactsToInvite(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Map<string, ContactToInvite>> {
  const { rows } = await db.query<
    InvitationSnapshot['contact'] & { emailOptedOut: boolean; smsOptedOut: boolean; listsOptedOut: string[] }
  >({
    name: 'find-contacts-to-invite',
    text: `select id, first_name as "firstName", last_name as "lastName", email, phone,
            external_reference as "externalReference", language, embedded_data as "embeddedData",
            email_opted_out_at is not null or ${addressOptedOut('email', 'contacts.email')} as "emailOptedOut",
            sms_opted_out_at is not null or ${addressOptedOut('sms', 'contacts.phone')} as "smsOptedOut",
            array(select m.mailing_list_id from mailing_list_members m
                   where m.workspace_id = $1 and m.contact_id = contacts.id and m.opted_out_at is not null
                ) as "listsOptedOut"
       from contacts
      where workspace_id = $1 and id = any($2::uuid[])`,
    values: [workspaceId, [...new Set(ids)]],
  });
  return new Map(
    rows.map(({ emailOptedOut, smsOptedOut, listsOptedOut, ...facts }) => [
      facts.id,
      { facts, optedOut: { email: emailOptedOut, sms: smsOptedOut }, listsOptedOut },
    ]),
  );
}

export async function findTransactionSnapshots(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Map<string, NonNullable<InvitationSnapshot['transaction']>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{
    id: string;
    name: string;
    occurredAt: Date | null;
    fields: Record<string, string>;
  }>(
    `select id, name, occurred_at as "occurredAt", fields
       from contact_transactions where workspace_id = $1 and id = any($2::uuid[])`,
    [workspaceId, [...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, { ...row, occurredAt: row.occurredAt?.toISOString() ?? null }]));
}

/** The delivery that a task run has already, when its preparation comes round again. */
export interface ExistingDelivery {
  id: DeliveryId;
  taskRunId: TaskRunId;
  invitationId: InvitationId | null;
  contactId: ContactId;
  channel: Channel;
  status: DeliveryStatus;
  sentAt: Date | null;
  providerMessageId: string | null;
  error: TaskFailure | null;
}

/** The delivery that a task run has, or will have. */
export function deliveryIdOf(taskRunId: TaskRunId): DeliveryId {
  return derivedId(DeliveryId, taskRunId, 'delivery');
}

/** Locks the deliveries of these task runs, so that preparation and sending don't cross. */
export async function lockDeliveriesOfTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
): Promise<Map<TaskRunId, ExistingDelivery>> {
  const ids = taskRunIds.map(deliveryIdOf);
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<ExistingDelivery>({
    name: 'lock-deliveries-of-task-runs',
    text: `select id, task_run_id as "taskRunId", invitation_id as "invitationId", contact_id as "contactId", channel, status,
                  sent_at as "sentAt", provider_message_id as "providerMessageId", error
             from deliveries where workspace_id = $1 and id = any($2::uuid[]) and id between $3 and $4
            order by id for update`,
    values: [workspaceId, ids, lo, hi],
  });
  return new Map(rows.map((row) => [row.taskRunId, row]));
}

/** An invitation as it is kept. */
export interface SavedInvitation {
  id: InvitationId;
  token: string;
}

export interface InvitationToMake {
  id: InvitationId;
  token: string;
  taskRunId: TaskRunId;
  runId: RunId;
  surveyId: SurveyId;
  contactId: string;
  snapshot: InvitationSnapshot;
  language: string | null;
  expiresAfterDays: number;
  traceparent: string;
}

/**
 * Writes invitations with the facts of this moment; answers their links by task run. A task run that is prepared again,
 * because its first message never went out, keeps its link and gets the facts of now.
 */
export async function saveInvitations(
  db: Queryable,
  workspaceId: WorkspaceId,
  invitations: readonly InvitationToMake[],
): Promise<Map<TaskRunId, SavedInvitation>> {
  if (invitations.length === 0) return new Map();
  const { rows } = await db.query<SavedInvitation & { taskRunId: TaskRunId }>({
    name: 'save-invitations',
    text: `insert into invitations (id, workspace_id, token, survey_id, contact_id, run_id, task_run_id, snapshot, language,
                              expires_at, traceparent)
     select i.id, $1, i.token, i."surveyId", i."contactId", i."runId", i."taskRunId", i.snapshot, i.language,
            now() + make_interval(days => i."expiresAfterDays"), i.traceparent
       from jsonb_to_recordset($2) as i (id uuid, token text, "surveyId" uuid, "contactId" uuid, "runId" uuid,
            "taskRunId" uuid, snapshot jsonb, language text, "expiresAfterDays" integer, traceparent text)
         on conflict (id) do update
        set snapshot = excluded.snapshot, language = excluded.language, contact_id = excluded.contact_id,
            expires_at = excluded.expires_at, traceparent = excluded.traceparent
  returning id, token, task_run_id as "taskRunId"`,
    values: [workspaceId, JSON.stringify(invitations)],
  });
  return new Map(rows.map((row) => [row.taskRunId, row]));
}

export interface DeliveryToMake {
  id: DeliveryId;
  taskRunId: TaskRunId;
  runId: RunId;
  workflowId: WorkflowId;
  distributionId: DistributionId;
  surveyId: SurveyId;
  contactId: string;
  /** Null where no link is made because the person has opted out. */
  invitationId: InvitationId | null;
  channel: Channel;
  recipient: string;
  /** `sending`: fenced as it is written, for whoever writes it to send. */
  status: 'queued' | 'sending' | 'opted-out';
  /** Of the attempt for which it is fenced; null unless it is. */
  attemptId: string | null;
  traceparent: string;
}

/** A delivery as it was written: what it was fenced for may have been kept back by a hold. */
export interface SavedDelivery {
  id: DeliveryId;
  status: DeliveryStatus;
}

/**
 * Writes one delivery per task run and answers them by task run. A delivery that never went out starts again; one that was
 * sent, may have been sent, or waits already is left alone and not answered. A new one that the hold of a restored backup
 * is about becomes `unknown`; one that started before starts again on somebody's word.
 */
export async function saveDeliveries(
  db: Queryable,
  workspaceId: WorkspaceId,
  deliveries: readonly DeliveryToMake[],
): Promise<Map<TaskRunId, SavedDelivery>> {
  if (deliveries.length === 0) return new Map();
  const { rows } = await db.query<SavedDelivery & { taskRunId: TaskRunId }>({
    name: 'save-deliveries',
    text: `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id,
                             invitation_id, channel, recipient, status, attempts, attempt_id, sending_since, enqueued_at,
                             traceparent)
     select d.id, $1, d."distributionId", d."surveyId", d."workflowId", d."runId", d."taskRunId", d."contactId",
            d."invitationId", d.channel, d.recipient,
            case when held then 'unknown' else d.status end, case when fenced then 1 else 0 end,
            case when fenced then d."attemptId" end, case when fenced then now() end, now(), d.traceparent
       from jsonb_to_recordset($2) as d (id uuid, "distributionId" uuid, "surveyId" uuid, "workflowId" uuid,
            "runId" uuid, "taskRunId" uuid, "contactId" uuid, "invitationId" uuid, channel text, recipient text,
            status text, "attemptId" uuid, traceparent text)
      cross join lateral (
        select d.status <> 'opted-out'
               and coalesce(d.id < (select max(before_id::text)::uuid from sending_holds), false) as held) as h
      cross join lateral (select d.status = 'sending' and not held as fenced) as f
      order by d.id
         on conflict (id) do update
        set status = case excluded.status when 'unknown' then 'queued' else excluded.status end,
            recipient = excluded.recipient, contact_id = excluded.contact_id,
            invitation_id = excluded.invitation_id, traceparent = excluded.traceparent,
            attempts = excluded.attempts, attempt_id = excluded.attempt_id, sending_since = excluded.sending_since,
            first_failed_at = null, error = null, due_at = now(),
            enqueued_at = now(), updated_at = now()
      where deliveries.status in ('failed', 'opted-out', 'skipped') and deliveries.sent_at is null
  returning id, status, task_run_id as "taskRunId"`,
    values: [workspaceId, JSON.stringify(deliveries)],
  });
  return new Map(rows.map((row) => [row.taskRunId, row]));
}
