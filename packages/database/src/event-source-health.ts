import type { EventSourceId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { firstIdAt } from './id-time.ts';

/** How an event source did lately. */
export interface EventSourceHealth {
  /** The last 60 minutes, oldest first. */
  minutes: { at: Date; messages: number; notifications: number }[];
  /** True = so much came to the workspace that only the newest part of the hour was counted. */
  capped: boolean;
  lag: {
    /** Messages that wait to be turned into runs; counted no further than 10,000. */
    waiting: number;
    oldestWaitingSince: Date | null;
    /** From the acknowledgement until runs were made, over the newest messages of the hour; null = there were none. */
    medianMs: number | null;
    slowestMs: number | null;
  };
  /** Of the last 24 hours, most frequent first. */
  rejections: { reason: string; count: number; latestAt: Date }[];
}

const mostCounted = 50_000;
const mostTimed = 500;
const mostWaiting = 10_000;
const minuteMs = 60_000;

/** Looks at bounded numbers of newest rows, found by the time in their ids. */
export async function findEventSourceHealth(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  now: Date,
): Promise<EventSourceHealth> {
  const first = new Date(Math.floor(now.getTime() / minuteMs) * minuteMs - 59 * minuteMs);
  const counted = await db.query<{ at: Date; messages: number; notifications: number; seen: number }>(
    `select date_trunc('minute', received_at) as at, count(*) as seen,
            count(*) filter (where event_source_id = $2) as notifications,
            count(distinct message_id) filter (where event_source_id = $2) as messages
       from (select received_at, event_source_id, message_id from notifications
              where workspace_id = $1 and id >= $3 and received_at >= $4 order by id desc limit $5) as newest
      group by 1`,
    [workspaceId, id, firstIdAt(first), first, mostCounted],
  );
  const byMinute = new Map(counted.rows.map((row) => [row.at.getTime(), row]));
  return {
    minutes: Array.from({ length: 60 }, (_, index) => new Date(first.getTime() + index * minuteMs)).map((at) => ({
      at,
      messages: byMinute.get(at.getTime())?.messages ?? 0,
      notifications: byMinute.get(at.getTime())?.notifications ?? 0,
    })),
    capped: counted.rows.reduce((sum, row) => sum + row.seen, 0) >= mostCounted,
    lag: { ...(await findWaiting(db, workspaceId, id)), ...(await findDelays(db, workspaceId, id, first)) },
    rejections: await countRejections(db, workspaceId, id, new Date(now.getTime() - 24 * 60 * minuteMs)),
  };
}

async function findWaiting(db: Queryable, workspaceId: WorkspaceId, id: EventSourceId) {
  const { rows } = await db.query<{ waiting: number; oldestWaitingSince: Date | null }>(
    `select count(*) as waiting, min(received_at) as "oldestWaitingSince"
       from (select received_at from messages
              where workspace_id = $1 and event_source_id = $2 and status = 'pending' limit $3) as pending`,
    [workspaceId, id, mostWaiting],
  );
  return rows[0] ?? { waiting: 0, oldestWaitingSince: null };
}

async function findDelays(db: Queryable, workspaceId: WorkspaceId, id: EventSourceId, from: Date) {
  const { rows } = await db.query<{ medianMs: number | null; slowestMs: number | null }>(
    `select (percentile_cont(0.5) within group (order by ms))::float as "medianMs", max(ms)::float as "slowestMs"
       from (select extract(epoch from m.resolved_at - m.received_at) * 1000 as ms
               from (select distinct message_id from (
                       select message_id, event_source_id from notifications
                        where workspace_id = $1 and id >= $3 order by id desc limit $5) as newest
                      where event_source_id = $2 limit $4) as recent
               join messages m on m.workspace_id = $1 and m.id = recent.message_id and m.id >= $3
              where m.resolved_at is not null) as delays`,
    [workspaceId, id, firstIdAt(from), mostTimed, mostCounted],
  );
  return rows[0] ?? { medianMs: null, slowestMs: null };
}

async function countRejections(db: Queryable, workspaceId: WorkspaceId, id: EventSourceId, since: Date) {
  const { rows } = await db.query<EventSourceHealth['rejections'][number]>(
    `select reason, sum(count)::float as count, max(last_received_at) as "latestAt"
       from rejections where workspace_id = $1 and event_source_id = $2 and last_received_at >= $3
      group by reason order by count desc, reason`,
    [workspaceId, id, since],
  );
  return rows;
}
