import {
  type ErrorCode,
  type ItemOutcome,
  OperationDefinition,
  type OperationId,
  type OperationStatus,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

/** Long work that a person started, as far as it has come. */
export interface OperationReport {
  id: OperationId;
  definition: OperationDefinition;
  status: OperationStatus;
  /** Null until it has been counted. */
  total: number | null;
  done: number;
  failed: number;
  skipped: number;
  error: { code: ErrorCode; detail: string | null } | null;
  createdBy: string;
  /** The name that the user or the API key had then. */
  createdByName: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** By the pace so far, in milliseconds; null while nothing can be said, or when it has ended. */
  leftMs: number | null;
}

interface Row extends Omit<OperationReport, 'definition'> {
  definition: unknown;
}

const select = `
  select o.id, o.definition, o.status, o.total, o.done, o.failed, o.skipped, o.error, o.created_by as "createdBy",
         o.created_by_name as "createdByName", o.created_at as "createdAt", o.started_at as "startedAt", o.finished_at as "finishedAt",
         case when o.status in ('running', 'stopping') and o.total > 0 and o.done + o.failed + o.skipped > 0
              then round(extract(epoch from now() - o.started_at) * 1000
                         * greatest(0, o.total - o.done - o.failed - o.skipped) / (o.done + o.failed + o.skipped))::float8
         end as "leftMs"
    from operations o`;

function toReport(row: Row): OperationReport {
  return { ...row, definition: OperationDefinition.parse(row.definition) };
}

/** Of one workspace at a time; more than that are refused, so that nobody fills the table by a script. */
export const mostOpenOperations = 20;

/** Makes an operation, without a job: the relay makes it. False when the workspace has too many that are not finished. */
export async function addOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  operation: Pick<OperationReport, 'id' | 'definition' | 'createdBy' | 'createdByName'> & {
    /** Workflows that are left alone. */
    leftOut: readonly WorkflowId[];
    traceparent: string;
  },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into operations (id, workspace_id, kind, definition, created_by, created_by_name, traceparent, left_out)
     select $2, $1, $3, $4, $5, $6, $7, $9::uuid[]
      where (select count(*) from operations where workspace_id = $1 and status in ('queued', 'running', 'stopping')) < $8`,
    [
      workspaceId,
      operation.id,
      operation.definition.kind,
      JSON.stringify(operation.definition),
      operation.createdBy,
      operation.createdByName,
      operation.traceparent,
      mostOpenOperations,
      operation.leftOut,
    ],
  );
  return rowCount === 1;
}

export async function findOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: OperationId,
): Promise<OperationReport | null> {
  const { rows } = await db.query<Row>(`${select} where o.workspace_id = $1 and o.id = $2`, [workspaceId, id]);
  return rows[0] === undefined ? null : toReport(rows[0]);
}

export async function listOperations(
  db: Queryable,
  workspaceId: WorkspaceId,
  page: PageRequest,
): Promise<Page<OperationReport>> {
  const { rows } = await db.query<Row>(
    `${select} where o.workspace_id = $1 and ($2::uuid is null or o.id < $2) order by o.id desc limit $3`,
    [workspaceId, page.after, page.limit + 1],
  );
  return toPage(rows.map(toReport), page.limit, (row) => row.id);
}

/** Asks for an end. What is in hand is brought to its end first. False when it has ended, or was asked before. */
export async function stopOperation(db: Queryable, workspaceId: WorkspaceId, id: OperationId): Promise<boolean> {
  const { rowCount } = await db.query(
    `update operations set status = 'stopping', due_at = now(), enqueued_at = null
      where workspace_id = $1 and id = $2 and status in ('queued', 'running')`,
    [workspaceId, id],
  );
  return rowCount === 1;
}

/** An operation that is this transaction's alone. */
export interface OperationInHand {
  id: OperationId;
  status: 'queued' | 'running' | 'stopping';
  /** As stored; a newer release may have made it. */
  definition: unknown;
  total: number | null;
  processed: number;
  position: string | null;
  createdAt: Date;
  leftOut: WorkflowId[];
  traceparent: string;
}

/** Takes an operation for the next of its items; null when it has ended, is not due, or another worker is at it. */
export async function lockOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: OperationId,
): Promise<OperationInHand | null> {
  const { rows } = await db.query<OperationInHand>(
    `select id, status, definition, total, done + failed + skipped as processed, position, created_at as "createdAt",
            left_out as "leftOut", traceparent
       from operations
      where workspace_id = $1 and id = $2 and status in ('queued', 'running', 'stopping') and due_at <= now()
        for update skip locked`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** It has been counted and goes on from here. */
export async function beginOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: OperationId,
  total: number | null,
): Promise<void> {
  await db.query(
    `update operations set status = 'running', total = $3, started_at = now() where workspace_id = $1 and id = $2`,
    [workspaceId, id, total],
  );
}

/** Counts what was done, up to and with the item at `position`. */
export async function advanceOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: OperationId,
  counts: Readonly<Record<ItemOutcome, number>>,
  position: string,
): Promise<void> {
  await db.query(
    `update operations set done = done + $3, failed = failed + $4, skipped = skipped + $5, position = $6,
            total = greatest(total, done + failed + skipped + $3 + $4 + $5)
      where workspace_id = $1 and id = $2`,
    [workspaceId, id, counts.done, counts.failed, counts.skipped, position],
  );
}

export async function endOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: OperationId,
  status: 'stopped' | 'finished' | 'failed',
  error: { code: ErrorCode; detail: string | null } | null = null,
): Promise<void> {
  await db.query(
    `update operations set status = $3, error = $4, finished_at = now(), enqueued_at = null
      where workspace_id = $1 and id = $2 and status in ('queued', 'running', 'stopping')`,
    [workspaceId, id, status, error === null ? null : JSON.stringify(error)],
  );
}

/** Leaves an operation to the relay, which makes its next job after so long: other operations come first. */
export async function leaveOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: OperationId,
  afterMs: number,
): Promise<void> {
  await db.query(
    `update operations set enqueued_at = null, due_at = now() + $3 * interval '1 ms'
      where workspace_id = $1 and id = $2 and status in ('queued', 'running')`,
    [workspaceId, id, afterMs],
  );
}

/** Whether so many task runs of the workspace or more are due and wait for a job. */
export async function hasTaskBacklog(db: Queryable, workspaceId: WorkspaceId, rows: number): Promise<boolean> {
  const { rows: found } = await db.query<{ count: number }>(
    `select count(*) as count from (
       select from task_runs
        where workspace_id = $1 and status in ('queued', 'running', 'waiting') and enqueued_at is null
          and type in ('contact', 'email-survey', 'sms-survey') and due_at <= now() limit $2) as waiting`,
    [workspaceId, rows],
  );
  return (found[0]?.count ?? 0) >= rows;
}
