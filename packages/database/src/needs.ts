import type { WorkflowId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { firstIdAt } from './id-time.ts';

export const needKinds = [
  'failed-task',
  'unknown-delivery',
  'bounce',
  'rejection',
  'waiting-source',
  'silent-source',
  'off-with-draft',
  'failed-notice',
] as const;

/** Something that a person must mend, by cause: everything that one action mends is one entry. */
export interface Need {
  kind: (typeof needKinds)[number];
  /** A code of the error catalogue, the reason of a rejection, the status of a delivery; otherwise the kind. */
  cause: string;
  count: number;
  latestAt: Date;
  /** The newest run, delivery, distribution or rejection; the event source or workflow. */
  exampleId: string;
  /** Of the event source or workflow. */
  name: string | null;
  /** Of a failed survey task: which survey. */
  surveyId: string | null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Each kind looks at its newest rows only. */
const newest = 500;
const fewOfAKind = 5;

/** Causes of the last 7 days (rejections: 24 hours), newest first. */
export async function listNeeds(
  db: Queryable,
  workspaceId: WorkspaceId,
  now: Date,
  hiddenWorkflows: readonly WorkflowId[],
): Promise<Need[]> {
  const needs = [
    ...(await failedTasks(db, workspaceId, now, hiddenWorkflows)),
    ...(await troubledDeliveries(db, workspaceId, now, hiddenWorkflows)),
    ...(await rejections(db, workspaceId, now)),
    ...(await stuckEventSources(db, workspaceId, now)),
    ...(await draftsOfWorkflowsThatAreOff(db, workspaceId, hiddenWorkflows)),
    ...(await failedNotices(db, workspaceId, now, hiddenWorkflows)),
  ];
  return needs.sort((a, b) => b.latestAt.getTime() - a.latestAt.getTime()).slice(0, 50);
}

async function failedTasks(db: Queryable, workspaceId: WorkspaceId, now: Date, hidden: readonly WorkflowId[]) {
  const failedRuns = (status: string) =>
    `(select id, revision_id from runs where workspace_id = $1 and status = '${status}' and id >= $2
                                         and workflow_id <> all($3::uuid[]) order by id desc limit ${newest})`;
  const { rows } = await db.query<Need>(
    `select kind, cause, count, "latestAt", examples[1][1] as "exampleId", null as name,
            (select jsonb_path_query_first(v.definition, '$.** ? (@.id == $step).surveyId', jsonb_build_object('step', examples[1][2]))
               from workflow_revisions v where v.workspace_id = $1 and v.id = examples[1][3]::uuid) #>> '{}' as "surveyId"
       from (select 'failed-task' as kind, cause, count(*) as count, max(at) as "latestAt",
                    (array_agg(array[run_id::text, step_id, revision_id::text] order by at desc))[1:1] as examples
               from (select t.error ->> 'code' as cause, coalesce(t.finished_at, t.created_at) as at,
                            t.run_id, t.step_id, r.revision_id
                       from (${failedRuns('failed')} union all ${failedRuns('partially-failed')}) as r
                       join task_runs t on t.workspace_id = $1 and t.run_id = r.id and t.status = 'failed'
                      where t.error ->> 'code' <> 'delivery-unknown') as failures
              where cause is not null
              group by cause) as causes`,
    [workspaceId, firstIdAt(new Date(now.getTime() - 7 * dayMs)), hidden],
  );
  return rows;
}

async function troubledDeliveries(db: Queryable, workspaceId: WorkspaceId, now: Date, hidden: readonly WorkflowId[]) {
  const inStatus = (status: string) =>
    `(select status, updated_at, id, distribution_id from deliveries
       where workspace_id = $1 and status = '${status}' and id >= $2 and workflow_id <> all($3::uuid[])
       order by id desc limit ${newest})`;
  const { rows } = await db.query<Need>(
    `select case status when 'unknown' then 'unknown-delivery' else 'bounce' end as kind,
            case status when 'unknown' then 'delivery-unknown' else status end as cause,
            count(*) as count, max(updated_at) as "latestAt",
            (array_agg(case status when 'unknown' then id else distribution_id end order by updated_at desc))[1] as "exampleId",
            null as name, null as "surveyId"
       from (${['unknown', 'hard-bounce', 'soft-bounce', 'complaint'].map(inStatus).join(' union all ')}) as troubled
      group by status`,
    [workspaceId, firstIdAt(new Date(now.getTime() - 7 * dayMs)), hidden],
  );
  return rows;
}

async function rejections(db: Queryable, workspaceId: WorkspaceId, now: Date) {
  const { rows } = await db.query<Need>(
    `select 'rejection' as kind, reason as cause, count(*) as count, max(last_received_at) as "latestAt",
            (array_agg(id order by last_received_at desc))[1] as "exampleId", null as name, null as "surveyId"
       from (select * from rejections where workspace_id = $1 order by id desc limit ${newest}) as newest
      where last_received_at >= $2
      group by reason`,
    [workspaceId, new Date(now.getTime() - dayMs)],
  );
  return rows;
}

const waitsForMs = hourMs;
const silentForMs = 2 * dayMs;
const givenUpAfterMs = 30 * dayMs;

/** Those that a workflow which is on listens to: never a message, or none for two days after there were some. */
async function stuckEventSources(db: Queryable, workspaceId: WorkspaceId, now: Date) {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const { rows } = await db.query<Need>(
    `select case status when 'waiting' then 'waiting-source' else 'silent-source' end as kind,
            case status when 'waiting' then 'waiting-source' else 'silent-source' end as cause,
            1 as count, coalesce(last_message_at, created_at) as "latestAt", id as "exampleId", name, null as "surveyId"
       from event_sources e
      where workspace_id = $1
        and ((status = 'waiting' and created_at < $2) or (status = 'active' and last_message_at between $3 and $4))
        and exists (select from workflows w where w.event_source_id = e.id and w.workspace_id = $1 and w.status = 'on')
      order by id desc limit ${fewOfAKind}`,
    [workspaceId, ago(waitsForMs), ago(givenUpAfterMs), ago(silentForMs)],
  );
  return rows;
}

async function draftsOfWorkflowsThatAreOff(db: Queryable, workspaceId: WorkspaceId, hidden: readonly WorkflowId[]) {
  const { rows } = await db.query<Need>(
    `select 'off-with-draft' as kind, 'off-with-draft' as cause, 1 as count, d.updated_at as "latestAt",
            w.id as "exampleId", w.name, null as "surveyId"
       from workflow_drafts d join workflows w on w.workspace_id = $1 and w.id = d.workflow_id
      where d.workspace_id = $1 and w.status = 'off' and w.id <> all($2::uuid[])
      order by d.updated_at desc limit ${fewOfAKind}`,
    [workspaceId, hidden],
  );
  return rows;
}

/** Workflows whose last notice of failures reached nobody: whoever should know does not. */
async function failedNotices(db: Queryable, workspaceId: WorkspaceId, now: Date, hidden: readonly WorkflowId[]) {
  const { rows } = await db.query<Need>(
    `select 'failed-notice' as kind, 'failed-notice' as cause, 1 as count, n.created_at as "latestAt",
            w.id as "exampleId", w.name, null as "surveyId"
       from failure_notice_settings s
       join workflows w on w.workspace_id = $1 and w.id = s.workflow_id
      cross join lateral (
        select status, created_at from failure_notices
         where workspace_id = $1 and workflow_id = s.workflow_id order by id desc limit 1) as n
      where s.workspace_id = $1 and (s.member_ids <> '{}' or s.addresses <> '{}') and w.id <> all($2::uuid[])
        and n.status = 'failed' and n.created_at >= $3
      order by n.created_at desc limit ${fewOfAKind}`,
    [workspaceId, hidden, new Date(now.getTime() - 7 * dayMs)],
  );
  return rows;
}
