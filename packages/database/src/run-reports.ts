import type {
  NotificationId,
  OperationId,
  RevisionId,
  RunId,
  RunStatus,
  TaskFailure,
  TaskRunStatus,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type ContactBrief, contactBriefSql } from './contact-brief.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { type RunSearch, runIdsSql } from './run-search.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface TaskRunReport {
  id: string;
  stepId: string;
  type: string;
  status: TaskRunStatus;
  attempts: number;
  /** Null while it waits for an earlier task. */
  dueAt: Date | null;
  output: Record<string, unknown> | null;
  error: TaskFailure | null;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export interface RunReport {
  id: RunId;
  status: RunStatus;
  workflowId: WorkflowId;
  workflowName: string | null;
  revisionId: RevisionId;
  revision: number | null;
  eventSourceId: string | null;
  notificationId: NotificationId;
  recordId: string | null;
  objectType: string | null;
  contact: ContactBrief | null;
  /** Null in a list where it is large. */
  input: Record<string, string | null> | null;
  receivedAt: Date;
  startedAt: Date;
  finishedAt: Date | null;
  traceId: string;
  /** Of the first task that failed; null while it has not ended so. */
  errorCode: string | null;
  /** The operation that made it as a replay of its notification. */
  replayId: OperationId | null;
  /** Of a test message that the console sent. */
  isTest: boolean;
  skipped: Record<string, unknown> | null;
  tasks: TaskRunReport[];
}

/** A list shows an input up to this size as stored, so that a page of hostile messages stays small. */
const maxListedInputBytes = 16_384;

const selectRuns = (input: string) => `
  select r.id, r.status, r.workflow_id as "workflowId", w.name as "workflowName", r.revision_id as "revisionId",
         v.revision, n.event_source_id as "eventSourceId", r.notification_id as "notificationId",
         r.record_id as "recordId", n.object_type as "objectType", ${contactBriefSql('c')} as contact, ${input} as input,
         r.received_at as "receivedAt", r.started_at as "startedAt", r.finished_at as "finishedAt",
         r.trace_id as "traceId", r.error_code as "errorCode", r.replay_id as "replayId", r.skipped,
         exists (select from event_source_tests t where t.workspace_id = r.workspace_id and t.message_id = r.message_id)
           as "isTest"
    from runs r
    left join workflows w on w.workspace_id = r.workspace_id and w.id = r.workflow_id
    left join workflow_revisions v on v.workspace_id = r.workspace_id and v.id = r.revision_id
    left join notifications n on n.workspace_id = r.workspace_id and n.id = r.notification_id
    left join contacts c on c.workspace_id = r.workspace_id and c.id = r.contact_id`;

export async function listRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: RunSearch,
  page: PageRequest,
  inputs: 'short-inputs' | 'whole-inputs' = 'short-inputs',
): Promise<Page<RunReport>> {
  const p = new SqlParameters();
  const workspace = p.add(workspaceId);
  const ids = runIdsSql(p, workspaceId, filter, { order: 'desc', after: page.after, limit: page.limit + 1 });
  const short = `case when pg_column_size(n.fields) <= ${maxListedInputBytes} then n.fields end`;
  const input = inputs === 'short-inputs' ? short : 'n.fields';
  const { rows } = await db.query<Omit<RunReport, 'tasks'>>(
    `${selectRuns(input)} where r.workspace_id = ${workspace} and r.id in (${ids}) order by r.id desc`,
    p.values,
  );
  const { rows: shown, next } = toPage(rows, page.limit, (row) => row.id);
  return { rows: await withTasks(db, workspaceId, shown), next };
}

export async function findRun(db: Queryable, workspaceId: WorkspaceId, id: RunId): Promise<RunReport | null> {
  const { rows } = await db.query<Omit<RunReport, 'tasks'>>(
    `${selectRuns('n.fields')} where r.workspace_id = $1 and r.id = $2`,
    [workspaceId, id],
  );
  const [found] = await withTasks(db, workspaceId, rows);
  return found ?? null;
}

async function withTasks(
  db: Queryable,
  workspaceId: WorkspaceId,
  runs: readonly Omit<RunReport, 'tasks'>[],
): Promise<RunReport[]> {
  const { rows } = await db.query<TaskRunReport & { runId: string }>(
    `select run_id as "runId", id, step_id as "stepId", type, status, attempts, nullif(due_at, 'infinity') as "dueAt", output, error,
            started_at as "startedAt", finished_at as "finishedAt"
       from task_runs where workspace_id = $1 and run_id = any($2::uuid[]) order by position, id`,
    [workspaceId, runs.map((run) => run.id)],
  );
  const byRun = Map.groupBy(rows, (row) => row.runId);
  return runs.map((run) => ({ ...run, tasks: byRun.get(run.id) ?? [] }));
}

/** The workflow that a run is of; null when there is no such run. */
export async function findWorkflowOfRun(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: RunId,
): Promise<WorkflowId | null> {
  const { rows } = await db.query<{ workflowId: WorkflowId }>(
    'select workflow_id as "workflowId" from runs where workspace_id = $1 and id = $2',
    [workspaceId, id],
  );
  return rows[0]?.workflowId ?? null;
}
