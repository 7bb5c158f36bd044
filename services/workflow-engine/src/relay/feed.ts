import {
  type DueRow,
  type FedTable,
  type FeedLimits,
  findTraceparents,
  markEnqueued,
  type Pool,
  type Queryable,
  unmarkEnqueued,
} from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import { type JobDefinition, maxBatch, type Producer } from '@canvass/jobs';
import { Counter } from 'prom-client';
import { LostJobs } from './lost-jobs.ts';
import { Pace } from './pace.ts';

const reenqueued = new Counter({
  name: 'canvass_relay_reenqueued_total',
  help: 'Rows for which the relay made a job: backlogs, retries that fell due, and rows whose job was lost',
  labelNames: ['queue'],
});

export interface RelaySettings {
  readonly pool: Pool;
  readonly producer: Producer;
  /** Age of a job after which it counts as lost whatever the queue holds, in milliseconds. */
  readonly overdueAfterMs: number;
  /** Jobs in one queue beyond which the relay adds none: the queue stays small whatever the backlog. */
  readonly maxQueueDepth: number;
}

/** What the relay remembers from round to round. */
export interface RelayContext extends RelaySettings {
  readonly lostJobs: LostJobs;
  paceOf(queue: string): Pace;
}

export function relayContext(settings: RelaySettings): RelayContext {
  const paces = new Map<string, Pace>();
  return {
    ...settings,
    lostJobs: new LostJobs(settings.producer, settings.overdueAfterMs),
    paceOf(queue) {
      const pace = paces.get(queue) ?? new Pace(settings.maxQueueDepth);
      paces.set(queue, pace);
      return pace;
    },
  };
}

/** A kind of due rows, and the job that does their work. */
export interface Feed<Id extends string, Payload> {
  readonly table: FedTable;
  readonly job: JobDefinition<Payload>;
  find(db: Queryable, limits: FeedLimits): Promise<DueRow<Id>[]>;
  /** Task runs that something else carries on, taken out before a job is made. */
  hold?(db: Queryable, ids: readonly Id[]): Promise<ReadonlySet<Id>>;
  toPayload(workspaceId: WorkspaceId, ids: Id[]): Payload;
  /** A hundred unless said. */
  readonly rowsOfJob?: number;
}

const rowsAtOnce = 5_000;
/** Traces that a job links to: those of its first rows. */
const linksOfJob = 10;

export interface Fed {
  readonly rows: number;
  /** The queue took all that it should hold, so there may be more: look again soon. */
  readonly more: boolean;
}

/** Makes jobs for due rows until the queue is deep enough. */
export async function feedQueue<Id extends string, Payload>(
  feed: Feed<Id, Payload>,
  { pool, producer, maxQueueDepth, lostJobs, paceOf }: RelayContext,
): Promise<Fed> {
  const counts = await producer.counts(feed.job);
  const depth = counts.waiting + counts.fed + counts.delayed + counts.active;
  const pace = paceOf(feed.job.name);
  const room = pace.room({ fed: counts.fed, depth });
  if (room === 0) return { rows: 0, more: depth < maxQueueDepth || counts.fed > 0 };
  const overdueAfterMs = await lostJobs.overdueAfterMs(feed.job);
  const rowsOfJob = feed.rowsOfJob ?? maxBatch;
  const found = await feed.find(pool, { rows: Math.min(rowsAtOnce, room * rowsOfJob), overdueAfterMs });
  if (found.length === 0) return { rows: 0, more: false };
  const held = await feed.hold?.(
    pool,
    found.map((row) => row.id),
  );
  const batches = inTurns(
    found.filter((row) => !held?.has(row.id)),
    rowsOfJob,
  );
  const more = batches.length > room;
  if (more) pace.filled();
  const fed = batches.slice(0, room);
  const ids = fed.flatMap((batch) => batch.rows.map((row) => row.id));
  if (ids.length === 0) return { rows: 0, more };
  const linked = fed.flatMap((batch) => batch.rows.slice(0, linksOfJob).map((row) => row.id));
  const traces = await findTraceparents(pool, feed.table, linked);
  await markEnqueued(pool, feed.table, ids); // committed before the jobs: a quick worker finds the row as it will stay
  try {
    await producer.enqueueLinked(
      feed.job,
      fed.map(({ workspaceId, rows }) => ({
        payload: feed.toPayload(
          workspaceId,
          rows.map((row) => row.id),
        ),
        links: [...new Set(rows.slice(0, linksOfJob).flatMap((row) => traces.get(row.id) ?? []))],
      })),
    );
  } catch (error) {
    await unmarkEnqueued(pool, feed.table, ids);
    throw error;
  }
  reenqueued.inc({ queue: feed.job.name }, ids.length);
  return { rows: ids.length, more };
}

interface Batch<Id> {
  readonly workspaceId: WorkspaceId;
  readonly rows: DueRow<Id>[];
  size: number;
}

/**
 * Rows, which come in the order of their turns, put together to jobs of one workspace and up to a hundred notifications.
 * A job has the place of its first row.
 */
export function inTurns<Id extends string>(rows: readonly DueRow<Id>[], rowsOfJob = maxBatch): Batch<Id>[] {
  const batches: Batch<Id>[] = [];
  const open = new Map<WorkspaceId, Batch<Id>>();
  for (const row of rows) {
    const batch = open.get(row.workspaceId);
    if (batch !== undefined && batch.size + row.size <= rowsOfJob) {
      batch.rows.push(row);
      batch.size += row.size;
      continue;
    }
    const next = { workspaceId: row.workspaceId, rows: [row], size: row.size };
    open.set(row.workspaceId, next);
    batches.push(next);
  }
  return batches;
}
