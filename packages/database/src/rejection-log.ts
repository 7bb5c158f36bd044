import { type EventSourceId, RejectionId, type RejectionReason, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

/** A message that was not accepted. */
export interface NewRejection {
  readonly workspaceId: WorkspaceId;
  readonly eventSourceId: EventSourceId;
  readonly reason: RejectionReason;
  readonly detail: string;
  /** The beginning of the body, secrets removed. */
  readonly head: string;
  /** Hexadecimal; the same for each repetition of a message. */
  readonly fingerprint: string;
  /** Repetitions that are recorded at once. */
  readonly count: number;
}

/** Rejections kept per event source; those not repeated for the longest time go first. */
export const keptRejections = 1000;

/** Records rejections, at most one per event source and fingerprint; a repetition raises the count and the last time. */
export async function recordRejections(db: Queryable, rejections: readonly NewRejection[]): Promise<void> {
  const rows = rejections.map((rejection) => ({
    id: newId(RejectionId),
    workspace_id: rejection.workspaceId,
    event_source_id: rejection.eventSourceId,
    reason: rejection.reason,
    detail: rejection.detail,
    head: rejection.head,
    fingerprint: rejection.fingerprint,
    count: rejection.count,
  }));
  const { rows: recorded } = await db.query<{ event_source_id: EventSourceId; fresh: boolean }>(
    `insert into rejections (id, workspace_id, event_source_id, reason, detail, head, fingerprint, count)
     select id, workspace_id, event_source_id, reason, detail, head, decode(fingerprint, 'hex'), count
       from json_to_recordset($1::json) as r (id uuid, workspace_id uuid, event_source_id uuid, reason text,
            detail text, head text, fingerprint text, count bigint)
      order by event_source_id, fingerprint
         on conflict (event_source_id, fingerprint) do update
            set count = rejections.count + excluded.count, last_received_at = excluded.last_received_at,
                detail = excluded.detail, head = excluded.head
     returning event_source_id, xmax = 0 as fresh`,
    [JSON.stringify(rows)],
  );
  const grown = new Set(recorded.filter((row) => row.fresh).map((row) => row.event_source_id));
  const workspaceIds = [...new Set(rejections.map((rejection) => rejection.workspaceId))];
  if (grown.size > 0) await trimRejections(db, workspaceIds, [...grown]);
}

async function trimRejections(
  db: Queryable,
  workspaceIds: readonly WorkspaceId[],
  eventSourceIds: readonly EventSourceId[],
): Promise<void> {
  await db.query(
    `delete from rejections using (
       select id as old_id, row_number() over (partition by event_source_id order by last_received_at desc, id desc) as rank
         from rejections where workspace_id = any($1::uuid[]) and event_source_id = any($2::uuid[])
     ) as ranked
      where id = old_id and rank > $3`,
    [workspaceIds, eventSourceIds, keptRejections],
  );
}
