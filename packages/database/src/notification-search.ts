import type {
  EventSourceId,
  MessageId,
  NotificationFilter,
  NotificationId,
  Replay,
  RevisionId,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import { salesforceIdForms } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan } from './derived-id.ts';
import { type BoundedCount, timeConditions, toBoundedCount } from './run-search.ts';
import { SqlParameters } from './sql-parameters.ts';

/** Notifications looked through at a time: no index has the event source, and another one may bring a million between two. */
const lookedThrough = 20_000;

function windowSql(p: SqlParameters, workspaceId: WorkspaceId, filter: NotificationFilter, after: string | null) {
  const conditions = [`workspace_id = ${p.add(workspaceId)}`, ...timeConditions(p, filter)];
  if (filter.recordId !== undefined) conditions.push(`record_id = any(${p.add(salesforceIdForms(filter.recordId))})`);
  if (after !== null) conditions.push(`id > ${p.add(after)}`);
  return `select id, event_source_id from notifications where ${conditions.join(' and ')} order by id`;
}

export interface FoundNotifications {
  ids: NotificationId[];
  /** From where to go on; null = there are no more. */
  position: string | null;
}

/** Notifications of an event source, oldest first. May answer none and yet a place from where to go on. */
export async function findNotificationIds(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: NotificationFilter,
  stretch: { after: string | null; limit: number },
): Promise<FoundNotifications> {
  const p = new SqlParameters();
  const looked = `${windowSql(p, workspaceId, filter, stretch.after)} limit ${lookedThrough}`;
  const { rows } = await db.query<{ ids: NotificationId[]; last: string | null; looked: number }>(
    `with looked as materialized (${looked})
     select array(select id from looked where event_source_id = ${p.add(filter.eventSourceId)}
                   order by id limit ${stretch.limit}) as ids,
            (select id from looked order by id desc limit 1) as last, (select count(*) from looked) as looked`,
    p.values,
  );
  const { ids = [], last = null, looked: count = 0 } = rows[0] ?? {};
  const full = ids.length === stretch.limit;
  return { ids, position: full ? (ids.at(-1) ?? null) : count < lookedThrough ? null : last };
}

/** Looks at the oldest `most` notifications of the time, of whichever event source; `capped` = there are more. */
export async function countNotifications(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: NotificationFilter,
  most: number,
): Promise<BoundedCount> {
  const p = new SqlParameters();
  const looked = `${windowSql(p, workspaceId, filter, null)} limit ${most + 1}`;
  const { rows } = await db.query<{ count: number; looked: number }>(
    `select count(*) filter (where event_source_id = ${p.add(filter.eventSourceId)}) as count, count(*) as looked
       from (${looked}) as looked`,
    p.values,
  );
  const { count = 0, looked: lookedAt = 0 } = rows[0] ?? {};
  return { ...toBoundedCount(count, most), capped: lookedAt > most };
}

/** A stored notification as far as running it again needs it. */
export interface NotificationToReplay {
  id: NotificationId;
  eventSourceId: EventSourceId;
  messageId: MessageId;
  recordId: string | null;
  fields: Record<string, string | null>;
  problem: string | null;
  receivedAt: Date;
}

export async function findNotificationsToReplay(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly NotificationId[],
): Promise<NotificationToReplay[]> {
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<NotificationToReplay>(
    `select id, event_source_id as "eventSourceId", message_id as "messageId", record_id as "recordId", fields, problem,
            received_at as "receivedAt"
       from notifications where workspace_id = $1 and id = any($2::uuid[]) and id between $3 and $4 order by id`,
    [workspaceId, ids, lo, hi],
  );
  return rows;
}

/** A workflow that a replay applies to a notification. */
export interface ReplayCandidate {
  notificationId: NotificationId;
  workflowId: WorkflowId;
  workflowName: string;
  /** Null = the workflow had none yet when the notification arrived. */
  revisionId: RevisionId | null;
  /** It has run for the notification before: neither skipped nor cancelled. */
  alreadyRan: boolean;
}

/** Which workflows a replay applies to which of these notifications, and by which revision. */
export async function findReplayCandidates(
  db: Queryable,
  workspaceId: WorkspaceId,
  replay: Pick<Replay, 'workflowId' | 'revision'>,
  ids: readonly NotificationId[],
  leftOut: readonly WorkflowId[] = [],
): Promise<ReplayCandidate[]> {
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<ReplayCandidate>(
    `select n.id as "notificationId", w.id as "workflowId", w.name as "workflowName", v.id as "revisionId",
            exists (select from runs r
                     where r.workspace_id = $1 and r.notification_id = n.id and r.id between $3 and $4
                       and r.workflow_id = w.id and r.status not in ('skipped', 'cancelled')) as "alreadyRan"
       from notifications n
       join workflows w on w.workspace_id = $1 and w.event_source_id = n.event_source_id and w.id <> all($7::uuid[])
       left join lateral (
         select id from workflow_revisions
          where workspace_id = $1 and workflow_id = w.id
            and case when $6 = 'current' then revision = w.current_revision else created_at <= n.received_at end
          order by revision desc limit 1) v on true
      where n.workspace_id = $1 and n.id = any($2::uuid[]) and n.id between $3 and $4
        and case when $5::uuid is not null then w.id = $5
                 when $6 = 'current' then w.status = 'on'
                 else exists (select from workflow_active_periods a
                               where a.workspace_id = $1 and a.workflow_id = w.id
                                 and a.from_at <= n.received_at and (a.to_at is null or a.to_at > n.received_at)) end
      order by n.id, w.id`,
    [workspaceId, ids, lo, hi, replay.workflowId, replay.revision, leftOut],
  );
  return rows;
}
