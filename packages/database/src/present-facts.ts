import type { ContactNow, LaterNotification, RunId, WorkspaceId } from '@canvass/domain';
import { type ContactFacts, contactFacts } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan, isOnly } from './derived-id.ts';

/** What is now of a run's record and contact. */
export interface PresentFacts {
  /** The newest notification of the same record from the same event source that came after the run's own. */
  readonly later: LaterNotification | null;
  /** The run's contact; null while there is none, or where it was deleted. */
  readonly contact: ContactFacts | null;
}

/** The present of these runs. `contactId` is the contact that a run has just been given and that is not in its row yet. */
export async function findPresentFacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  runs: readonly { readonly runId: RunId; readonly contactId?: string | null }[],
): Promise<Map<RunId, PresentFacts>> {
  if (runs.length === 0) return new Map();
  const { lo, hi } = idSpan(runs.map(({ runId }) => runId));
  const { rows } = await db.query<{
    runId: RunId;
    fields: Record<string, string | null> | null;
    receivedAt: Date | null;
    contact: ContactNow | null;
  }>({
    name: 'find-present-facts',
    text: `select r.id as "runId", later.fields, later.received_at as "receivedAt",
                  case when c.id is not null then jsonb_build_object(
                    'firstName', c.first_name, 'lastName', c.last_name, 'email', c.email, 'phone', c.phone,
                    'externalReference', c.external_reference, 'language', c.language, 'embeddedData', c.embedded_data,
                    'emailOptedOut', c.email_opted_out_at is not null, 'smsOptedOut', c.sms_opted_out_at is not null) end
                    as contact
             from unnest($2::uuid[], $3::uuid[]) as wanted (id, contact_id)
            cross join lateral (
              select id, contact_id, notification_id from runs
               where workspace_id = $1 and id ${isOnly('wanted.id')} and id between $4 and $5 offset 0) as r
            cross join lateral (
              select id, event_source_id, record_id from notifications
               where workspace_id = $1 and id ${isOnly('r.notification_id')} and id between $4 and $5 offset 0) as n
             left join lateral (
              select l.fields, l.received_at from notifications l
               where l.workspace_id = $1 and l.record_id = n.record_id and l.event_source_id = n.event_source_id
                 and l.id > n.id and l.problem is null
               order by l.id desc limit 1) as later on true
             left join contacts c on c.workspace_id = $1 and c.id = coalesce(wanted.contact_id, r.contact_id)`,
    values: [workspaceId, runs.map(({ runId }) => runId), runs.map(({ contactId }) => contactId ?? null), lo, hi],
  });
  return new Map(
    rows.map(({ runId, fields, receivedAt, contact }) => [
      runId,
      {
        later: fields === null || receivedAt === null ? null : { fields, receivedAt },
        contact: contact === null ? null : contactFacts(contact),
      },
    ]),
  );
}
