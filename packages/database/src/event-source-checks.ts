import type { EventSourceId, FieldType, SurveyId, SurveyStatus, WorkflowId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { firstIdAt } from './id-time.ts';

/** What stands behind an event source, as far as it decides whether a survey goes out. */
export interface EventSourceDownstream {
  /** Workflows of the event source that are on, without the hidden ones. */
  workflows: { id: WorkflowId; name: string; definition: unknown }[];
  /** How many are on, and how many there are, hidden ones counted. */
  workflowsOn: number;
  workflowCount: number;
}

export async function findDownstream(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
  hiddenWorkflows: readonly WorkflowId[],
): Promise<EventSourceDownstream> {
  const { rows } = await db.query<{ id: WorkflowId; name: string; on: boolean; definition: unknown }>(
    `select w.id, w.name, w.status = 'on' as "on", r.definition
       from workflows w
       join workflow_revisions r on r.workspace_id = w.workspace_id and r.workflow_id = w.id
                                and r.revision = w.current_revision
      where w.workspace_id = $1 and w.event_source_id = $2 order by w.id limit 200`,
    [workspaceId, id],
  );
  const on = rows.filter((row) => row.on);
  const hidden = new Set(hiddenWorkflows);
  return {
    workflows: on.filter((row) => !hidden.has(row.id)).map(({ on: _, ...workflow }) => workflow),
    workflowsOn: on.length,
    workflowCount: rows.length,
  };
}

export async function findSurveyStates(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly SurveyId[],
): Promise<{ id: SurveyId; name: string; status: SurveyStatus }[]> {
  const { rows } = await db.query<{ id: SurveyId; name: string; status: SurveyStatus }>(
    'select id, name, status from surveys where workspace_id = $1 and id = any($2::uuid[]) order by name',
    [workspaceId, ids],
  );
  return rows;
}

/** Why tasks of the event source's workflows failed since then, most frequent first; looks at the newest 500 runs. */
export async function countFailureCodes(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowIds: readonly WorkflowId[],
  since: Date,
): Promise<{ code: string; count: number; exampleRunId: string }[]> {
  const { rows } = await db.query<{ code: string; count: number; exampleRunId: string }>(
    `select t.error ->> 'code' as code, count(*) as count, max(t.run_id::text) as "exampleRunId"
       from (select id from runs where workspace_id = $1 and status in ('failed', 'partially-failed') and id >= $3
                and workflow_id = any($2::uuid[]) order by id desc limit 500) as r
       join task_runs t on t.workspace_id = $1 and t.run_id = r.id and t.status = 'failed'
      where t.error ->> 'code' is not null
      group by 1 order by count desc, code limit 20`,
    [workspaceId, workflowIds, firstIdAt(since)],
  );
  return rows;
}

/** Of each workflow's newest runs since then, up to a hundred: how many there are, and how many its conditions let through. */
export async function countRunsLetThrough(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowIds: readonly WorkflowId[],
  since: Date,
): Promise<Map<WorkflowId, { runs: number; letThrough: number }>> {
  const { rows } = await db.query<{ id: WorkflowId; runs: number; letThrough: number }>(
    `select w.id, count(*) as runs, count(*) filter (where r.status <> 'skipped') as "letThrough"
       from unnest($2::uuid[]) as w (id)
      cross join lateral (select status from runs where workspace_id = $1 and workflow_id = w.id and id >= $3
                           order by id desc limit 100) as r
      group by w.id`,
    [workspaceId, workflowIds, firstIdAt(since)],
  );
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** When each field was last in a message, and its type. */
export async function findFieldSightings(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: EventSourceId,
): Promise<{ sightings: Map<string, Date | null>; lastMessageAt: Date | null; types: Map<string, FieldType> }> {
  const { rows } = await db.query<{ name: string; type: FieldType; seen: Date | null; lastMessageAt: Date | null }>(
    `select f.name, f.type, f.last_seen_at as seen, s.last_message_at as "lastMessageAt"
       from event_source_fields f
       join event_sources s on s.workspace_id = f.workspace_id and s.id = f.event_source_id
      where f.workspace_id = $1 and f.event_source_id = $2`,
    [workspaceId, id],
  );
  return {
    sightings: new Map(rows.map(({ name, seen }) => [name, seen])),
    lastMessageAt: rows[0]?.lastMessageAt ?? null,
    types: new Map(rows.map(({ name, type }) => [name, type])),
  };
}
