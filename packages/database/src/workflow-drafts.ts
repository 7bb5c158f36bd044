import type { WorkflowId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** What is being built of a workflow, as it was last saved; it need not be sound. */
export interface WorkflowDraft {
  content: Record<string, unknown>;
  /** The revision that it was begun from. */
  basedOn: number;
  version: number;
  updatedBy: string;
  updatedAt: Date;
}

const columns = `content, based_on as "basedOn", version, updated_by as "updatedBy", updated_at as "updatedAt"`;

export async function findWorkflowDraft(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
): Promise<WorkflowDraft | null> {
  const { rows } = await db.query<WorkflowDraft>(
    `select ${columns} from workflow_drafts where workspace_id = $1 and workflow_id = $2`,
    [workspaceId, workflowId],
  );
  return rows[0] ?? null;
}

export interface DraftToSave extends Pick<WorkflowDraft, 'content' | 'basedOn' | 'updatedBy'> {
  /** The version that was edited; 0 = there was no draft. */
  version: number;
}

/** Saves what was made of `version`. Null when somebody else has saved, published or discarded the draft since. */
export async function saveWorkflowDraft(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  { content, basedOn, version, updatedBy }: DraftToSave,
): Promise<WorkflowDraft | null> {
  const values = [workspaceId, workflowId, JSON.stringify(content), basedOn, updatedBy];
  const { rows } =
    version === 0
      ? await db.query<WorkflowDraft>(
          `insert into workflow_drafts (workspace_id, workflow_id, content, based_on, updated_by)
           values ($1, $2, $3, $4, $5) on conflict (workflow_id) do nothing returning ${columns}`,
          values,
        )
      : await db.query<WorkflowDraft>(
          `update workflow_drafts
              set content = $3, based_on = $4, updated_by = $5, version = version + 1, updated_at = now()
            where workspace_id = $1 and workflow_id = $2 and version = $6 returning ${columns}`,
          [...values, version],
        );
  return rows[0] ?? null;
}

/** Takes a draft away to publish it, so that two who publish at once publish once. Null unless it is at this version. */
export async function takeWorkflowDraft(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  version: number,
): Promise<WorkflowDraft | null> {
  const { rows } = await db.query<WorkflowDraft>(
    `delete from workflow_drafts where workspace_id = $1 and workflow_id = $2 and version = $3 returning ${columns}`,
    [workspaceId, workflowId, version],
  );
  return rows[0] ?? null;
}

export async function discardWorkflowDraft(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
): Promise<void> {
  await db.query('delete from workflow_drafts where workspace_id = $1 and workflow_id = $2', [workspaceId, workflowId]);
}
