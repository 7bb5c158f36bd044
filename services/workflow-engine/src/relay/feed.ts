import {
  type DueRow,
  type FedTable,
  type FeedLimits,
  markEnqueued,
  type Pool,
  type Queryable,
  unmarkEnqueued,
} from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import type { JobDefinition, Producer } from '@canvass/jobs';
import { inBatches } from '@canvass/runs';
import { Counter } from 'prom-client';

const reenqueued = new Counter({
  name: 'canvass_relay_reenqueued_total',
  help: 'Rows for which the relay made a job: retries that fell due, and rows whose job was lost',
  labelNames: ['queue'],
});

export interface RelayContext {
  readonly pool: Pool;
  readonly producer: Producer;
  /** Age of a job after which it counts as lost, in milliseconds. */
  readonly overdueAfterMs: number;
  /** Jobs in one queue beyond which the relay adds none: the queue stays small whatever the backlog. */
  readonly maxQueueDepth: number;
}

/** A kind of due rows, and the job that does their work. */
export interface Feed<Id extends string, Payload> {
  readonly table: FedTable;
  readonly job: JobDefinition<Payload>;
  find(db: Queryable, limits: FeedLimits): Promise<DueRow<Id>[]>;
  /** Task runs that something else carries on, taken out before a job is made. */
  hold?(db: Queryable, ids: readonly Id[]): Promise<ReadonlySet<Id>>;
  toJobs(rows: readonly DueRow<Id>[]): { payload: Payload; links: string[] }[];
}

const rowsAtOnce = 2_000;

/** Makes jobs for due rows until the queue is deep enough; answers for how many rows. */
export async function feedQueue<Id extends string, Payload>(
  feed: Feed<Id, Payload>,
  { pool, producer, overdueAfterMs, maxQueueDepth }: RelayContext,
): Promise<number> {
  const found = await feed.find(pool, { rows: rowsAtOnce, overdueAfterMs });
  if (found.length === 0) return 0;
  const held = await feed.hold?.(
    pool,
    found.map((row) => row.id),
  );
  const room = maxQueueDepth - (await producer.depth(feed.job));
  const due = found.filter((row) => !held?.has(row.id)).slice(0, Math.max(0, room));
  if (due.length === 0) return 0;
  const ids = due.map((row) => row.id);
  await markEnqueued(pool, feed.table, ids); // committed before the jobs: a quick worker finds the row as it will stay
  try {
    await producer.enqueueLinked(feed.job, feed.toJobs(due));
  } catch (error) {
    await unmarkEnqueued(pool, feed.table, ids);
    throw error;
  }
  reenqueued.inc({ queue: feed.job.name }, due.length);
  return due.length;
}

/** Jobs of up to a hundred rows, each of one workspace, linked to the traces of its rows. */
export function toBatchJobs<Id extends string, Payload>(
  rows: readonly DueRow<Id>[],
  toPayload: (workspaceId: WorkspaceId, ids: Id[]) => Payload,
): { payload: Payload; links: string[] }[] {
  return [...Map.groupBy(rows, (row) => row.workspaceId)].flatMap(([workspaceId, ofWorkspace]) =>
    inBatches(ofWorkspace).map((batch) => ({
      payload: toPayload(
        workspaceId,
        batch.map((row) => row.id),
      ),
      links: [...new Set(batch.map((row) => row.traceparent))],
    })),
  );
}
