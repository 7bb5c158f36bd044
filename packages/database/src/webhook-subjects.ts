import { aboutAddress, type WebhookSubject, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import type { ClaimedCall } from './webhook-calls.ts';

type Facts = Record<string, unknown>;
type Subject = Pick<ClaimedCall, 'subjectId' | 'eventId' | 'at' | 'type'>;
type Find = (
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  events: readonly string[],
) => Promise<Facts[]>;

/**
 * What the events tell of their subjects, in the order asked for; null where a subject is no longer there. Ids and facts
 * that stay; the status is the event's own, for the subject may have gone on.
 */
export async function findWebhookFacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  about: WebhookSubject,
  subjects: readonly Subject[],
): Promise<(Facts | null)[]> {
  if (about === 'webhook') return subjects.map(({ subjectId }) => ({ workspaceId, endpointId: subjectId }));
  const rows = await find[about](
    db,
    workspaceId,
    subjects.map(({ subjectId }) => subjectId),
    subjects.map(({ eventId }) => eventId),
  );
  const found = new Map(rows.map((row) => [`${row.subject} ${row.event ?? ''}`, row]));
  return subjects.map((subject) => {
    const row = found.get(`${subject.subjectId} ${about === 'delivery' ? subject.eventId : ''}`);
    return row === undefined ? null : { workspaceId, ...ofEvent[about](row, subject) };
  });
}

const find: Readonly<Record<Exclude<WebhookSubject, 'webhook'>, Find>> = {
  run: async (db, workspaceId, ids) =>
    (
      await db.query<Facts>(
        `select id as subject, workflow_id as "workflowId", notification_id as "notificationId", contact_id as "contactId",
                record_id as "recordId", received_at as "receivedAt"
           from runs where workspace_id = $1 and id = any($2::uuid[])`,
        [workspaceId, ids],
      )
    ).rows,
  delivery: async (db, workspaceId, ids, events) =>
    (
      await db.query<Facts>(
        `select d.id as subject, e.id as event, d.distribution_id as "distributionId", d.survey_id as "surveyId",
                d.workflow_id as "workflowId", d.run_id as "runId", d.contact_id as "contactId",
                d.invitation_id as "invitationId", d.channel, d.recipient, e.detail -> 'failure' ->> 'code' as "failureCode"
           from delivery_events e join deliveries d on d.workspace_id = $1 and d.id = e.delivery_id
          where e.workspace_id = $1 and e.id = any($3::uuid[]) and d.id = any($2::uuid[])`,
        [workspaceId, ids, events],
      )
    ).rows,
  response: async (db, workspaceId, ids) =>
    (
      await db.query<Facts>(
        `select id as subject, survey_id as "surveyId", survey_version as "surveyVersion", invitation_id as "invitationId",
                contact_id as "contactId", run_id as "runId", started_at as "startedAt"
           from responses where workspace_id = $1 and id = any($2::uuid[])`,
        [workspaceId, ids],
      )
    ).rows,
};

const ofEvent: Readonly<Record<Exclude<WebhookSubject, 'webhook'>, (row: Facts, subject: Subject) => Facts>> = {
  run: ({ subject, ...facts }, { type, at }) => ({
    runId: subject,
    ...facts,
    status: type.slice('run.'.length),
    finishedAt: at,
  }),
  delivery: ({ subject, event, recipient, failureCode, ...facts }, { type }) => {
    const status = type.slice('delivery.'.length);
    return {
      deliveryId: subject,
      ...facts,
      status,
      recipient: aboutAddress.has(status) ? recipient : null,
      failureCode,
    };
  },
  response: ({ subject, ...facts }, { type, at }) => {
    const status = type.slice('response.'.length);
    return { responseId: subject, ...facts, status, finishedAt: status === 'finished' ? at : null };
  },
};
