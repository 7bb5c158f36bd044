import type { EventSourceId, EventSourceStatus, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** An event source as a message sent to one of its URLs finds it. */
export interface EventSourceTarget {
  readonly workspaceId: WorkspaceId;
  readonly id: EventSourceId;
  readonly status: EventSourceStatus;
  /** The org and object that it is pinned to; null until known. */
  readonly organizationId: string | null;
  readonly objectType: string | null;
  /** When this URL, replaced by a newer one, stops being taken; null = it is the current one. */
  readonly tokenExpiresAt: Date | null;
  /** Notifications of the workspace that may wait at once. */
  readonly backlogLimit: number;
}

/** The event source behind a token, over all workspaces: the token is what says which workspace. */
export async function findEventSourceByToken(db: Queryable, token: string): Promise<EventSourceTarget | null> {
  const { rows } = await db.query<EventSourceTarget>(
    `select s.workspace_id as "workspaceId", s.id, s.status, s.organization_id as "organizationId",
            s.object_type as "objectType", t.expires_at as "tokenExpiresAt", w.backlog_limit as "backlogLimit"
       from event_source_tokens t
       join event_sources s on s.workspace_id = t.workspace_id and s.id = t.event_source_id
       join workspaces w on w.id = t.workspace_id
      where t.token = $1`,
    [token],
  );
  return rows[0] ?? null;
}

/** Notifications of a workspace that wait to be turned into runs, counted no further than the limit. */
export async function countBacklog(db: Queryable, workspaceId: WorkspaceId, limit: number): Promise<number> {
  const { rows } = await db.query<{ waiting: number }>(
    `select coalesce(sum(notification_count), 0) as waiting
       from (select notification_count from messages where workspace_id = $1 and status = 'pending' limit $2) as pending`,
    [workspaceId, limit],
  );
  return rows[0]?.waiting ?? 0;
}
