import { type ErrorCode, FailureNoticeId, type TaskFailure, type WorkflowId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

/** Runs that ended with the same code. */
export interface FailureCause {
  code: ErrorCode;
  runs: number;
}

/** Runs that one notice counts at most: this many = that many or more. */
export const mostRunsOfNotice = 10_000;
const mostWorkflowsAtOnce = 100;

interface WorkflowToTellOf {
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
}

/**
 * Workflows with runs that failed since somebody was told last, over all workspaces. What ended less than `behindMs` ago is
 * left for later: a transaction that ended a run may not be committed yet.
 */
export async function findFailuresToTell(db: Queryable, behindMs: number): Promise<WorkflowToTellOf[]> {
  const { rows } = await db.query<WorkflowToTellOf>(
    `select s.workspace_id as "workspaceId", s.workflow_id as "workflowId"
       from failure_notice_settings s
      cross join lateral ( -- looked up for each: a join would read all that ever failed
        select from runs r
         where r.workspace_id = s.workspace_id and r.workflow_id = s.workflow_id and r.error_code is not null
           and r.finished_at > s.told_until and r.finished_at <= now() - $1 * interval '1 ms'
         limit 1) as failed
      where s.quiet_until <= now() and (s.member_ids <> '{}' or s.addresses <> '{}')
      order by s.quiet_until limit ${mostWorkflowsAtOnce}`,
    [behindMs],
  );
  return rows;
}

/**
 * Writes the notice of what failed since the last one, and keeps quiet for the workflow's interval. Null when there is
 * nothing to tell, or another process is at it.
 */
export async function writeFailureNotice(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  behindMs: number,
): Promise<FailureNoticeId | null> {
  const { rows: mine } = await db.query<{ since: Date; until: Date }>(
    `select told_until as since, now() - $3 * interval '1 ms' as until from failure_notice_settings
      where workspace_id = $1 and workflow_id = $2 and quiet_until <= now() for update skip locked`,
    [workspaceId, workflowId, behindMs],
  );
  const [span] = mine;
  if (span === undefined) return null;
  const { rows: causes } = await db.query<FailureCause>(
    `select code, count(*) as runs
       from (select error_code as code from runs
              where workspace_id = $1 and workflow_id = $2 and error_code is not null
                and finished_at > $3 and finished_at <= $4
              order by finished_at limit ${mostRunsOfNotice}) as failed
      group by code order by runs desc, code`,
    [workspaceId, workflowId, span.since, span.until],
  );
  if (causes.length === 0) return null;
  await db.query(
    `update failure_notice_settings
        set told_until = $3, quiet_until = now() + interval_minutes * interval '1 minute'
      where workspace_id = $1 and workflow_id = $2`,
    [workspaceId, workflowId, span.until],
  );
  return addNotice(db, workspaceId, workflowId, { kind: 'failures', ...span, causes });
}

/** A notice that tells of nothing, to see whether notices arrive; null where nobody is told. */
export function addTestNotice(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  now: Date,
): Promise<FailureNoticeId | null> {
  return addNotice(db, workspaceId, workflowId, { kind: 'test', since: now, until: now, causes: [] });
}

async function addNotice(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  notice: { kind: 'failures' | 'test'; since: Date; until: Date; causes: FailureCause[] },
): Promise<FailureNoticeId | null> {
  const { rows } = await db.query<{ id: FailureNoticeId }>(
    `insert into failure_notices (id, workspace_id, workflow_id, kind, since, until, causes, outstanding, recipients)
     select $3, $1, $2, $4, $5, $6, $7, who.addresses, cardinality(who.addresses)
       from (select array_agg(distinct lower(address)) as addresses
               from failure_notice_settings s
              cross join lateral (
                select unnest(s.addresses) as address
                union all
                select p.email from workspace_people p where p.workspace_id = $1 and p.id = any(s.member_ids)) as each
              where s.workspace_id = $1 and s.workflow_id = $2) as who
      where who.addresses is not null
  returning id`,
    [
      workspaceId,
      workflowId,
      newId(FailureNoticeId),
      notice.kind,
      notice.since,
      notice.until,
      JSON.stringify(notice.causes),
    ],
  );
  return rows[0]?.id ?? null;
}

/** A notice in the hands of a process. */
export interface ClaimedNotice {
  id: FailureNoticeId;
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  workflowName: string;
  timeZone: string;
  kind: 'failures' | 'test';
  since: Date;
  until: Date;
  causes: FailureCause[];
  fromAddress: string;
  intervalMinutes: number;
  /** Whom it has yet to be handed over for. */
  outstanding: string[];
  sent: number;
  /** Made before this one. */
  attempts: number;
  createdAt: Date;
}

/**
 * Takes the notice that has been due longest, over all workspaces, for `leaseMs`: if it is not ended by then, whoever had
 * it has died, and it is due again. So a notice may come twice, and is never lost.
 */
export async function claimNotice(db: Queryable, leaseMs: number): Promise<ClaimedNotice | null> {
  const { rows } = await db.query<ClaimedNotice>(
    `update failure_notices n set due_at = now() + $1 * interval '1 ms'
       from failure_notice_settings s, workflows w, workspaces o
      where n.id = (select id from failure_notices where status = 'waiting' and due_at <= now()
                     order by due_at limit 1 for update skip locked)
        and s.workflow_id = n.workflow_id and w.id = n.workflow_id and o.id = n.workspace_id
  returning n.id, n.workspace_id as "workspaceId", n.workflow_id as "workflowId", w.name as "workflowName",
            o.time_zone as "timeZone", n.kind, n.since, n.until, n.causes, s.from_address as "fromAddress",
            s.interval_minutes as "intervalMinutes", n.outstanding, n.sent, n.attempts, n.created_at as "createdAt"`,
    [leaseMs],
  );
  return rows[0] ?? null;
}

/** The provider took it, or refused it for good, for one of the recipients. */
export async function settleNoticeFor(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: FailureNoticeId,
  address: string,
  refusal: TaskFailure | null,
): Promise<void> {
  await db.query(
    `update failure_notices
        set outstanding = array_remove(outstanding, $3), sent = sent + case when $4::jsonb is null then 1 else 0 end,
            error = coalesce($4, error)
      where workspace_id = $1 and id = $2 and $3 = any(outstanding)`,
    [workspaceId, id, address, refusal === null ? null : JSON.stringify(refusal)],
  );
}

/** How an attempt ended: with nobody left to send to, to be tried again, or given up. */
export interface NoticeAttempt {
  /** Why somebody is left; null = nobody is, or it was not tried. */
  failure: TaskFailure | null;
  /** When it is tried again; null = it has ended. */
  dueAt: Date | null;
  counts: boolean;
}

export async function endNoticeAttempt(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: FailureNoticeId,
  { failure, dueAt, counts }: NoticeAttempt,
): Promise<void> {
  await db.query(
    `update failure_notices
        set attempts = attempts + $5::integer, error = coalesce($3, error), due_at = coalesce($4, due_at),
            status = case when $4::timestamptz is not null then 'waiting' when sent > 0 then 'sent' else 'failed' end,
            ended_at = case when $4::timestamptz is null then now() end
      where workspace_id = $1 and id = $2 and status = 'waiting'`,
    [workspaceId, id, failure === null ? null : JSON.stringify(failure), dueAt, counts ? 1 : 0],
  );
}

export interface FailureNotice {
  id: FailureNoticeId;
  kind: 'failures' | 'test';
  createdAt: Date;
  since: Date;
  until: Date;
  causes: FailureCause[];
  status: 'waiting' | 'sent' | 'failed';
  recipients: number;
  sent: number;
  failure: TaskFailure | null;
  /** When it is tried next; null once it has ended. */
  nextAttemptAt: Date | null;
}

/** The last notices of a workflow, newest first. */
export async function listFailureNotices(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  limit: number,
): Promise<FailureNotice[]> {
  const { rows } = await db.query<FailureNotice>(
    `select id, kind, created_at as "createdAt", since, until, causes, status, recipients, sent, error as failure,
            case when status = 'waiting' then due_at end as "nextAttemptAt"
       from failure_notices where workspace_id = $1 and workflow_id = $2 order by id desc limit $3`,
    [workspaceId, workflowId, limit],
  );
  return rows;
}
