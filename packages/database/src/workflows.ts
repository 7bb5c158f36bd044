import {
  type EventSourceId,
  RevisionId,
  type WorkflowDefinition,
  WorkflowId,
  type WorkflowStatus,
  type WorkspaceId,
} from '@canvass/domain';
import { v7 } from 'uuid';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface WorkflowSummary {
  id: WorkflowId;
  name: string;
  status: WorkflowStatus;
  eventSourceId: EventSourceId;
  eventSourceName: string;
  revision: number;
  /** Null = nobody in particular. */
  ownerId: string | null;
  /** Null as well when the owner has left the workspace. */
  ownerName: string | null;
  restricted: boolean;
  /** Something newer is being built. */
  hasDraft: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export interface WorkflowReport extends WorkflowSummary {
  definition: WorkflowDefinition;
}

export interface RevisionSummary {
  id: RevisionId;
  workflowId: WorkflowId;
  revision: number;
  createdBy: string;
  createdAt: Date;
}

const columns = `
  w.id, w.name, w.status, w.event_source_id as "eventSourceId", s.name as "eventSourceName",
  w.current_revision as revision, w.owner_id as "ownerId", p.name as "ownerName", w.restricted,
  exists (select from workflow_drafts d where d.workspace_id = w.workspace_id and d.workflow_id = w.id) as "hasDraft",
  w.created_at as "createdAt", w.updated_at as "updatedAt"`;
const tables = `workflows w
  join event_sources s on s.workspace_id = w.workspace_id and s.id = w.event_source_id
  left join workspace_people p on p.workspace_id = w.workspace_id and p.id = w.owner_id`;
const revisionColumns = `id, workflow_id as "workflowId", revision, created_by as "createdBy", created_at as "createdAt"`;

export async function listWorkflows(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: {
    statuses?: readonly WorkflowStatus[] | undefined;
    eventSourceId?: EventSourceId | undefined;
    /** Left out: not shared with whoever asks. */
    hidden: readonly WorkflowId[];
  },
  page: PageRequest,
): Promise<Page<WorkflowSummary>> {
  const p = new SqlParameters();
  const conditions = [`w.workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`w.id > ${p.add(page.after)}`);
  if (filter.statuses) conditions.push(`w.status = any(${p.add(filter.statuses)})`);
  if (filter.eventSourceId) conditions.push(`w.event_source_id = ${p.add(filter.eventSourceId)}`);
  if (filter.hidden.length > 0) conditions.push(`w.id <> all(${p.add(filter.hidden)}::uuid[])`);
  const { rows } = await db.query<WorkflowSummary>(
    `select ${columns} from ${tables} where ${conditions.join(' and ')} order by w.id limit ${p.add(page.limit + 1)}`,
    p.values,
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WorkflowId,
): Promise<WorkflowReport | null> {
  const { rows } = await db.query<WorkflowReport>(
    `select ${columns}, v.definition from ${tables}
       join workflow_revisions v on v.workspace_id = w.workspace_id and v.workflow_id = w.id
                                and v.revision = w.current_revision
      where w.workspace_id = $1 and w.id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

export async function createWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  values: {
    name: string;
    eventSourceId: EventSourceId;
    definition: WorkflowDefinition;
    createdBy: string;
    ownerId: string | null;
  },
): Promise<WorkflowId> {
  const id = newId(WorkflowId);
  await db.query(
    `insert into workflows (id, workspace_id, event_source_id, name, current_revision, owner_id)
     values ($1, $2, $3, $4, 1, $5)`,
    [id, workspaceId, values.eventSourceId, values.name, values.ownerId],
  );
  await addRevision(db, workspaceId, id, 1, values);
  return id;
}

export async function renameWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WorkflowId,
  name: string,
): Promise<void> {
  await db.query('update workflows set name = $3, updated_at = now() where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    name,
  ]);
}

/** Saves a definition as the next revision and makes it current. Earlier revisions are never changed. */
export async function reviseWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WorkflowId,
  values: { definition: WorkflowDefinition; createdBy: string },
): Promise<void> {
  const { rows } = await db.query<{ revision: number }>(
    `update workflows set current_revision = current_revision + 1, updated_at = now()
      where workspace_id = $1 and id = $2 returning current_revision as revision`,
    [workspaceId, id],
  );
  const [workflow] = rows;
  if (workflow) await addRevision(db, workspaceId, id, workflow.revision, values);
}

async function addRevision(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  revision: number,
  values: { definition: WorkflowDefinition; createdBy: string },
): Promise<void> {
  await db.query(
    `insert into workflow_revisions (id, workspace_id, workflow_id, revision, definition, created_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [newId(RevisionId), workspaceId, workflowId, revision, JSON.stringify(values.definition), values.createdBy],
  );
}

/** Switches a workflow and keeps since when, or until when, it was on. Switching to what it is already changes nothing. */
export async function switchWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WorkflowId,
  status: WorkflowStatus,
): Promise<void> {
  const { rowCount } = await db.query(
    `update workflows set status = $3, updated_at = now() where workspace_id = $1 and id = $2 and status <> $3`,
    [workspaceId, id, status],
  );
  if (rowCount === 0) return;
  if (status === 'on') {
    await db.query('insert into workflow_active_periods (id, workspace_id, workflow_id) values ($1, $2, $3)', [
      v7(),
      workspaceId,
      id,
    ]);
  } else {
    await db.query(
      `update workflow_active_periods set to_at = now()
        where workspace_id = $1 and workflow_id = $2 and to_at is null`,
      [workspaceId, id],
    );
  }
}

/** Newest first. */
export async function listRevisions(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  page: PageRequest,
): Promise<Page<RevisionSummary>> {
  const { rows } = await db.query<RevisionSummary>(
    `select ${revisionColumns} from workflow_revisions
      where workspace_id = $1 and workflow_id = $2 and ($3::uuid is null or id < $3)
      order by id desc limit $4`,
    [workspaceId, workflowId, page.after, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findRevision(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  revision: number,
): Promise<(RevisionSummary & { definition: WorkflowDefinition }) | null> {
  const { rows } = await db.query<RevisionSummary & { definition: WorkflowDefinition }>(
    `select ${revisionColumns}, definition from workflow_revisions
      where workspace_id = $1 and workflow_id = $2 and revision = $3`,
    [workspaceId, workflowId, revision],
  );
  return rows[0] ?? null;
}
